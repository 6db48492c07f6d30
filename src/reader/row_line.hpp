#pragma once

#include <inkline/base/page.hpp>
#include <inkline/text/decode_row.hpp>

#include "row_ink.hpp"

namespace inkline {

/// Puts a row that was read as a whole back onto the page: its characters between their spaces
/// become words, and each gets the box of the ink between the middles of the gaps to its
/// neighbours.
///
/// @param text  read from `row`
/// @return      boxes in pixels of the copy worked on
Line line_of(const RowText& text, const PlacedStrip& row);

}  // namespace inkline
