#include <inkline/training/picture_glyph.hpp>

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

constexpr int kSmooth = 96;  // pixels; smaller pictures are enlarged to about that

bool is_flat(const cv::Mat1b& grey) {
  double low = 0;
  double high = 0;
  cv::minMaxLoc(grey, &low, &high);
  return high - low < 2;
}

double otsu_threshold(const cv::Mat1b& grey) {
  cv::Mat1b ignored;
  return cv::threshold(grey, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
}

}  // namespace

double light_ink_vote(const cv::Mat1b& grey) {
  if (grey.empty() || is_flat(grey)) return 0;
  const double threshold = otsu_threshold(grey);
  int dark = 0;
  int all = 0;
  for (int y = 0; y < grey.rows; ++y) {
    const bool whole_row = y == 0 || y + 1 == grey.rows;
    const int step = whole_row ? 1 : std::max(1, grey.cols - 1);
    for (int x = 0; x < grey.cols; x += step) {
      dark += grey(y, x) <= threshold ? 1 : 0;
      ++all;
    }
  }
  return 2.0 * dark / all - 1;
}

cv::Mat1b ink_of_picture(const cv::Mat1b& grey, Polarity polarity) {
  if (grey.empty()) return {};
  if (is_flat(grey)) return cv::Mat1b(grey.size(), uchar{0});
  cv::Mat1b large = grey;
  const double factor = std::ceil(static_cast<double>(kSmooth) / std::max(grey.rows, grey.cols));
  if (factor > 1) cv::resize(grey, large, cv::Size(), factor, factor, cv::INTER_CUBIC);
  cv::Mat1b ink;
  const int kind = polarity == Polarity::dark_ink ? cv::THRESH_BINARY_INV : cv::THRESH_BINARY;
  cv::threshold(large, ink, 0, 255, kind | cv::THRESH_OTSU);
  return ink;
}

}  // namespace inkline
