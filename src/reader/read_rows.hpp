#pragma once

#include <span>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

#include "classified_letters.hpp"
#include "row_ink.hpp"

namespace inkline {

/// A row read as a whole.
struct RowReading {
  Line line;           ///< with confidences by the map of its reader
  float sureness = 0;  ///< mean over the characters before the map; comparable with other readers
};

/// Reads every row as a whole, without cutting it: the network says at each step along the strip
/// what may be there, and the search finds the text that ink and language agree on.
///
/// @param letters  of the same rows, as the classifier of single characters sees them
/// @param readers  with `rows`
/// @return         a line for every row, without words where nothing is read; boxes in pixels of
///                 the copy worked on
std::vector<RowReading> read_rows(std::span<const PlacedStrip> rows,
                                  std::span<const ClassifiedLetters> letters,
                                  const Readers& readers, const ReadParams& params);

}  // namespace inkline
