#pragma once

#include <span>
#include <vector>

#include <inkline/base/box.hpp>
#include <inkline/layout/pieces.hpp>
#include <inkline/layout/rows.hpp>

namespace inkline {

/// Settings of join_parts(). Lengths are in letter heights of the row.
struct JoinParams {
  double least_overlap = 0.55;  ///< of the narrower part's width, to be one above the other; 0 to 1
  double most_dot_gap = 0.8;    ///< between a dot and what it belongs to; 0 to 2
  double most_bar_gap = 0.6;    ///< between the bars of an equals sign; 0 to 2
  double most_part_gap = 0.3;   ///< between two larger parts of a broken letter; 0 to 2

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The pieces of one character.
struct Letter {
  Box box;
  std::vector<int> pieces;  ///< indices into the page's pieces
};

/// Joins the parts of one letter that stand above each other: the dots of i, j and !, both bars
/// of =, both dots of :, the halves of a broken letter. Only parts of one row can join.
///
/// @param row  from cluster_rows()
/// @return     letters from left to right
/// @throws Error  Fault::usage, from params.check()
std::vector<Letter> join_parts(std::span<const Piece> pieces, const RowMembers& row,
                               double letter_height, const JoinParams& params = {});

}  // namespace inkline
