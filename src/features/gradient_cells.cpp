#include "gradient_cells.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace inkline {

std::array<float, kCellSpan> cell_weights() {
  constexpr double sigma = kCellReach / 1.5;
  const auto weight = [](int i) {
    const double distance = i + 0.5 - kCellReach;
    return std::exp(-distance * distance / (2 * sigma * sigma));
  };
  double sum = 0;
  for (int i = 0; i < kCellSpan; ++i) sum += weight(i);
  std::array<float, kCellSpan> weights{};
  for (int i = 0; i < kCellSpan; ++i) {
    weights[static_cast<std::size_t>(i)] = static_cast<float>(weight(i) / sum);
  }
  return weights;
}

SplitGradient split_gradient(float gx, float gy) {
  const float ax = std::abs(gx);
  const float ay = std::abs(gy);
  SplitGradient split;
  split.axis = ax >= ay ? (gx >= 0 ? 0 : 4) : (gy >= 0 ? 2 : 6);
  split.diagonal = gx >= 0 ? (gy >= 0 ? 1 : 7) : (gy >= 0 ? 3 : 5);
  split.along_axis = std::max(ax, ay) - std::min(ax, ay);
  split.along_diagonal = std::numbers::sqrt2_v<float> * std::min(ax, ay);
  return split;
}

}  // namespace inkline
