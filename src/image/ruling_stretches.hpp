#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "ruling_lines.hpp"

namespace inkline {

/// A straight piece of thin ink that runs from lane to lane.
struct Stretch {
  int first = 0;     ///< lane
  int last = 0;      ///< lane, included
  double place = 0;  ///< of the middle, by a line fitted to all its runs
  double slope = 0;  ///< places per lane
  double thickness = 0;

  int length() const { return last - first + 1; }
  double middle() const { return 0.5 * (first + last); }
  double place_at(double lane) const { return place + slope * (lane - middle()); }
};

/// Follows runs of ink that are at most `most_thickness` long from lane to lane. Long chains are
/// cut so that each piece of a curved line is straight.
///
/// @return  nothing when there would be more than `most`
std::vector<Stretch> find_stretches(const cv::Mat1b& lanes, int most_thickness, double most_slope,
                                    int most);

}  // namespace inkline
