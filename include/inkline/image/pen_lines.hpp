#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/remove_ruling.hpp>
#include <inkline/image/ruling_line.hpp>

namespace inkline {

/// Settings of find_pen_lines(). Heights and lengths are in letter heights of the page.
struct PenLineParams {
  double most_thickness = 1.8;  ///< of a line, in stroke widths; 0.5 to 4
  double most_slope = 0.3;      ///< rise over run; 0 to 0.5
  double least_span = 4.0;      ///< of an underline; 0.5 to 20
  double least_seen = 0.45;     ///< share of an underline that no letter crosses; 0 to 1
  double most_paper = 0.15;     ///< share of a line without ink; 0 to 0.9
  double widest_gap = 0.6;      ///< paper that parts a line; 0 to 5
  double far_above = 0.6;       ///< letters over an underline reach this high; 0.1 to 2
  double far_below = 0.3;       ///< how far below a line ink counts as being below; 0.1 to 2
  double least_above = 0.25;    ///< share of an underline with letters above it; 0 to 1
  double most_below = 0.3;      ///< share of an underline with ink below it; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Finds lines drawn by hand under words. They may be curved a little, cross descenders and lie
/// one below the other. Bars of letters, minus and equals signs are too short or have no letters
/// above them.
///
/// @param ink            ink 255 on 0, without ruling; left untouched
/// @param stroke_width   of the writing, pixels
/// @param letter_height  of the page, pixels
/// @return               lines across, from the lowest to the highest, for erase_lines()
/// @throws Error         Fault::usage, from params.check()
std::vector<RulingLine> find_underlines(const cv::Mat1b& ink, double stroke_width,
                                        double letter_height, const PenLineParams& params = {});

/// The ink without such lines; what crosses them stays, as in remove_ruling(). Returns `ink` itself
/// when there are none.
cv::Mat1b remove_underlines(const cv::Mat1b& ink, double stroke_width, double letter_height,
                            const PenLineParams& params = {}, const RulingParams& erasing = {});

}  // namespace inkline
