#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/reader/read_page.hpp>

namespace inkline {

/// Columns where little ink has to be cut, thinnest first, at a distance from each other and from
/// the ends; then in order, with both ends.
///
/// @param ink  of one or several letters, 255 on 0
std::vector<int> possible_cuts(const cv::Mat1b& ink, double stroke_width, double letter_height,
                               const CutParams& params);

}  // namespace inkline
