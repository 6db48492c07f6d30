#pragma once

#include <span>
#include <vector>

#include <inkline/base/box.hpp>
#include <inkline/layout/pieces.hpp>

namespace inkline {

/// Settings of cluster_rows(). Lengths are in letter heights of the page.
struct RowParams {
  double steepest_slope = 0.27;  ///< rows rise or fall at most this much per pixel; 0 to 1
  double least_overlap = 0.35;   ///< of the lower of box and row band, to belong; 0 to 1
  int memory = 7;                ///< letters the band of a growing row is taken from; at least 1
  double mark_reach = 0.7;       ///< a mark lies at most this far outside its row; 0 to 3

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The pieces of one row of writing, from left to right: indices into the page's pieces.
using RowMembers = std::vector<int>;

/// The slope of the writing, in pixels down per pixel to the right: the one at which the centres
/// of the boxes, projected along it, fall onto the fewest places. 0 for fewer than 6 boxes.
///
/// Source: the projection profile of H. S. Baird, "The skew angle of printed documents", SPSE
/// 1987, over box centres.
double writing_slope(std::span<const Box> boxes, double letter_height, double steepest_slope);

/// Groups pieces into rows, also such that rise, fall or curve: letters are taken from left to
/// right, and each joins the row whose band (the middle of its latest letters) it overlaps most.
/// Marks then join the row they lie in or next to.
///
/// @param roles  one for each piece; rubbish belongs to no row
/// @return       rows from top to bottom
/// @throws Error Fault::usage, from params.check()
std::vector<RowMembers> cluster_rows(std::span<const Piece> pieces, std::span<const Role> roles,
                                     double letter_height, const RowParams& params = {});

}  // namespace inkline
