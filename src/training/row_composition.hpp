#pragma once

#include <span>
#include <string>

#include <inkline/base/random.hpp>
#include <inkline/training/hand.hpp>
#include <inkline/training/ink.hpp>

namespace inkline {

/// A piece of ink to be set into a row.
struct RowPiece {
  const Ink* ink = nullptr;  ///< not empty
  double scale = 1;          ///< what its units are multiplied with
  double bottom = 0;         ///< of the ink above the baseline, after scaling, upwards positive
  bool space_before = false;
};

/// How pieces are set side by side. Lengths in the units after scaling.
struct RowSpacing {
  double gap = 0;         ///< between pieces, less than 0 when they touch
  double gap_spread = 0;  ///< its standard deviation
  double space = 0;       ///< added between words
  double pitch = 0;       ///< when above 0, pieces stand in boxes of this width instead
  double wobble = 0;      ///< standard deviation of the pieces' places above the line
};

/// Spacing from touching letters to boxes, for letters of height 1.
RowSpacing pick_letter_spacing(Random& random);

/// Spacing of whole words, for letters of height 1.
RowSpacing pick_word_spacing(Random& random);

/// Sets pieces on a common baseline, y = 0, from x = 0 on.
Ink set_row(std::span<const RowPiece> pieces, const RowSpacing& spacing, Random& random);

}  // namespace inkline
