#include <inkline/image/edge_threshold.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

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

/// Contrast above which a pixel belongs to an edge.
struct EdgeContrast {
  double sure = 0;   ///< Otsu's threshold parts edges from the rest
  double faint = 0;  ///< what edges of faint strokes may have
};

EdgeContrast edge_contrast(const cv::Mat1b& contrast, const EdgeThresholdParams& params) {
  const Histogram histogram = histogram_of(contrast);
  const double otsu = histogram_threshold(histogram, InkMethod::otsu);
  const double least = std::max(params.least_contrast * kEvenPaper,
                                params.least_contrast_in_grain * median_of(histogram));
  return {std::max(otsu, least), std::max(params.faint_edge * otsu, least)};
}

constexpr uchar kSureEdge = 255;
constexpr uchar kFaintEdge = 128;

/// Marks where contrast is that of an edge and nearly the highest around.
cv::Mat1b edges_of(const cv::Mat1b& contrast, const EdgeContrast& least, double ridge) {
  cv::Mat1b edges;
  cv::dilate(contrast, edges, square());
  constexpr unsigned one = 256;  // in fixed point, so that products have 16 bits
  const auto share = static_cast<unsigned>(std::lround(ridge * one));
  const auto sure = static_cast<uchar>(std::min(255.0, std::floor(least.sure)));
  const auto faint = static_cast<uchar>(std::min(255.0, std::floor(least.faint)));
  const int columns = contrast.cols;
  for (int y = 0; y < contrast.rows; ++y) {
    const uchar* here = contrast.ptr(y);
    uchar* edge = edges.ptr(y);
    // Without a branch, so that compilers take many pixels at once.
    for (int x = 0; x < columns; ++x) {
      const auto own = static_cast<std::uint16_t>(here[x] * one);
      const auto wanted = static_cast<std::uint16_t>(edge[x] * share);
      const auto is_ridge = static_cast<uchar>(own >= wanted ? 255 : 0);
      const auto is_sure = static_cast<uchar>(here[x] > sure ? kSureEdge : 0);
      const auto is_faint = static_cast<uchar>(here[x] > faint ? kFaintEdge : 0);
      edge[x] = static_cast<uchar>((is_sure | is_faint) & is_ridge);
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

EdgeSums no_sums(cv::Size blocks) {
  return {cv::Mat1f(blocks, 0.0F), cv::Mat1f(blocks, 0.0F), cv::Mat1f(blocks, 0.0F)};
}

/// The sums over the edges of either kind.
struct SumsOfEdges {
  EdgeSums sure;
  EdgeSums faint;

  EdgeSums all() const {
    return {cv::Mat1f(sure.count + faint.count), cv::Mat1f(sure.shade + faint.shade),
            cv::Mat1f(sure.square + faint.square)};
  }
};

/// A row of the blocks.
struct SumsRow {
  float* count;
  float* shade;
  float* square;

  SumsRow(EdgeSums& sums, int y)
      : count(sums.count.ptr<float>(y)),
        shade(sums.shade.ptr<float>(y)),
        square(sums.square.ptr<float>(y)) {}

  void add(int block, float value) const {
    ++count[block];
    shade[block] += value;
    square[block] += value * value;
  }
};

SumsOfEdges add_up(const cv::Mat1b& even, const cv::Mat1b& edges, int block) {
  const cv::Size blocks((even.cols + block - 1) / block, (even.rows + block - 1) / block);
  SumsOfEdges sums{no_sums(blocks), no_sums(blocks)};
  std::vector<int> block_of(static_cast<std::size_t>(even.cols));
  for (int x = 0; x < even.cols; ++x) block_of[static_cast<std::size_t>(x)] = x / block;
  for (int y = 0; y < even.rows; ++y) {
    const uchar* shades = even.ptr(y);
    const uchar* edge = edges.ptr(y);
    const SumsRow sure(sums.sure, y / block);
    const SumsRow faint(sums.faint, y / block);
    for_each_set(edge, even.cols, [&](int x) {
      const SumsRow& row = edge[x] == kSureEdge ? sure : faint;
      row.add(block_of[static_cast<std::size_t>(x)], static_cast<float>(shades[x]));
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

/// Blocks without edges that are dark: 255.
cv::Mat1b dark_blocks(const cv::Mat1b& even, int block, uchar shade, const cv::Mat1b& thresholds) {
  cv::Mat1b dark(thresholds.size(), uchar{0});
  for (int y = 0; y < dark.rows; ++y) {
    const uchar* middles = even.ptr(std::min(y * block + block / 2, even.rows - 1));
    for (int x = 0; x < dark.cols; ++x) {
      const uchar middle = middles[std::min(x * block + block / 2, even.cols - 1)];
      if (thresholds(y, x) == 0 && middle < shade) dark(y, x) = 255;
    }
  }
  return dark;
}

/// Gives the inside of holes and blots a threshold, that they may be no mere outlines. What is
/// larger in either direction, or reaches the border, is desk or shadow.
void fill_solid(const cv::Mat1b& dark, uchar shade, double largest, cv::Mat1b& thresholds) {
  cv::Mat1i labels;
  cv::Mat1i facts;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(dark, labels, facts, centres);
  for (int label = 1; label < count; ++label) {
    const cv::Rect place(facts(label, cv::CC_STAT_LEFT), facts(label, cv::CC_STAT_TOP),
                         facts(label, cv::CC_STAT_WIDTH), facts(label, cv::CC_STAT_HEIGHT));
    if (std::max(place.width, place.height) > largest) continue;
    if (place.x == 0 || place.y == 0) continue;
    if (place.br().x == dark.cols || place.br().y == dark.rows) continue;
    thresholds(place).setTo(shade, labels(place) == label);
  }
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
  require(solid >= 0 && solid <= 0.9, "solid must be 0 to 0.9", solid);
}

EdgeThresholds edge_thresholds(const cv::Mat1b& even, const EdgeThresholdParams& params) {
  params.check();
  if (even.empty()) return {};
  EdgeThresholds found;
  found.contrast = contrast_of(even);
  const EdgeContrast least = edge_contrast(found.contrast, params);
  const cv::Mat1b edges = edges_of(found.contrast, least, params.ridge);
  const double widest = kWidestStroke * std::max(even.rows, even.cols);
  const double pen = std::clamp(rough_stroke_width(even), 1.0, std::max(1.0, widest));
  const int block =
      std::max(1, static_cast<int>(std::lround(params.window * pen / kBlocksInWindow)));
  // A Gaussian window weighs as much as a square one whose side is 2 sqrt(pi) standard deviations;
  // sums are per block here.
  const double side = 2 * std::sqrt(CV_PI) * kBlocksInWindow;
  const double least_count = params.least_edge * side * block / (side * side);
  const SumsOfEdges sums = add_up(even, edges, block);
  // The faintest stroke that has edges is so much darker than paper; half way to it is the lightest
  // threshold that makes sense.
  const auto thresholds = [&](const EdgeSums& of, double contrast) {
    return block_thresholds(of, least_count, params.bias, kEvenPaper - contrast / 2);
  };
  const cv::Mat1b sure = thresholds(sums.sure, least.sure);
  cv::Mat1b filled = sure.clone();
  const auto solid = cv::saturate_cast<uchar>(params.solid * kEvenPaper);
  fill_solid(dark_blocks(even, block, solid, sure), solid, widest / block, filled);
  found.sure = spread(filled, block, even.size());
  if (least.faint >= least.sure) return found;
  cv::Mat1b faint = thresholds(sums.all(), least.faint);
  if (cv::countNonZero(faint) == cv::countNonZero(sure)) return found;
  found.faint = spread(faint, block, even.size());
  found.faint.setTo(0, found.sure > 0);
  return found;
}

cv::Mat1b edge_threshold(const cv::Mat1b& even, const EdgeThresholdParams& params) {
  EdgeThresholdParams without_faint = params;
  without_faint.faint_edge = 1;
  return edge_thresholds(even, without_faint).sure;
}

}  // namespace inkline
