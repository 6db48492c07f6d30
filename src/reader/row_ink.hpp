#pragma once

#include <vector>

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

/// Paints each row's pieces, marks and all, and straightens them. Scraps that belong to no row but
/// lie between the top and the foot of one are painted too: a faint pen leaves letters in bits that
/// are each too small to be told from dirt, but together they are the letter.
std::vector<PlacedStrip> strips_of(const PageInk& page, const std::vector<Row>& rows,
                                   const StripParams& params = {});

/// The most strokes that one level of a strip runs through. Every letter has one at least, and most
/// have two.
int most_strokes(const RowStrip& strip);

}  // namespace inkline
