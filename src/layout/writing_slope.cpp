#include <algorithm>
#include <cmath>
#include <map>

#include <inkline/layout/rows.hpp>

namespace inkline {
namespace {

/// How much the centres, projected along a slope, gather in few places.
double concentration(std::span<const Box> boxes, double slope, double bin) {
  std::map<long, double> profile;
  for (const Box& box : boxes) {
    const double place = (box.centre_y() - slope * box.centre_x()) / bin;
    const double below = std::floor(place);
    profile[static_cast<long>(below)] += 1 - (place - below);
    profile[static_cast<long>(below) + 1] += place - below;
  }
  double sum_of_squares = 0;
  for (const auto& [place, count] : profile) sum_of_squares += count * count;
  return sum_of_squares;
}

}  // namespace

double writing_slope(std::span<const Box> boxes, double letter_height, double steepest_slope) {
  constexpr std::size_t fewest = 6;
  if (boxes.size() < fewest) return 0;
  constexpr double step = 0.005;
  const int steps = static_cast<int>(steepest_slope / step);
  const double bin = std::max(1.0, letter_height / 4);
  double best_score = 0;
  double best_slope = 0;
  for (int i = -steps; i <= steps; ++i) {
    const double slope = i * step;
    const double flatness = 1 - 0.6 * std::abs(slope);  // of two that are equal the flatter
    const double score = flatness * concentration(boxes, slope, bin);
    if (score > best_score) {
      best_score = score;
      best_slope = slope;
    }
  }
  return best_slope;
}

}  // namespace inkline
