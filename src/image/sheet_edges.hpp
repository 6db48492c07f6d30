#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include <opencv2/core.hpp>

namespace inkline {

/// A straight edge of the sheet.
struct SheetEdge {
  cv::Point2d place;    ///< on the edge
  cv::Point2d outward;  ///< unit vector from paper to desk
  double seen = 0;      ///< pixels of outline that follow it

  /// How far a point lies beyond the edge; negative on the sheet's side.
  double beyond(cv::Point2d point) const { return (point - place).dot(outward); }
};

/// The edges to the left, above, to the right and below, in this order, where they are seen.
using SheetEdges = std::array<std::optional<SheetEdge>, 4>;

/// The straightest and longest edges of the largest part of the mask. The picture's border is no
/// edge.
///
/// @param paper  255 for paper, 0 for desk
SheetEdges sheet_edges(const cv::Mat1b& paper);

/// Where two edges, carried on, meet; nothing for edges that are all but parallel.
std::optional<cv::Point2d> crossing(const SheetEdge& a, const SheetEdge& b);

/// The length of an edge between its neighbours, or the picture's border where these are not seen.
///
/// @param side  index into edges
double length_of(const SheetEdges& edges, std::size_t side, cv::Size picture);

}  // namespace inkline
