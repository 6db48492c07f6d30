#pragma once

#include <span>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

#include "classified_letters.hpp"
#include "row_ink.hpp"

namespace inkline {

/// Reads every row as a whole, without cutting it: the network says at each step along the strip
/// what may be there, and the search finds the text that ink and language agree on.
///
/// @param letters  of the same rows, as the classifier of single characters sees them
/// @param readers  with `rows`
/// @return         a line for every row, without words where nothing is read; boxes in pixels of
///                 the copy worked on
std::vector<Line> read_rows(std::span<const PlacedStrip> rows,
                            std::span<const ClassifiedLetters> letters, const Readers& readers,
                            const ReadParams& params);

}  // namespace inkline
