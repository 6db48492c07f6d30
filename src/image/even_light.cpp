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

cv::Mat1b smoothed(const cv::Mat1b& paper) {
  cv::Mat1b smooth;
  cv::GaussianBlur(paper, smooth, {}, kMedianWindow / 5.0);
  return smooth;
}

cv::Mat square(int radius) {
  return cv::Mat::ones(2 * radius + 1, 2 * radius + 1, CV_8U);
}

/// Where the shade of the paper changes at once, as at the edge of a shadow, and as far around as
/// smoothing carries that. Dark writing is narrower than a shadow and has been filled up.
cv::Mat1b steps_of(const cv::Mat1b& paper) {
  constexpr double least_step = 0.2;
  constexpr int near = 2;
  const int reach = kMedianWindow / 2;
  cv::Mat1b lowest;
  cv::Mat1b highest;
  cv::erode(paper, lowest, square(near));
  cv::dilate(paper, highest, square(near));
  cv::Mat1b steps(lowest < (1 - least_step) * highest);
  cv::dilate(steps, steps, square(reach));
  return steps;
}

/// The shades that paper may have at a place: one, but at the edge of a shadow all from that in
/// the shadow to that in the light.
struct PaperRange {
  cv::Mat1b lowest;
  cv::Mat1b highest;  ///< empty: the same
};

PaperRange range_of(const cv::Mat1b& paper) {
  PaperRange range{smoothed(paper), {}};
  cv::Mat1b filled;
  cv::morphologyEx(paper, filled, cv::MORPH_CLOSE, square(kMedianWindow / 3));
  const cv::Mat1b steps = steps_of(filled);
  if (cv::countNonZero(steps) == 0) return range;
  range.highest = range.lowest.clone();
  cv::Mat1b lowest;
  cv::Mat1b highest;
  cv::erode(filled, lowest, square(1));
  cv::dilate(filled, highest, square(1));
  lowest.copyTo(range.lowest, steps);
  highest.copyTo(range.highest, steps);
  return range;
}

/// The shade of the paper at every pixel of the page.
cv::Mat1b paper_of(const cv::Mat1b& page, const PaperRange& range) {
  cv::Mat paper;
  cv::resize(range.lowest, paper, page.size(), 0, 0, cv::INTER_LINEAR);
  if (range.highest.empty()) return paper;
  cv::Mat highest;
  cv::resize(range.highest, highest, page.size(), 0, 0, cv::INTER_LINEAR);
  // What lies between the two is paper half in the shadow.
  cv::min(highest, page, highest);
  cv::max(paper, highest, paper);
  return paper;
}

/// Ink is what lies far from the paper; the side with more of it is the side of the ink. On paper
/// that is itself rather light, as kraft paper is, it has to be far more, and more than a few
/// glints.
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
  constexpr double lightest_board = 128;
  constexpr double lightest_kraft = 190;
  constexpr double more_than_glints = 0.001;  // a pixel
  const double shade = cv::mean(paper)[0];
  if (shade < lightest_board) return lighter > 2 * darker;
  const auto pixels = static_cast<double>(small.total());
  return shade < lightest_kraft && lighter > 10 * darker && lighter > more_than_glints * pixels;
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
  cv::Mat1b small_paper;
  cv::medianBlur(small, small_paper, kMedianWindow);

  EvenPage even;
  even.light_ink = ink_is_lighter(small, smoothed(small_paper));
  cv::Mat1b dark_on_light = grey;
  if (even.light_ink) {
    cv::bitwise_not(grey, dark_on_light);
    cv::bitwise_not(small_paper, small_paper);
  }
  cv::Mat1b paper = paper_of(dark_on_light, range_of(small_paper));
  // Paper darker than this holds no writing that could be read; dividing by it raises noise only.
  constexpr int darkest_paper = 24;
  cv::max(paper, darkest_paper, paper);
  cv::divide(dark_on_light, paper, even.page, kEvenPaper);
  return even;
}

}  // namespace inkline
