#pragma once

#include <opencv2/core.hpp>

#include <inkline/base/random.hpp>
#include <inkline/training/ink.hpp>

namespace inkline {

/// How the pen ink of a row is drawn. Lengths are ratios of the letter height (that of a capital).
/// A `share` is a probability in [0, 1].
struct LineDrawParams {
  double low_height = 13;       ///< smallest letter height drawn, pixels; at least 6
  double high_height = 46;      ///< largest, pixels; at least low_height, at most 200
  double low_pen = 0.035;       ///< thinnest pen; above 0
  double high_pen = 0.22;       ///< thickest pen; at least low_pen, at most 0.6
  double slant_degrees = 9;     ///< standard deviation of the shear; 0 to 30
  double rotation_degrees = 1;  ///< standard deviation of the turn; 0 to 30
  double aspect = 0.25;         ///< widths and heights vary by up to this ratio; 0 to 0.5
  double stretch = 0.18;        ///< how much longer ascenders and descenders get beside the core
                                ///< of the row, or, half as far, shorter: deviation; 0 to 0.3
  double bend = 0.025;          ///< size of slow distortions; 0 to 0.2
  double arch = 0.08;           ///< how far the baseline strays from straight; 0 to 0.5
  double shake = 0.006;         ///< size of the pen's trembling along a stroke; 0 to 0.1
  double pressure = 0.25;       ///< how far the pen's width varies along a stroke; 0 to 0.8
  double blur = 0.07;           ///< widest blur of the scan; 0 to 0.3
  double noise = 0.16;          ///< largest noise of the scan, part of the ink's darkness; 0 to 0.5
  double bias = 0.2;            ///< how far the threshold strays from half the darkness; 0 to 0.45
  double faint_share = 0.12;    ///< a pen that leaves strokes faint in parts, so that they break
  double ruling_share = 0.06;   ///< the rest of a ruled line
  double erased_share = 0.03;   ///< a gap where a ruled line was taken away
  double underline_share = 0.04;  ///< a line below the row
  double neighbour_share = 0.08;  ///< ends of letters of the row above or below
  double speck_share = 0.08;      ///< specks of dirt
  double bullet_share = 0.03;     ///< a dot before the row, as lists have

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Half the distortion and no dirt: for reporting accuracy on held-out writers.
LineDrawParams moderate_line_drawing();

/// Draws a row as it stands on a page once that is black and white.
///
/// The strokes are smoothed, sheared, turned, stretched and bent, drawn with soft edges by a pen
/// of varying width and darkness, dirt is added, and the picture is blurred, made noisy and cut at
/// a threshold, as in draw_ink(). Rows wider than 6,000 pixels are drawn smaller.
///
/// @param letter_height  of a capital in the units of `ink`; above 0
/// @param random         the only source of variation
/// @return  255 on 0, a little paper around it; empty when there is no ink; else at least one
///          pixel is ink
cv::Mat1b draw_row(const Ink& ink, double letter_height, const LineDrawParams& params,
                   Random& random);

}  // namespace inkline
