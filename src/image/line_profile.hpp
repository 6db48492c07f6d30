#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/even_light.hpp>
#include <inkline/image/ruling_line.hpp>

#include "faint_lines.hpp"

namespace inkline {

/// The picture lines were found in.
struct LaneView {
  cv::Mat1b lanes;  ///< left untouched
  int reach = 0;    ///< pixels from the middle of a line to its paper
  int strip = 0;    ///< lanes of a strip

  int strips() const { return lanes.rows / strip; }
};

/// How much darker than ideal paper a pixel is.
inline int darkness(uchar shade) {
  return kEvenPaper - shade;
}

/// What a line adds to the darkness of its paper, by distance from its middle: from -reach to
/// reach.
struct Profile {
  double paper = 0;  ///< darkness beside the line
  std::vector<double> depth;

  double deepest() const;
  double thickness() const;  ///< pixels that are at least half as dark as the deepest
};

/// A line with what it looks like in each of its strips.
struct PrintedLine {
  FaintLine course;
  std::vector<Profile> profiles;  ///< one a strip
  double depth = 0;               ///< median over the strips it can be seen in; 0 for none
  double seen = 0;                ///< share of the strips between its ends it can be seen in
  double span = 0;                ///< from end to end, in parts of the longer side of the page
  double paper = 0;  ///< share of the lanes between its ends that have paper in its place
  double slope = 0;  ///< places per lane, from end to end
};

/// First place of the profile in a lane; negative or too large where the line leaves the picture.
int profile_begin(const LaneView& view, const FaintLine& line, int lane);

/// Looks at a line closely, also a little beyond its ends.
///
/// @param least_depth  a profile with less is one of paper
PrintedLine printed_line(const LaneView& view, const FaintLine& line, double least_depth);

/// The same course for erase_line().
RulingLine ruling_line(const LaneView& view, const PrintedLine& line);

}  // namespace inkline
