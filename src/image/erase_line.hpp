#pragma once

#include <opencv2/core.hpp>

#include "ruling_lines.hpp"

namespace inkline {

/// Clears a line, leaving the ink of letters.
///
/// @param lanes    what the line was found in
/// @param cleaned  the same without the lines cleared so far; this line is cleared from it
void erase_line(const cv::Mat1b& lanes, cv::Mat1b& cleaned, const RulingLine& line,
                double stroke_width, const RulingParams& params);

}  // namespace inkline
