#pragma once

#include <vector>

#include <inkline/reader/find_ink.hpp>
#include <inkline/reader/read_page.hpp>
#include <inkline/reader/readers.hpp>

#include "row_glyphs.hpp"

namespace inkline {

/// A page as it would lie were it turned: its pieces without their pixels, and its rows.
struct RowsAlong {
  PageInk pieces;
  std::vector<Row> rows;
};

/// @param degrees  clockwise, as turned() takes them
RowsAlong rows_along(const PageInk& page, int degrees, const ReadParams& params);

/// How far the page has to be turned to be upright.
///
/// Rows tell lying pages from upright ones: along a row letters follow each other closely, across
/// rows they do not; joined words are wider than high. What the longest rows are read as, by ink
/// and language, then tells the head from the foot, and has a say in the former too; so has the
/// classifier. In doubt a page stays as it is.
///
/// @return  degrees clockwise: 0, 90, 180 or 270
///
/// Source: pairing position hypotheses with the score of a classifier is the way of
/// R. S. Caprari, "Algorithm for text page up/down orientation determination", Pattern Recognition
/// Letters 21 (2000) 311-317 (who counts ascenders in its place), and of Tesseract's OSD
/// (R. Unnikrishnan and R. Smith, "Combined script and page orientation estimation using the
/// Tesseract OCR engine", MOCR 2009).
int find_turn(const PageInk& page, const Readers& readers, const ReadParams& params);

/// The ink of the page turned clockwise.
PageInk turned(const PageInk& page, int degrees);

}  // namespace inkline
