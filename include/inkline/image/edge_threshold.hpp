#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of edge_threshold(). Contrast is the range of shades in 3 x 3 pixels.
struct EdgeThresholdParams {
  double window = 1.1;  ///< standard deviation of the neighbourhood, in stroke widths; 0.3 to 10
  /// The threshold lies so many standard deviations of the edges' shades above their mean; -1 to 2.
  double bias = 0.5;
  /// Edge pixels have at least so much of the contrast of their neighbours; 0 to 1.
  double ridge = 0.9;
  /// A neighbourhood needs so much edge for each pixel of its side; a stroke that crosses it has
  /// 2; 0 to 4.
  double least_edge = 0.6;
  double least_contrast = 0.05;          ///< of an edge, as a share of the paper's shade; 0 to 0.9
  double least_contrast_in_grain = 3.0;  ///< ... and of the page's median contrast; 0 to 100
  /// Edges with this share of the contrast that parts edges from the rest may be those of faint
  /// strokes; 0 to 1, and 1 looks for none.
  double faint_edge = 0.2;
  double solid = 0.5;  ///< share of the paper's shade below which what is far from edges is the
                       ///< inside of a hole, a blot or a broad stroke; 0 to 0.9

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What is told from the edges of a page.
struct EdgeThresholds {
  cv::Mat1b sure;   ///< of every pixel; a pixel is ink when it is not lighter and this is above 0
  cv::Mat1b faint;  ///< likewise by weaker edges, 0 where `sure` is not; empty: there are none
  cv::Mat1b contrast;  ///< of every pixel
};

/// Both thresholds. What lies below the faint one may be pencil beside ink as well as the other
/// side of the sheet showing through, a stain or blocks of JPEG; faint_ink() tells.
///
/// @param even  as for edge_threshold()
/// @throws Error  Fault::usage, from params.check()
EdgeThresholds edge_thresholds(const cv::Mat1b& even, const EdgeThresholdParams& params = {});

/// Threshold of every pixel: between the shades of ink and paper as found on the edges of strokes
/// nearby, and 0 where there are none, but for the inside of holes and blots. The edges of a stroke
/// have the shades half way between its ink and its paper, be the ink dark or faint.
///
/// @param even  dark ink on paper of shade kEvenPaper; left untouched
/// @return      the same size; a pixel is ink when it is not lighter than its threshold and that is
///              above 0
/// @throws Error  Fault::usage, from params.check()
///
/// Source: B. Su, S. Lu, C. L. Tan, "Robust document image binarization technique for degraded
/// document images", IEEE Transactions on Image Processing 22 (2013) 1408-1417. We depart from it
/// in taking contrast from a page of even light, where it needs no normalisation; in keeping the
/// ridges of contrast where they take Canny's edges; in adding up edges by blocks, so that a
/// window costs nothing; and in refusing contrast that is grain.
cv::Mat1b edge_threshold(const cv::Mat1b& even, const EdgeThresholdParams& params = {});

}  // namespace inkline
