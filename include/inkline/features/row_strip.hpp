#pragma once

#include <array>

#include <opencv2/core.hpp>

#include <inkline/nn/matrix.hpp>

namespace inkline {

inline constexpr int kStripHeight = 32;    ///< pixels: the side of a crop, as for single glyphs
inline constexpr int kStripStep = 2;       ///< pixels from one crop along the row to the next
inline constexpr int kStripFeatures = 80;  ///< numbers that describe one step

/// Settings of normalise_row(). A spread is the standard deviation of the ink's heights above the
/// middle line of the row.
struct StripParams {
  double spread = 5.0;         ///< of the row once it is a strip, pixels; 2 to 8
  double stroke = 2.2;         ///< width of its strokes likewise; 1 to 5, or 0 to leave them
  double margin = 4.0;         ///< empty paper before and after the ink, strip pixels; 0 to 32
  double usual_slope = 0.05;   ///< standard deviation of slopes met on pages; 0 to 0.5
  double usual_slant = 0.25;   ///< likewise of slants, pixels right per pixel up; 0 to 1
  double most_enlarged = 4.0;  ///< strip pixels per pixel of the row, at most; 1 to 10

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Where the middle of a row's ink runs: a polynomial over its width.
struct MiddleLine {
  std::array<double, 4> weights{};  ///< of the Legendre polynomials of degree 0 to 3
  double centre = 0;                ///< x where the argument is 0, pixels of the row
  double half_width = 1;            ///< pixels from there to where it is 1

  /// y of the line, pixels of the row.
  double operator()(double x) const;
};

/// A row of writing, straightened, upright and of one size.
struct RowStrip {
  cv::Mat1b ink;      ///< kStripHeight x width, soft-edged ink up to 255 on 0; empty for no ink
  double scale = 1;   ///< strip pixels per pixel of the row
  double left = 0;    ///< x in the row of the strip's left edge, on the middle line
  double slant = 0;   ///< taken out: pixels right per pixel up
  MiddleLine middle;  ///< laid onto the middle of the strip

  /// Place in the row, in its pixels, of a place in the strip.
  cv::Point2d in_row(double x, double y) const;

  /// The other way round.
  cv::Point2d in_strip(double x, double y) const;
};

/// Turns the ink of one row into a strip. The middle line through the ink becomes straight and
/// level, slanted strokes upright, and the spread of the ink about the middle line and the width of
/// its strokes the wanted ones.
/// Estimates from little ink are drawn towards what is usual, so that a single `/` stays one.
///
/// Spread and middle suit capitals, digits and small letters alike, where x-height and baseline
/// need to be found first and are not there in every row.
///
/// @param ink           255 on 0, nothing but the row
/// @param least_spread  of the row before scaling, pixels: what is less is no letter but a dash or
///                      dots, and is not enlarged further; 0 when nothing is known
/// @throws Error        Fault::usage, from params.check()
///
/// Source: scaling by the vertical spread of the ink is U.-V. Marti, H. Bunke, "Using a statistical
/// language model to improve the performance of an HMM-based cursive handwriting recognition
/// system", IJPRAI 15 (2001) 65-90, carried over from windows to rows. The rest is ours.
RowStrip normalise_row(const cv::Mat1b& ink, const StripParams& params = {},
                       double least_spread = 0);

/// Crops along a strip of this width.
int strip_steps(int width);

/// Describes a strip, one column every kStripStep pixels: 8 directions x 8 cells of gradient pooled
/// as describe_glyph() pools them, then the 16 grey values from top to bottom. A 32 x 32 crop is
/// what a network sees that takes 8 columns, 4 pixels apart, at a time.
///
/// @param strip    kStripHeight x width, ink bright
/// @param columns  kStripFeatures x strip_steps(width), overwritten; numbers in about [0, 1]
void describe_strip(const cv::Mat1b& strip, Eigen::Ref<Matrix> columns);

}  // namespace inkline
