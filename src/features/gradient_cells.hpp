#pragma once

#include <array>

namespace inkline {

// How gradients are pooled, alike for single glyphs and for strips.

inline constexpr int kDirections = 8;
inline constexpr int kCells = 8;       ///< from top to bottom of 32 pixels
inline constexpr int kCellStride = 4;  ///< pixels between cell centres
inline constexpr int kCellReach = 4;   ///< pixels a cell covers on each side of its centre
inline constexpr int kCellSpan = 2 * kCellReach;

/// Gaussian weights of one cell along one axis; they sum to 1.
std::array<float, kCellSpan> cell_weights();

/// A gradient split over its two nearest directions, 45 degrees apart.
struct SplitGradient {
  int axis = 0;      ///< the nearer of 0, 2, 4, 6
  int diagonal = 1;  ///< the nearer of 1, 3, 5, 7
  float along_axis = 0;
  float along_diagonal = 0;
};

/// By the parallelogram rule.
SplitGradient split_gradient(float gx, float gy);

}  // namespace inkline
