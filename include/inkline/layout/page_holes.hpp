#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <inkline/base/box.hpp>
#include <inkline/layout/pieces.hpp>

namespace inkline {

/// Settings of find_holes(). Sizes of holes are the longer sides of their boxes.
struct HoleParams {
  double least_size = 0.15;    ///< in letter heights; above 0
  double most_size = 2.5;      ///< likewise; at least least_size
  double band = 0.15;          ///< width of the margin they are in, share of the page; 0 to 0.5
  double steepest = 0.08;      ///< slope of their line against the border; 0 to 1
  double alike = 0.12;         ///< by which sizes may differ, share of the size; 0 to 1
  double straight = 0.2;       ///< distance from their line, in sizes; 0 to 1
  double least_room = 0.8;     ///< to the writing beside, in sizes; at least 0
  int least_chain = 5;         ///< holes of a spiral or a perforation; at least 3
  double least_span = 0.6;     ///< of such a chain, share of the page's side; 0 to 1
  double regular = 0.1;        ///< by which one of its steps may differ from the next; 0 to 1
  double widest_step = 3.5;    ///< from one of them to the next, in sizes; above 1
  double roundest = 0.8;       ///< shorter over longer side of a punched hole, at least; 0 to 1
  double least_punched = 0.4;  ///< size of a punched hole, in letter heights; above 0
  double least_apart = 10.0;   ///< from one of them to the next, in sizes; above 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Finds the holes that a sheet is filed by, whatever is seen of them: dark discs, rims, crescents
/// of shadow. They are the first things met from a border of the page, made by a machine - of one
/// size, on one line along the border - and stand apart from the writing. Few are round and far
/// apart; many make a chain along the border, at equal steps. Bullets and digits of a column are
/// neither.
///
/// @param page           the page's own box
/// @param letter_height  of the page, above 0
/// @return               indices into `pieces`, rising
/// @throws Error         Fault::usage, from params.check()
std::vector<std::size_t> find_holes(std::span<const Piece> pieces, const Box& page,
                                    double letter_height, const HoleParams& params = {});

}  // namespace inkline
