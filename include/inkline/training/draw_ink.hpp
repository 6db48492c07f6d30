#pragma once

#include <opencv2/core.hpp>

#include <inkline/base/random.hpp>
#include <inkline/training/ink.hpp>

namespace inkline {

/// How pen ink is drawn. Lengths are ratios of the writer's letter height (that of a capital), so
/// that a dot gets as thick a pen as the capital beside it. `share` is a probability in [0, 1].
struct DrawParams {
  double low_height = 14;       ///< smallest letter height drawn, pixels: a small page; at least 6
  double high_height = 90;      ///< largest, pixels; at least low_height, at most 400
  double low_pen = 0.05;        ///< thinnest pen; above 0
  double high_pen = 0.20;       ///< thickest pen; at least low_pen, at most 0.6
  double slant_degrees = 8;     ///< standard deviation of the shear; 0 to 30
  double rotation_degrees = 4;  ///< standard deviation of the turn; 0 to 30
  double aspect = 0.15;         ///< widths and heights vary by up to this ratio; 0 to 0.5
  double bend = 0.035;          ///< size of slow distortions; 0 to 0.2
  double shake = 0.008;         ///< size of the pen's trembling along a stroke; 0 to 0.1
  double blur = 0.06;           ///< widest blur of the scan; 0 to 0.3
  double noise = 0.14;          ///< largest noise of the scan, part of the ink's darkness; 0 to 0.5
  double bias = 0.2;            ///< how far the threshold strays from half the darkness; 0 to 0.45
  double broken_share = 0.06;   ///< a gap in a stroke
  double remnant_share = 0.04;  ///< a bit of a neighbour's stroke at the side
  double ruling_share = 0.03;   ///< a bit of a ruled line
  double speck_share = 0.03;    ///< a speck of dirt

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Half the distortion and no dirt: for reporting accuracy on held-out writers.
DrawParams moderate_drawing();

/// Ink as it stands on a page once that is black and white.
struct DrawnInk {
  cv::Mat1b ink;               ///< ink 255 on 0, a little paper around it
  double pixels_per_unit = 1;  ///< of the pen ink's own units
  double pen = 0;              ///< width of the pen in those units
};

/// Draws strokes with a round or broad pen, as a scan shows them after thresholding.
///
/// The strokes are smoothed, sheared, turned, stretched and bent, drawn with soft edges at a
/// resolution picked between low_height and high_height, blurred, made noisy and cut at a
/// threshold, so that edges are ragged as on a page. Large ink is drawn no larger than 160 pixels.
///
/// @param letter_height  of the writer's capitals in units of `ink`; above 0
/// @param random         the only source of variation
/// @return               empty picture when there is no ink; else at least one pixel is ink
DrawnInk draw_ink(const Ink& ink, double letter_height, const DrawParams& params, Random& random);

}  // namespace inkline
