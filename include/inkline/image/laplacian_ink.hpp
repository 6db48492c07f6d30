#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of laplacian_ink(); lengths in pixels, as the method has no other scale.
struct LaplacianInkParams {
  /// Cost of a boundary of ink, per pixel, in shades of the Laplacian; 0 to 10000.
  double boundary = 280.0;
  double blur = 0.6;         ///< standard deviation before edges are sought; 0.1 to 10
  double strong_edge = 0.4;  ///< gradient that begins an edge, as a share of the steepest; 0 to 1
  double weak_edge = 0.1;    ///< ... that carries it on; 0 to strong_edge
  double window = 41.0;      ///< side of the neighbourhood that knows what paper is; 3 to 1000
  double paper = 2.0;        ///< deviations above its mean from which a pixel is paper; 0 to 10

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Ink as the labelling of least energy: pixels darker than those around them want to be ink, by
/// their Laplacian, and boundaries of ink cost, but where Canny finds edges.
///
/// Source: N. R. Howe, "A Laplacian energy for document binarization", ICDAR 2011, 6-10, with fixed
/// settings (those of "Document binarization with automatic parameter tuning", IJDAR 16, 2013, are
/// searched for on each page). The least cut is found in tiles that overlap, as a graph takes some
/// 150 bytes a pixel; it takes seconds for a page where other methods take hundredths.
///
/// @param grey  dark ink on light; left untouched
/// @return      the same size, ink 255 on 0
/// @throws Error  Fault::usage, from params.check()
cv::Mat1b laplacian_ink(const cv::Mat1b& grey, const LaplacianInkParams& params = {});

}  // namespace inkline
