#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Closes the pinholes and hairline gaps that a threshold leaves in strokes and drops lone pixels:
/// a morphological closing by a 3 x 3 cross, then a median of 3 x 3.
///
/// The cross is the smallest structuring element there is; pixels are the right unit here, as
/// these are faults of sampling and not of writing.
///
/// @param ink           ink 255 on 0; left untouched
/// @param stroke_width  pixels; strokes thinner than 2.5 are left as they are
/// @return              the same size
cv::Mat1b clean_ink(const cv::Mat1b& ink, double stroke_width);

}  // namespace inkline
