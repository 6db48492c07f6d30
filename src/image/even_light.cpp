#include <inkline/image/even_light.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

/// Pixels of the median's window on the reduced copy: wide enough to be smooth, and OpenCV's
/// 8-bit median has a fixed cost per pixel whatever the window.
constexpr int kMedianWindow = 21;

cv::Mat1b reduced(const cv::Mat1b& grey, const EvenLightParams& params) {
  const double longer = std::max(grey.rows, grey.cols);
  const double scale = std::min(1.0, kMedianWindow / (params.neighbourhood_ratio * longer));
  const auto length = [&](int full) {
    return std::max(1, static_cast<int>(std::lround(full * scale)));
  };
  cv::Mat1b small;
  cv::resize(grey, small, {length(grey.cols), length(grey.rows)}, 0, 0, cv::INTER_AREA);
  return small;
}

cv::Mat1b local_paper(const cv::Mat1b& small) {
  cv::Mat1b median;
  cv::medianBlur(small, median, kMedianWindow);
  cv::Mat1b smooth;
  cv::GaussianBlur(median, smooth, {}, kMedianWindow / 5.0);
  return smooth;
}

/// Ink is what lies far from the paper; the side with more of it is the side of the ink.
bool ink_is_lighter(const cv::Mat1b& small, const cv::Mat1b& paper) {
  constexpr double clearly = 0.15;  // of full contrast; weaker differences are paper and noise
  double darker = 0;
  double lighter = 0;
  for (int y = 0; y < small.rows; ++y) {
    for (int x = 0; x < small.cols; ++x) {
      const double difference = (small(y, x) - paper(y, x)) / 255.0;
      if (difference < -clearly) darker -= difference + clearly;
      if (difference > clearly) lighter += difference - clearly;
    }
  }
  return lighter > 2 * darker && cv::mean(paper)[0] < 128;
}

}  // namespace

void EvenLightParams::check() const {
  require_setting(neighbourhood_ratio >= 0.005 && neighbourhood_ratio <= 0.5,
                  "even_light.neighbourhood_ratio must be 0.005 to 0.5, got " +
                      std::to_string(neighbourhood_ratio));
}

EvenPage even_light(const cv::Mat1b& grey, const EvenLightParams& params) {
  params.check();
  if (grey.empty()) return {};
  if (!params.even) return {grey, false};
  const cv::Mat1b small = reduced(grey, params);
  cv::Mat1b small_paper = local_paper(small);

  EvenPage even;
  even.light_ink = ink_is_lighter(small, small_paper);
  cv::Mat1b dark_on_light = grey;
  if (even.light_ink) {
    cv::bitwise_not(grey, dark_on_light);
    cv::bitwise_not(small_paper, small_paper);
  }
  cv::Mat1b paper;
  cv::resize(small_paper, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
  // Paper darker than this holds no writing that could be read; dividing by it raises noise only.
  constexpr int darkest_paper = 24;
  cv::max(paper, darkest_paper, paper);
  cv::divide(dark_on_light, paper, even.page, kEvenPaper);
  return even;
}

}  // namespace inkline
