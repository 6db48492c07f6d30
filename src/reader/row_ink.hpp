#pragma once

#include <opencv2/core.hpp>

#include <inkline/base/box.hpp>
#include <inkline/features/row_strip.hpp>

#include "row_glyphs.hpp"

namespace inkline {

/// The ink of one row as a strip, with its place on the page.
struct PlacedStrip {
  Box box;         ///< of the row's ink, pixels of the copy worked on
  RowStrip strip;  ///< made of that ink alone
};

/// Paints every piece of a row, marks and all, and nothing else, and straightens it.
PlacedStrip strip_of(const PageInk& page, const Row& row, const StripParams& params = {});

}  // namespace inkline
