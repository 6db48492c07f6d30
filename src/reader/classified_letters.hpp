#pragma once

#include <vector>

#include <inkline/base/box.hpp>
#include <inkline/features/recogniser.hpp>
#include <inkline/nn/matrix.hpp>

#include "row_glyphs.hpp"

namespace inkline {

/// Letters of one row and what the classifier of single characters says of each.
struct ClassifiedLetters {
  std::vector<Box> boxes;  ///< from left to right, pixels of the copy worked on
  Matrix probabilities;    ///< one column a letter, in the order of the classifier's alphabet
};

/// Classifies the letters of all rows at once.
/// @param glyphs  gets the crops of all rows, one after another
std::vector<ClassifiedLetters> classify_letters(const PageInk& page, const std::vector<Row>& rows,
                                                const Recogniser& recogniser,
                                                std::vector<cv::Mat1b>& glyphs);

}  // namespace inkline
