#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <inkline/base/box.hpp>

namespace inkline {

/// Settings of reading_order().
struct ReadingOrderParams {
  double least_gutter = 1.0;  ///< between columns, in median heights of the rows; 0 to 100
  int least_rows = 2;         ///< of each column; at least 1
  double least_level =
      0.5;  ///< of the lower of two rows on one line, beside the other; above 0, to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The order in which the rows of a page are read: from top to bottom, and where rows stand in
/// columns, column by column. A row that runs across the gutter, such as a heading, divides the
/// columns above it from those below. Short rows that stand alone beside others make no column;
/// they are read from left to right with what stands on their line.
///
/// @param rows  boxes, in any order
/// @return      indices into rows
/// @throws Error  Fault::usage, from params.check()
///
/// Source: the recursive cuts of G. Nagy, S. Seth, "Hierarchical representation of optically
/// scanned documents", ICPR 1984, with rows across the gutter in the place of horizontal cuts.
std::vector<std::size_t> reading_order(std::span<const Box> rows,
                                       const ReadingOrderParams& params = {});

}  // namespace inkline
