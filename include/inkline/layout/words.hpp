#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <inkline/base/box.hpp>

namespace inkline {

/// Settings of split_words(). Lengths are in letter heights of the row.
struct WordParams {
  double least_gap = 0.4;       ///< no narrower gap is a space; 0 to 3
  double typical_gaps = 1.8;    ///< a space is at least this many typical gaps of the row and ...
  double above_typical = 0.15;  ///< ... this much more; 0 to 3

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Finds the spaces of a row from the row's own gaps: the typical gap is one between letters,
/// since words have more than two of them; the threshold is then moved into the widest empty
/// interval of the gap widths near it.
///
/// @param letters  boxes from left to right
/// @return         index of the first letter of every word; starts with 0, empty for no letters
/// @throws Error   Fault::usage, from params.check()
std::vector<std::size_t> split_words(std::span<const Box> letters, double letter_height,
                                     const WordParams& params = {});

}  // namespace inkline
