#pragma once

#include <string_view>

#include <inkline/training/ink.hpp>

namespace inkline {

/// Where a written row stands on the tablet, in its units.
struct RowShape {
  double letter_height = 0;  ///< of a capital, as far as the label tells; 0 for no ink or a dot
  double baseline = 0;       ///< y of the middle of the row's baseline; y grows downwards
  double slope = 0;          ///< by how much y grows with x
  double fit = 1;            ///< width of the ink by what the label asks for at that letter height
};

/// Measures a row by its ink and its label. The label tells whether there are letters that rise
/// above the small ones or hang below the line.
RowShape row_shape(const Ink& ink, std::string_view label);

/// How much of the ink stands in rows above one another: the share of strokes the size of letters
/// that have another such stroke wholly below them, 0 to 1. Dots and bars do not count.
double stacked_share(const Ink& ink);

/// Usual width of a text in letter heights, blanks included.
double usual_width(std::string_view text);

}  // namespace inkline
