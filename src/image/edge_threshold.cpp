#include <inkline/image/edge_threshold.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/components.hpp>
#include <inkline/image/even_light.hpp>
#include <inkline/image/histogram_threshold.hpp>

namespace inkline {
namespace {

const cv::Size kAround(3, 3);
constexpr double kBlocksInWindow = 1.4;  // a window's standard deviation in blocks

cv::Mat square() {
  return cv::getStructuringElement(cv::MORPH_RECT, kAround);
}

/// The range of shades around every pixel.
cv::Mat1b contrast_of(const cv::Mat1b& even) {
  cv::Mat1b lightest;
  cv::Mat1b darkest;
  cv::dilate(even, lightest, square());
  cv::erode(even, darkest, square());
  cv::subtract(lightest, darkest, lightest);
  return lightest;
}

int median_of(const Histogram& histogram) {
  double all = 0;
  for (const double count : histogram) all += count;
  double so_far = 0;
  for (std::size_t shade = 0; shade < histogram.size(); ++shade) {
    so_far += histogram[shade];
    if (2 * so_far >= all) return static_cast<int>(shade);
  }
  return 0;
}

/// Contrast above which a pixel belongs to an edge; Otsu's threshold parts edges from the rest.
double edge_contrast(const cv::Mat1b& contrast, const EdgeThresholdParams& params) {
  const Histogram histogram = histogram_of(contrast);
  return std::max({static_cast<double>(histogram_threshold(histogram, InkMethod::otsu)),
                   params.least_contrast * kEvenPaper,
                   params.least_contrast_in_grain * median_of(histogram)});
}

/// 255 where contrast is that of an edge and nearly the highest around.
cv::Mat1b edges_of(const cv::Mat1b& contrast, double least, double ridge) {
  cv::Mat1b edges;
  cv::dilate(contrast, edges, square());
  constexpr int one = 256;  // in fixed point
  const int share = static_cast<int>(std::lround(ridge * one));
  const int above = std::min(255, static_cast<int>(std::floor(least)));
  for (int y = 0; y < contrast.rows; ++y) {
    const uchar* here = contrast.ptr(y);
    uchar* edge = edges.ptr(y);
    for (int x = 0; x < contrast.cols; ++x) {
      const bool is_edge = here[x] > above && here[x] * one >= edge[x] * share;
      edge[x] = is_edge ? 255 : 0;
    }
  }
  return edges;
}

/// Sums over the edge pixels in blocks of the page.
struct EdgeSums {
  cv::Mat1f count;
  cv::Mat1f shade;
  cv::Mat1f square;  ///< of the shade
};

/// Calls visit(x) for every byte of a row that is not 0; most of them come in runs of 0.
template <class Visit>
void for_each_set(const uchar* row, int columns, const Visit& visit) {
  constexpr int step = sizeof(std::uint64_t);
  int x = 0;
  for (; x + step <= columns; x += step) {
    std::uint64_t word = 0;
    std::memcpy(&word, row + x, step);
    if (word == 0) continue;
    for (int i = 0; i < step; ++i) {
      if (row[x + i] != 0) visit(x + i);
    }
  }
  for (; x < columns; ++x) {
    if (row[x] != 0) visit(x);
  }
}

EdgeSums add_up(const cv::Mat1b& even, const cv::Mat1b& edges, int block) {
  const cv::Size blocks((even.cols + block - 1) / block, (even.rows + block - 1) / block);
  EdgeSums sums{cv::Mat1f(blocks, 0.0F), cv::Mat1f(blocks, 0.0F), cv::Mat1f(blocks, 0.0F)};
  for (int y = 0; y < even.rows; ++y) {
    const uchar* shades = even.ptr(y);
    float* count = sums.count.ptr<float>(y / block);
    float* shade = sums.shade.ptr<float>(y / block);
    float* square_sum = sums.square.ptr<float>(y / block);
    for_each_set(edges.ptr(y), even.cols, [&](int x) {
      const auto value = static_cast<float>(shades[x]);
      ++count[x / block];
      shade[x / block] += value;
      square_sum[x / block] += value * value;
    });
  }
  return sums;
}

/// Means over a window around each block.
cv::Mat1f over_window(const cv::Mat1f& sums) {
  cv::Mat1f smooth;
  cv::GaussianBlur(sums, smooth, {}, kBlocksInWindow, kBlocksInWindow, cv::BORDER_REFLECT);
  return smooth;
}

/// One threshold a block.
cv::Mat1b block_thresholds(const EdgeSums& sums, double least_count, double bias, double most) {
  const cv::Mat1f count = over_window(sums.count);
  const cv::Mat1f shade = over_window(sums.shade);
  const cv::Mat1f square_sum = over_window(sums.square);
  cv::Mat1b thresholds(count.size(), uchar{0});
  for (int y = 0; y < count.rows; ++y) {
    for (int x = 0; x < count.cols; ++x) {
      const double edge_pixels = count(y, x);
      if (edge_pixels <= 0 || edge_pixels < least_count) continue;
      const double mean = shade(y, x) / edge_pixels;
      const double variance = std::max(0.0, square_sum(y, x) / edge_pixels - mean * mean);
      const double threshold = mean + bias * std::sqrt(variance);
      thresholds(y, x) = cv::saturate_cast<uchar>(std::min(threshold, most));
    }
  }
  return thresholds;
}

/// Each block's threshold at its middle, and between those in proportion.
cv::Mat1b spread(const cv::Mat1b& thresholds, int block, const cv::Size& size) {
  cv::Mat1b spread_out;
  cv::resize(thresholds, spread_out, {thresholds.cols * block, thresholds.rows * block}, 0, 0,
             cv::INTER_LINEAR);
  return spread_out({{0, 0}, size});
}

/// The width of strokes as Otsu's threshold shows them, well enough to size a window.
double rough_stroke_width(const cv::Mat1b& even) {
  cv::Mat1b ink;
  cv::compare(even, histogram_threshold(histogram_of(even), InkMethod::otsu), ink, cv::CMP_LE);
  return stroke_width(ink);
}

/// Strokes are not wider than this share of the page's longer side; what Otsu's threshold takes
/// for ink beyond that is shadow.
constexpr double kWidestStroke = 0.05;

}  // namespace

void EdgeThresholdParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds,
                    std::string("edge_threshold.") + what + ", got " + std::to_string(value));
  };
  require(window >= 0.3 && window <= 10, "window must be 0.3 to 10", window);
  require(bias >= -1 && bias <= 2, "bias must be -1 to 2", bias);
  require(ridge >= 0 && ridge <= 1, "ridge must be 0 to 1", ridge);
  require(least_edge >= 0 && least_edge <= 4, "least_edge must be 0 to 4", least_edge);
  require(least_contrast >= 0 && least_contrast <= 0.9, "least_contrast must be 0 to 0.9",
          least_contrast);
  require(least_contrast_in_grain >= 0 && least_contrast_in_grain <= 100,
          "least_contrast_in_grain must be 0 to 100", least_contrast_in_grain);
}

cv::Mat1b edge_threshold(const cv::Mat1b& even, const EdgeThresholdParams& params) {
  params.check();
  if (even.empty()) return {};
  const cv::Mat1b contrast = contrast_of(even);
  const double least_contrast = edge_contrast(contrast, params);
  const cv::Mat1b edges = edges_of(contrast, least_contrast, params.ridge);
  const double widest = kWidestStroke * std::max(even.rows, even.cols);
  const double pen = std::clamp(rough_stroke_width(even), 1.0, std::max(1.0, widest));
  const int block =
      std::max(1, static_cast<int>(std::lround(params.window * pen / kBlocksInWindow)));
  // A Gaussian window weighs as much as a square one whose side is 2 sqrt(pi) standard deviations;
  // sums are per block here.
  const double side = 2 * std::sqrt(CV_PI) * kBlocksInWindow;
  const double least_count = params.least_edge * side * block / (side * side);
  const EdgeSums sums = add_up(even, edges, block);
  // The faintest stroke that has edges is so much darker than paper; half way to it is the lightest
  // threshold that makes sense.
  const double most = kEvenPaper - least_contrast / 2;
  return spread(block_thresholds(sums, least_count, params.bias, most), block, even.size());
}

}  // namespace inkline
