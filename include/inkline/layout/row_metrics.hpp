#pragma once

#include <span>

#include <inkline/base/box.hpp>

namespace inkline {

/// Sizes and baseline of one row of writing, in pixels of the page.
struct RowMetrics {
  double letter_height = 0;  ///< median height of its characters
  double low_height = 0;     ///< 20th percentile of the heights: small letters, or marks
  double high_height = 0;    ///< 80th percentile: capitals, ascenders, or everything alike
  double slope = 0;          ///< of the baseline, pixels down per pixel to the right
  double baseline_at_0 = 0;  ///< y of the baseline at x = 0

  double baseline(double x) const { return baseline_at_0 + slope * x; }
};

/// Measures a row. The baseline is the straight line through the bottoms of the larger characters
/// that has the median of all slopes between pairs, so that descenders do not pull it down.
///
/// @param letters  boxes from left to right, at least one
///
/// Source: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of
/// the American Statistical Association 63 (1968) 1379-1389.
RowMetrics measure_row(std::span<const Box> letters);

}  // namespace inkline
