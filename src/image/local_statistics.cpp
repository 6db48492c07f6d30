#include "local_statistics.hpp"

#include <opencv2/imgproc.hpp>

namespace inkline {

cv::Mat1f window_mean(const cv::Mat1f& values, int side) {
  cv::Mat1f mean;
  cv::boxFilter(values, mean, -1, {side, side}, {-1, -1}, true, cv::BORDER_REFLECT);
  return mean;
}

cv::Mat1f deviation_from(const cv::Mat1f& mean, const cv::Mat1f& mean_of_squares) {
  cv::Mat1f variance(mean_of_squares - mean.mul(mean));
  cv::max(variance, 0.0, variance);
  cv::Mat1f deviation;
  cv::sqrt(variance, deviation);
  return deviation;
}

LocalStatistics local_statistics(const cv::Mat1f& shades, int side) {
  const cv::Mat1f mean = window_mean(shades, side);
  const cv::Mat1f squares(shades.mul(shades));
  return {mean, deviation_from(mean, window_mean(squares, side))};
}

}  // namespace inkline
