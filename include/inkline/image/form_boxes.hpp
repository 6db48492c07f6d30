#pragma once

#include <opencv2/core.hpp>

#include <inkline/image/ruling_line.hpp>

namespace inkline {

/// Settings of find_form_boxes(). Thickness is that of the line in question.
struct FormBoxParams {
  double most_thickness = 2.0;  ///< of a line, in stroke widths; 0.5 to 6
  double least_side = 4.0;      ///< of a box, in stroke widths; 1 to 100
  double least_length = 6.0;    ///< of a side, in thicknesses; 2 to 100
  double least_seen = 0.5;      ///< share of a side from its first to its last bare stretch; 0 to 1
  double most_lean = 0.05;      ///< sides are square to each other but for this slope; 0 to 0.3
  double corner = 0.1;          ///< rounding of a corner, as a share of the side; 0 to 0.3
  double most_ratio = 1.7;      ///< between the thicknesses of two sides; at least 1
  int least_ticks = 3;          ///< uprights that stand on a line and make it a comb; at least 3
  double most_uneven = 0.2;     ///< their distances differ by at most this share; 0 to 1
  int most_segments = 3000;     ///< more of them in one direction are texture; above 0

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Finds what printed forms have for characters to be written in: boxes, rows of cells, tables,
/// boxes to tick, and combs, which are open at the top. Letters may stand in them and touch or
/// cross their lines.
///
/// Straight thin lines are joined to frames where one ends at the side of another at a right angle.
/// Four lines with four corners are a frame, and so is what ends at two lines of a frame. No letter
/// has four sides as straight, with corners; uprights of letters on a ruled line are not as evenly
/// spaced, even in height, as those of a comb.
///
/// @param ink           ink 255 on 0; left untouched
/// @param columns       `ink` with rows and columns exchanged
/// @param stroke_width  of the writing, pixels
/// @return              the lines of all frames, for remove_ruling()
/// @throws Error        Fault::usage, from params.check()
Ruling find_form_boxes(const cv::Mat1b& ink, const cv::Mat1b& columns, double stroke_width,
                       const FormBoxParams& params = {});

}  // namespace inkline
