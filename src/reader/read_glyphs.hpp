#pragma once

#include <span>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

#include "classified_letters.hpp"
#include "row_glyphs.hpp"

namespace inkline {

/// Reads rows character by character, as their ink is cut by its own gaps and, where it touches,
/// by cut_touching(). Best where letters stand apart.
///
/// @param letters  of the rows, as classified
/// @param crops    of all letters, row after row, for the picture of this step
/// @return         a line for every row, without words where the ink is no writing; boxes in
///                 pixels of the copy worked on
std::vector<Line> read_glyphs(const PageInk& page, const std::vector<Row>& rows,
                              const std::vector<ClassifiedLetters>& letters,
                              std::span<const cv::Mat1b> crops, const Readers& readers,
                              const ReadParams& params, const StepSink& steps);

}  // namespace inkline
