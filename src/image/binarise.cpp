#include <inkline/image/binarise.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/even_light.hpp>

namespace inkline {
namespace {

constexpr int kShades = 256;
using Histogram = std::array<double, kShades>;

/// Shades above the paper's are counted as paper.
Histogram histogram_up_to_paper(const cv::Mat1b& even) {
  Histogram histogram{};
  for (int y = 0; y < even.rows; ++y) {
    const uchar* row = even.ptr(y);
    for (int x = 0; x < even.cols; ++x) ++histogram[std::min<std::size_t>(row[x], kEvenPaper)];
  }
  return histogram;
}

struct Split {
  int threshold = 0;  ///< shades up to this one are ink
  double ink_mean = 0;
  double paper_mean = 0;
};

/// The split with the largest variance between its two classes.
Split otsu_split(const Histogram& histogram) {
  double count = 0;
  double sum = 0;
  for (std::size_t shade = 0; shade < kShades; ++shade) {
    count += histogram[shade];
    sum += histogram[shade] * static_cast<double>(shade);
  }
  Split best;
  double best_variance = -1;
  double ink_count = 0;
  double ink_sum = 0;
  for (std::size_t shade = 0; shade + 1 < kShades; ++shade) {
    ink_count += histogram[shade];
    ink_sum += histogram[shade] * static_cast<double>(shade);
    const double paper_count = count - ink_count;
    if (ink_count == 0 || paper_count == 0) continue;
    const double ink_mean = ink_sum / ink_count;
    const double paper_mean = (sum - ink_sum) / paper_count;
    const double variance =
        ink_count * paper_count * (ink_mean - paper_mean) * (ink_mean - paper_mean);
    if (variance > best_variance) {
      best_variance = variance;
      best = {static_cast<int>(shade), ink_mean, paper_mean};
    }
  }
  return best;
}

/// Standard deviation of the paper's shade, from the lighter half of the paper's distribution,
/// mirrored: the darker half holds the edges of strokes.
double paper_grain(const cv::Mat1b& even) {
  double count = 0;
  double sum_of_squares = 0;
  for (int y = 0; y < even.rows; ++y) {
    const uchar* row = even.ptr(y);
    for (int x = 0; x < even.cols; ++x) {
      if (row[x] < kEvenPaper) continue;
      const double distance = row[x] - kEvenPaper;
      ++count;
      sum_of_squares += distance * distance;
    }
  }
  return count > 0 ? std::sqrt(sum_of_squares / count) : 0.0;
}

}  // namespace

void BinariseParams::check() const {
  require_setting(bias >= -0.4 && bias <= 0.4,
                  "binarise.bias must be -0.4 to 0.4, got " + std::to_string(bias));
  require_setting(
      least_contrast >= 0 && least_contrast <= 0.9,
      "binarise.least_contrast must be 0 to 0.9, got " + std::to_string(least_contrast));
  require_setting(least_contrast_in_grain >= 0 && least_contrast_in_grain <= 100,
                  "binarise.least_contrast_in_grain must be 0 to 100, got " +
                      std::to_string(least_contrast_in_grain));
}

cv::Mat1b binarise(const cv::Mat1b& even, const BinariseParams& params) {
  params.check();
  cv::Mat1b ink(even.size(), uchar{0});
  if (even.empty()) return ink;
  const Split split = otsu_split(histogram_up_to_paper(even));
  const double contrast = split.paper_mean - split.ink_mean;
  if (contrast < params.least_contrast * kEvenPaper) return ink;
  if (contrast < params.least_contrast_in_grain * paper_grain(even)) return ink;
  cv::compare(even, split.threshold + params.bias * contrast, ink, cv::CMP_LE);
  return ink;
}

}  // namespace inkline
