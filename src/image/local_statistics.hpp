#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Mean and standard deviation of the shades around every pixel.
struct LocalStatistics {
  cv::Mat1f mean;
  cv::Mat1f deviation;
};

/// Means over a square window, mirrored at the border.
/// @param side  of the window, odd, pixels
cv::Mat1f window_mean(const cv::Mat1f& values, int side);

cv::Mat1f deviation_from(const cv::Mat1f& mean, const cv::Mat1f& mean_of_squares);

LocalStatistics local_statistics(const cv::Mat1f& shades, int side);

}  // namespace inkline
