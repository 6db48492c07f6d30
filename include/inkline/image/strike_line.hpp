#pragma once

#include <optional>

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of find_strike_line(). Lengths are in letter heights of the page unless it says
/// otherwise.
struct StrikeLineParams {
  double least_span = 1.8;      ///< of a line, more than any bar of a letter; 0.5 to 20
  double least_strokes = 16.0;  ///< ... and in stroke widths: a broad pen that joins letters leaves
                                ///< smooth courses in them by chance; 1 to 200
  double least_cover = 0.7;     ///< share of the ink's width that a line runs across; 0 to 1
  int least_crossings = 2;      ///< strokes that go through it; above 0
  int many_crossings = 4;       ///< with fewer its ends stand out; at least least_crossings
  double long_strokes = 30.0;   ///< a line this long, in stroke widths, has many with one less;
                                ///< at least least_strokes
  double least_overhang = 0.05;  ///< at either end, of one that stands out: bars of touching
                                 ///< letters such as 444 end where a letter does; 0 to 2
  double least_beside = 0.1;     ///< share of its columns with ink above, and with ink below: an
                              ///< underline has none below, the bar of a t hardly any above; to 1
  double beyond_stems = 1.6;  ///< the same against what the strokes through the line cover: beside
                              ///< the one bar of ttt or HH there is little but their stems; 0 to 10
  double reach = 0.6;         ///< how far away ink counts as being above or below; 0.1 to 3
  double steepest = 0.3;      ///< rise over run; 0.05 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// A line that was drawn through writing.
struct StrikeLine {
  int first = 0;      ///< column of the ink where it begins
  int last = 0;       ///< column where it ends
  int crossings = 0;  ///< strokes that go through it
  double height = 0;  ///< row of pixels its middle runs along, on average
};

/// Finds a line drawn through a connected piece of ink: a smooth course without a gap, far longer
/// than strokes of letters, that strokes come through and that has ink on both sides.
///
/// Courses are chains of straight steps that turn by little from one to the next; the longest one
/// is found by dynamic programming, on a copy whose strokes are three pixels wide.
///
/// @param ink            one piece alone, 255 on 0; left untouched
/// @param stroke_width   of the page, pixels, above 0
/// @param letter_height  of the page, pixels, above 0
/// @throws Error         Fault::usage, from params.check()
std::optional<StrikeLine> find_strike_line(const cv::Mat1b& ink, double stroke_width,
                                           double letter_height,
                                           const StrikeLineParams& params = {});

}  // namespace inkline
