#pragma once

#include <vector>

namespace inkline {

// Lines are looked for in lanes: rows of a picture whose lines run from row to row. The lanes of a
// page's horizontal lines are its columns; those of its vertical lines are its rows. Along a line
// one counts lanes; `place` is where it is in a lane.

/// A point a line goes through.
struct LinePoint {
  double lane = 0;
  double place = 0;
};

/// The course of a printed line, from lane to lane.
struct RulingLine {
  std::vector<LinePoint> course;  ///< by increasing lane, at least two
  double thickness = 0;           ///< pixels, across lanes
};

/// Lines of both directions.
struct Ruling {
  std::vector<RulingLine> across;  ///< lanes are columns
  std::vector<RulingLine> down;    ///< lanes are rows
};

}  // namespace inkline
