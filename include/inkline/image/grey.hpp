#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Luminance of a picture.
///
/// @param picture  CV_8UC1 or CV_8UC3 (BGR)
/// @return         the same size; shares the pixels of a picture that is grey already
/// @throws Error   Fault::usage for any other type
cv::Mat1b to_grey(const cv::Mat& picture);

}  // namespace inkline
