#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <inkline/layout/pieces.hpp>

namespace inkline {

/// Settings of find_dot_grid().
struct DotGridParams {
  double most_size = 3.0;  ///< of a printed dot, in stroke widths; above 0
  int least_dots = 40;     ///< fewer are full stops and dots of letters; at least 4
  /// Share of the dots whose neighbours to the right and below stand where the grid has them;
  /// 0.1 to 1.
  double least_regular = 0.5;
  double tolerance = 0.2;    ///< of a dot's place, in distances from dot to dot; 0 to 0.4
  int least_neighbours = 2;  ///< of four, that a dot of the grid has in their places; 1 to 4

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Finds the dots of dotted paper among the pieces of a page: small, and at equal distances across
/// and down, also tilted or seen at an angle. Full stops and the dots of letters have no such
/// neighbours.
///
/// @param stroke_width  of the page, pixels
/// @return  indices into `pieces`, rising; none for a page without a grid
/// @throws Error  Fault::usage, from params.check()
std::vector<std::size_t> find_dot_grid(std::span<const Piece> pieces, double stroke_width,
                                       const DotGridParams& params = {});

}  // namespace inkline
