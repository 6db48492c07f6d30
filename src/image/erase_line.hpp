#pragma once

#include <opencv2/core.hpp>

#include "ruling_lines.hpp"

namespace inkline {

/// Clears a line from the lanes it was found in, leaving the ink of letters.
void erase_line(cv::Mat1b& lanes, const RulingLine& line, double stroke_width,
                const RulingParams& params);

}  // namespace inkline
