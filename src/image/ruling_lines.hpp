#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/remove_ruling.hpp>

namespace inkline {

// Lines are looked for in lanes: rows of a mask whose lines run from row to row. The lanes of a
// page's horizontal lines are its columns, so its mask is handed over transposed; those of its
// vertical lines are its rows. Along a line one counts lanes; `place` is where it is in a lane.

/// A point a line goes through.
struct LinePoint {
  double lane = 0;
  double place = 0;
};

/// The course of a line, from lane to lane.
struct RulingLine {
  std::vector<LinePoint> course;  ///< by increasing lane, at least two
  double thickness = 0;           ///< pixels, across lanes
};

/// Finds lines that run across the rows of `lanes`.
///
/// @param is_ruled  the page is known to have a family of lines, so that one broken line will do
std::vector<RulingLine> find_ruling_lines(const cv::Mat1b& lanes, double stroke_width,
                                          const RulingParams& params, bool is_ruled);

}  // namespace inkline
