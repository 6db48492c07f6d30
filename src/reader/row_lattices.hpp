#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include <inkline/features/recogniser.hpp>
#include <inkline/reader/read_page.hpp>
#include <inkline/text/row_lattice.hpp>

#include "classified_letters.hpp"
#include "row_glyphs.hpp"

namespace inkline {

/// Cuts every row into pieces and classifies each run of neighbouring pieces that may be one
/// character, all rows at once. What was classified already is not classified again.
///
/// How an arc is weighed:
/// - by the classifier, how likely it is a character at all, once for each of its pieces, so that
///   ways of few arcs have no advantage, and which one it is;
/// - by the gaps inside it and behind it: parts of one character overlap or nearly touch.
///
/// Source of the power of the number of pieces: Q.-F. Wang, F. Yin, C.-L. Liu, "Handwritten Chinese
/// text recognition by integrating multiple contexts", IEEE PAMI 34 (2012) 1469-1481. The rest is
/// ours.
///
/// @param letters   of the rows, as classified
/// @param alphabet  of the lattices: one UTF-8 character a class
/// @param only      characters to choose from, empty: all
/// @return          one a row; empty where it has no letters, or too many
std::vector<RowLattice> lattices_of(const PageInk& page, const std::vector<Row>& rows,
                                    std::span<const ClassifiedLetters> letters,
                                    const Recogniser& recogniser,
                                    std::span<const std::string> alphabet,
                                    const std::set<std::string>& only, const ReadParams& params);

}  // namespace inkline
