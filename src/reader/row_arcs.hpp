#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <inkline/features/recogniser.hpp>
#include <inkline/nn/matrix.hpp>
#include <inkline/reader/read_page.hpp>

#include "classified_letters.hpp"
#include "row_glyphs.hpp"
#include "row_pieces.hpp"

namespace inkline {

/// A run of neighbouring pieces that may be one character.
struct PieceRun {
  std::size_t row = 0;
  std::size_t from = 0;
  std::size_t to = 1;  ///< behind the last piece
  Box box;

  std::size_t count() const { return to - from; }
};

/// Empty columns between two neighbouring pieces, in letter heights; below 0 where they overlap or
/// were cut apart.
double gap_between(const RowPiece& a, const RowPiece& b, double letter_height);

/// All runs of one row that may be one character, by where they begin.
void add_runs(const RowOfPieces& row, std::size_t index, double letter_height,
              const LatticeParams& params, std::vector<PieceRun>& runs);

/// What the classifier says of each run, one column a run. Whole letters keep what it said.
Matrix classify_runs(const PageInk& page, const std::vector<Row>& rows,
                     std::span<const ClassifiedLetters> letters, const Recogniser& recogniser,
                     std::vector<RowOfPieces>& pieces, std::span<const PieceRun> runs);

}  // namespace inkline
