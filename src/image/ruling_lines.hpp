#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/remove_ruling.hpp>
#include <inkline/image/ruling_line.hpp>

namespace inkline {

/// Finds lines that run across the rows of `lanes`.
///
/// @param is_ruled  the page is known to have a family of lines, so that one broken line will do
std::vector<RulingLine> find_ruling_lines(const cv::Mat1b& lanes, double stroke_width,
                                          const RulingParams& params, bool is_ruled);

}  // namespace inkline
