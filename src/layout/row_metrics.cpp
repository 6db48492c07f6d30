#include <inkline/layout/row_metrics.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace inkline {
namespace {

/// The value below which a share of the values lies.
double percentile(std::vector<double> values, double share) {
  const std::ptrdiff_t index = std::lround(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + index, values.end());
  return values[static_cast<std::size_t>(index)];
}

struct Foot {
  double x;
  double y;
};

/// Where characters of at least half the letter height stand; all when there are none such.
std::vector<Foot> feet_of(std::span<const Box> letters, double letter_height) {
  std::vector<Foot> feet;
  for (const double least : {letter_height / 2, 0.0}) {
    for (const Box& box : letters) {
      if (box.height >= least) feet.push_back({box.centre_x(), static_cast<double>(box.bottom())});
    }
    if (!feet.empty()) break;
  }
  return feet;
}

/// Median slope over pairs that are far enough apart to tell; 0 for rows of few letters.
double median_slope(const std::vector<Foot>& feet, double letter_height) {
  constexpr std::size_t fewest = 5;
  constexpr std::size_t most =
      120;  // pairs grow with the square; a part of a long row tells enough
  if (feet.size() < fewest) return 0;
  const std::size_t stride = feet.size() / most + 1;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < feet.size(); i += stride) {
    for (std::size_t j = i + stride; j < feet.size(); j += stride) {
      const double dx = feet[j].x - feet[i].x;
      if (dx > 2 * letter_height) slopes.push_back((feet[j].y - feet[i].y) / dx);
    }
  }
  return slopes.empty() ? 0 : percentile(std::move(slopes), 0.5);
}

}  // namespace

RowMetrics measure_row(std::span<const Box> letters) {
  assert(!letters.empty());
  std::vector<double> heights;
  for (const Box& box : letters) heights.push_back(box.height);
  RowMetrics metrics;
  metrics.letter_height = percentile(heights, 0.5);
  metrics.low_height = percentile(heights, 0.2);
  metrics.high_height = percentile(std::move(heights), 0.8);

  const std::vector<Foot> feet = feet_of(letters, metrics.letter_height);
  metrics.slope = median_slope(feet, metrics.letter_height);
  std::vector<double> offsets;
  for (const Foot& foot : feet) offsets.push_back(foot.y - metrics.slope * foot.x);
  metrics.baseline_at_0 = percentile(std::move(offsets), 0.5);
  return metrics;
}

}  // namespace inkline
