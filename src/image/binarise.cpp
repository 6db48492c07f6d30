#include <inkline/image/binarise.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/components.hpp>
#include <inkline/image/even_light.hpp>
#include <inkline/image/histogram_threshold.hpp>

namespace inkline {
namespace {

/// Shades above the paper's are counted as paper.
Histogram up_to_paper(Histogram histogram) {
  for (std::size_t shade = kEvenPaper + 1; shade < histogram.size(); ++shade) {
    histogram[kEvenPaper] += histogram[shade];
    histogram[shade] = 0;
  }
  return histogram;
}

/// Standard deviation of the paper's shade, from the lighter half of the paper's distribution,
/// mirrored: the darker half holds the edges of strokes.
double paper_grain(const Histogram& histogram) {
  double count = 0;
  double sum_of_squares = 0;
  for (std::size_t shade = kEvenPaper; shade < histogram.size(); ++shade) {
    const double distance = static_cast<double>(shade) - kEvenPaper;
    count += histogram[shade];
    sum_of_squares += histogram[shade] * distance * distance;
  }
  return count > 0 ? std::sqrt(sum_of_squares / count) : 0.0;
}

double mean_shade(const Histogram& histogram, int first, int last) {
  double count = 0;
  double sum = 0;
  for (int shade = first; shade <= last; ++shade) {
    count += histogram[static_cast<std::size_t>(shade)];
    sum += histogram[static_cast<std::size_t>(shade)] * shade;
  }
  return count > 0 ? sum / count : 0.0;
}

/// A page as Otsu's threshold parts it.
struct Parted {
  Histogram histogram{};  ///< up to paper
  int threshold = -1;
  double contrast = 0;  ///< between the mean shades of ink and paper
  double grain = 0;
};

Parted part(const cv::Mat1b& even) {
  const Histogram all = histogram_of(even);
  Parted parted{up_to_paper(all), -1, 0, paper_grain(all)};
  parted.threshold = histogram_threshold(parted.histogram, InkMethod::otsu);
  if (parted.threshold < 0) return parted;
  parted.contrast = mean_shade(parted.histogram, parted.threshold + 1, kEvenPaper) -
                    mean_shade(parted.histogram, 0, parted.threshold);
  return parted;
}

bool is_blank(const Parted& parted, const BinariseParams& params) {
  return parted.contrast < params.least_contrast * kEvenPaper ||
         parted.contrast < params.least_contrast_in_grain * parted.grain;
}

/// Ink by the thresholds of every pixel; where that is 0 there is none.
cv::Mat1b below(const cv::Mat1b& even, const cv::Mat1b& thresholds) {
  cv::Mat1b ink;
  cv::compare(even, thresholds, ink, cv::CMP_LE);
  ink.setTo(0, thresholds == 0);
  return ink;
}

cv::Mat1b by_edges(const cv::Mat1b& even, const BinariseParams& params) {
  const EdgeThresholds thresholds = edge_thresholds(even, params.edges);
  cv::Mat1b ink = below(even, thresholds.sure);
  if (thresholds.faint.empty()) return ink;
  ink |= faint_ink(even, thresholds.contrast, ink, below(even, thresholds.faint), params.faint);
  return ink;
}

cv::Mat1b up_to(const cv::Mat1b& even, double threshold) {
  cv::Mat1b ink;
  cv::compare(even, threshold, ink, cv::CMP_LE);
  return ink;
}

bool is_local(InkMethod method) {
  return method == InkMethod::edges || method == InkMethod::niblack ||
         method == InkMethod::sauvola || method == InkMethod::wolf || method == InkMethod::su ||
         method == InkMethod::howe;
}

/// The threshold of a global method on a page that is not blank.
std::optional<int> global_threshold(const Parted& parted, const BinariseParams& params) {
  if (params.method == InkMethod::otsu) {
    return static_cast<int>(std::floor(parted.threshold + params.bias * parted.contrast));
  }
  const int threshold = histogram_threshold(parted.histogram, params.method);
  return threshold < 0 ? std::nullopt : std::optional<int>(threshold);
}

}  // namespace

void BinariseParams::check() const {
  edges.check();
  faint.check();
  local.check();
  laplacian.check();
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
  if (even.empty()) return {};
  if (params.method == InkMethod::edges) return by_edges(even, params);
  const Parted parted = part(even);
  if (is_blank(parted, params)) return cv::Mat1b(even.size(), uchar{0});
  if (params.method == InkMethod::howe) return laplacian_ink(even, params.laplacian);
  if (is_local(params.method)) {
    const double pen = stroke_width(up_to(even, parted.threshold));
    return local_threshold(even, pen, params.method, params.local);
  }
  return up_to(even, global_threshold(parted, params).value_or(-1));
}

std::optional<int> page_threshold(const cv::Mat1b& even, const BinariseParams& params) {
  params.check();
  if (even.empty() || is_local(params.method)) return std::nullopt;
  const Parted parted = part(even);
  if (is_blank(parted, params)) return std::nullopt;
  return global_threshold(parted, params);
}

}  // namespace inkline
