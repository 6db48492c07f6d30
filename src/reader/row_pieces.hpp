#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/box.hpp>
#include <inkline/reader/read_page.hpp>

#include "row_glyphs.hpp"

namespace inkline {

/// Ink that belongs to one character or to a part of one.
struct RowPiece {
  std::size_t letter = 0;  ///< of the row, that it is or was cut from
  int begin = 0;           ///< first column of the letter's ink that it has
  Box box;                 ///< around its ink, pixels of the copy worked on
};

/// A row on its way to a lattice.
struct RowOfPieces {
  std::vector<RowPiece> pieces;  ///< from left to right
  std::vector<bool> sure;        ///< of its letters: the classifier knows them
  std::vector<cv::Mat1b> inks;   ///< of its letters, empty until somebody painted them
};

/// The pieces of a row. A letter that is wide enough to be several is cut where
/// its ink is thin from top to bottom; one that the classifier is sure of stays whole.
///
/// @param sure  whether the classifier knows a letter, one value a letter
RowOfPieces pieces_of_row(const PageInk& page, const Row& row, std::vector<bool> sure,
                          const CutParams& params);

}  // namespace inkline
