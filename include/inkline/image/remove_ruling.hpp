#pragma once

#include <opencv2/core.hpp>

#include <inkline/image/form_boxes.hpp>
#include <inkline/image/ruling_line.hpp>

namespace inkline {

/// Settings of remove_ruling(). Extent is the width of the mask for lines that run across it and
/// the height for lines that run down it; thickness is that of the line in question.
struct RulingParams {
  double most_thickness = 2.0;  ///< of a line, in stroke widths; 0.5 to 6
  double most_slope = 0.3;      ///< rise over run, 0.3 is 17 degrees; 0 to 0.5
  double least_span = 0.25;     ///< of a line, as a share of the extent; 0.05 to 1
  double least_strokes = 40.0;  ///< ... and in stroke widths, so that no letter is a line; above 0
  double least_stretch = 10.0;  ///< unbroken stretches shorter than this many thicknesses may be
                                ///< parts of letters and do not count for a line; 4 to 100
  double least_cover = 0.5;     ///< share of its span such stretches cover; 0.1 to 1
  double most_paper = 0.25;     ///< share of its span without ink; 0 to 0.9
  double widest_gap = 8.0;      ///< a wider one parts a line, in stroke widths; 1 to 100
  double broken_span = 0.5;     ///< lines the threshold broke need this span, ...
  double broken_cover = 0.16;   ///< ... this cover by such stretches, ...
  double broken_thickness = 0.7;  ///< ... have to be thinner than this many stroke widths, ...
  double least_bit = 20.0;        ///< bits of such lines are this many thicknesses long; 4 to 200
  int least_family = 3;           ///< ... and this many parallel lines; above 0
  double crossing_ratio = 1.6;    ///< ink this much thicker than the line is a letter's; 1 to 4
  double mended_gap = 3.0;        ///< widest gap closed in a letter, in stroke widths; 0 to 10
  int most_stretches = 200'000;   ///< a mask with more of them is texture and left alone; above 0
  FormBoxParams boxes;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What remove_ruling() found.
struct RemovedRuling {
  cv::Mat1b ink;      ///< without ruling; shares the input's pixels when lines is 0
  cv::Mat1b removed;  ///< what was taken away; empty when lines is 0
  int lines = 0;      ///< lines across and down the page
};

/// Takes printed lines away: ruled and squared paper, margins, the boxes and combs of forms.
/// Letters that cross or touch a line keep their ink.
///
/// Lines may be tilted, slightly curved and broken. They are found as chains of short vertical
/// runs of ink from column to column; chains that follow each other along a smooth course make a
/// line when they are much longer than the strokes of letters. From a line those columns are taken
/// away where the ink is no thicker than the line. The same is done with rows and columns
/// exchanged.
///
/// @param ink           ink 255 on 0; left untouched
/// @param stroke_width  of the writing, pixels, as by stroke_width(); at most 0 means no ink
/// @param known         lines that were found already, as fade_ruling() does; there may be more
/// @throws Error        Fault::usage, from params.check()
///
/// Source: the line adjacency graph of vertical runs is that of N. P. Carter and R. A. Bacon,
/// "Automatic recognition of printed music", Structured Document Image Analysis (1992) 456-465,
/// who remove staff lines. We follow a line by what it did before, across gaps, in place of
/// judging each filament by itself, and need no page of lines only.
RemovedRuling remove_ruling(const cv::Mat1b& ink, double stroke_width,
                            const RulingParams& params = {}, const Ruling& known = {});

}  // namespace inkline
