#pragma once

#include <span>
#include <vector>

#include <inkline/base/box.hpp>
#include <inkline/layout/pieces.hpp>

namespace inkline {

/// Settings of cluster_rows(). Lengths are in letter heights of the rows concerned.
struct RowParams {
  double steepest_slope = 0.27;  ///< rows rise or fall at most this much per pixel; 0 to 1
  double slope_spread = 0.05;    ///< how far a row's slope is from its neighbours'; above 0, to 1
  double least_overlap = 0.4;    ///< of the lower of two neighbours, to be linked; 0 to 1
  double most_size_ratio = 2.2;  ///< between the letters of two parts of a row; at least 1
  double widest_gap = 4.5;       ///< between two parts of a row, or ...
  double widest_table_gap = 60;  ///< before an entry at the right; 0 to 100
  double typical_gaps = 2.5;     ///< ... this many typical gaps of the page, if that is more
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

/// Groups pieces into rows, also such that rise, fall, curve or fan out. Neighbours are linked
/// from the narrowest gap to the widest: two parts of a row join when each is the other's best
/// continuation, judged by gap, height, and how well the bands of both, carried on along the slope
/// of their letters, agree in the middle of the gap. Marks then join the row they lie in or next
/// to.
///
/// @param roles  one for each piece; rubbish belongs to no row
/// @return       rows in reading order, see reading_order()
/// @throws Error Fault::usage, from params.check()
///
/// Source: linking of nearest neighbours as in L. O'Gorman, "The document spectrum for page layout
/// analysis", IEEE PAMI 15 (1993) 1162-1173. His angle and gap are one per page; ours are those of
/// the growing parts, since rows written by hand are not parallel.
std::vector<RowMembers> cluster_rows(std::span<const Piece> pieces, std::span<const Role> roles,
                                     double letter_height, const RowParams& params = {});

}  // namespace inkline
