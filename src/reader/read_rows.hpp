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
  int strokes = 0;     ///< see most_strokes(); 0 when nobody counted them
};

/// Finds the text of every row that two readers and the language agree on: a network that slides
/// along the strip and needs no cutting, and the lattice of what the classifier of single
/// characters takes the row's pieces for.
///
/// @param strips   of the rows
/// @param letters  of the rows, as the classifier of single characters sees them
/// @param readers  with `rows`
/// @return         steps are those of the strips
std::vector<RowText> decode_rows(const PageInk& page, const std::vector<Row>& rows,
                                 std::span<const PlacedStrip> strips,
                                 std::span<const ClassifiedLetters> letters, const Readers& readers,
                                 const ReadParams& params);

/// The same as lines, with confidences that come true.
///
/// @return  a line for every row, without words where nothing is read; boxes in pixels of the copy
///          worked on
std::vector<RowReading> read_rows(const PageInk& page, const std::vector<Row>& rows,
                                  std::span<const PlacedStrip> strips,
                                  std::span<const ClassifiedLetters> letters,
                                  const Readers& readers, const ReadParams& params);

}  // namespace inkline
