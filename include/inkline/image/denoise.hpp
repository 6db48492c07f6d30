#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of denoise().
struct DenoiseParams {
  int diameter = 5;           ///< pixels of the neighbourhood; 0 turns the filter off; at most 15
  double shade_sigma = 25.0;  ///< shades further apart than this do not mix; above 0

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Smooths paper grain and JPEG noise and keeps the edges of strokes: the bilateral filter.
///
/// @param grey  left untouched
/// @return      the same size; shares the pixels of `grey` when the filter is off
/// @throws Error  Fault::usage, from params.check()
///
/// Source: C. Tomasi, R. Manduchi, "Bilateral filtering for gray and color images", ICCV 1998.
cv::Mat1b denoise(const cv::Mat1b& grey, const DenoiseParams& params = {});

}  // namespace inkline
