#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/fade_ruling.hpp>

namespace inkline {

// As in ruling_lines.hpp, lines run from row to row ("lanes") of the picture they are looked for
// in, and `place` is where a line is in a lane.

/// A line too faint to be followed by pixels, strip by strip of `strip` lanes.
struct FaintLine {
  int first_strip = 0;
  std::vector<double> places;  ///< in the middle lane of each strip from the first on
};

/// Lanes of a strip for a picture with this many lanes: a power of two.
int strip_length(int lanes);

/// Middle lane of a strip.
inline double strip_middle(int strip, int length) {
  return (strip + 0.5) * length - 0.5;
}

/// Finds lines that run across the rows of `lanes`.
///
/// @param lanes  dark ink on even paper
/// @param reach  pixels from the middle of a line to its paper
std::vector<FaintLine> find_faint_lines(const cv::Mat1b& lanes, int reach,
                                        const FadeParams& params);

}  // namespace inkline
