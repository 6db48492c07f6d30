#include <inkline/image/local_threshold.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/histogram_threshold.hpp>

#include "local_statistics.hpp"

namespace inkline {
namespace {

/// An odd number of pixels.
int window_side(double strokes, double stroke_width, const cv::Size& page) {
  const double side = std::min(strokes * std::max(1.0, stroke_width),
                               static_cast<double>(std::max(page.width, page.height)));
  return 2 * static_cast<int>(side / 2) + 1;
}

cv::Mat1f niblack(const LocalStatistics& local, double k) {
  return cv::Mat1f(local.mean + k * local.deviation);
}

cv::Mat1f sauvola(const LocalStatistics& local, double k) {
  constexpr double widest_deviation = 128;
  const cv::Mat1f factor(local.deviation * (k / widest_deviation) + (1 - k));
  return cv::Mat1f(local.mean.mul(factor));
}

cv::Mat1f wolf(const cv::Mat1f& shades, const LocalStatistics& local, double k) {
  double darkest = 0;
  double widest = 0;
  cv::minMaxLoc(shades, &darkest);
  cv::minMaxLoc(local.deviation, nullptr, &widest);
  const cv::Mat1f above_darkest(local.mean - darkest);
  const cv::Mat1f relative(local.deviation * (k / std::max(widest, 1e-6)));
  return cv::Mat1f((1 - k) * local.mean + relative.mul(above_darkest) + k * darkest);
}

/// Contrast that is relative to the shades where they vary little and absolute where they vary
/// much, stretched to 0 to 255.
cv::Mat1b su_contrast(const cv::Mat1b& grey) {
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  cv::Mat1b lightest;
  cv::Mat1b darkest;
  cv::dilate(grey, lightest, square);
  cv::erode(grey, darkest, square);
  cv::Mat1f high;
  cv::Mat1f low;
  lightest.convertTo(high, CV_32F);
  darkest.convertTo(low, CV_32F);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(grey, mean, deviation);
  const double mixture = std::min(1.0, deviation[0] / 128);
  const cv::Mat1f range(high - low);
  const cv::Mat1f sum(high + low + 1e-3);
  cv::Mat1f relative;
  cv::divide(range, sum, relative);
  const cv::Mat1f contrast(mixture * relative + (1 - mixture) / 255 * range);
  cv::Mat1b stretched;
  cv::normalize(contrast, stretched, 0, 255, cv::NORM_MINMAX, CV_8U);
  return stretched;
}

cv::Mat1b su_edges(const cv::Mat1b& grey) {
  constexpr double weak = 30;
  constexpr double strong = 80;
  cv::Mat1b edges;
  cv::Canny(grey, edges, weak, strong);
  const cv::Mat1b contrast = su_contrast(grey);
  const int least = histogram_threshold(histogram_of(contrast), InkMethod::otsu);
  edges.setTo(0, contrast <= least);
  return edges;
}

/// Ink where enough edges are near and a pixel is darker than they are, half a deviation allowed.
cv::Mat1b su(const cv::Mat1b& grey, const cv::Mat1f& shades, int side) {
  cv::Mat1f is_edge;
  su_edges(grey).convertTo(is_edge, CV_32F, 1 / 255.0);
  const cv::Mat1f edge_shades(is_edge.mul(shades));
  const cv::Mat1f edge_squares(edge_shades.mul(shades));
  const cv::Mat1f share = window_mean(is_edge, side);
  const cv::Mat1f divisor(cv::max(share, 1e-9));
  cv::Mat1f mean;
  cv::Mat1f squares;
  cv::divide(window_mean(edge_shades, side), divisor, mean);
  cv::divide(window_mean(edge_squares, side), divisor, squares);
  const cv::Mat1f threshold(mean + 0.5 * deviation_from(mean, squares));
  const cv::Mat1b dark(shades <= threshold);
  const cv::Mat1b edged(share >= 1.0 / side);
  return cv::Mat1b(dark & edged);
}

}  // namespace

void LocalThresholdParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds,
                    std::string("local_threshold.") + what + ", got " + std::to_string(value));
  };
  require(window >= 1 && window <= 100, "window must be 1 to 100", window);
  require(niblack_k >= -2 && niblack_k <= 2, "niblack_k must be -2 to 2", niblack_k);
  require(sauvola_k >= 0 && sauvola_k <= 1, "sauvola_k must be 0 to 1", sauvola_k);
  require(wolf_k >= 0 && wolf_k <= 1, "wolf_k must be 0 to 1", wolf_k);
  require(su_window >= 1 && su_window <= 100, "su_window must be 1 to 100", su_window);
}

cv::Mat1b local_threshold(const cv::Mat1b& grey, double stroke_width, InkMethod method,
                          const LocalThresholdParams& params) {
  params.check();
  if (grey.empty()) return {};
  cv::Mat1f shades;
  grey.convertTo(shades, CV_32F);
  if (method == InkMethod::su) {
    return su(grey, shades, window_side(params.su_window, stroke_width, grey.size()));
  }
  const LocalStatistics local =
      local_statistics(shades, window_side(params.window, stroke_width, grey.size()));
  switch (method) {
    case InkMethod::niblack:
      return cv::Mat1b(shades <= niblack(local, params.niblack_k));
    case InkMethod::sauvola:
      return cv::Mat1b(shades <= sauvola(local, params.sauvola_k));
    case InkMethod::wolf:
      return cv::Mat1b(shades <= wolf(shades, local, params.wolf_k));
    default:
      throw Error(Fault::defect, std::string(name_of(method)) + " has no local threshold");
  }
}

}  // namespace inkline
