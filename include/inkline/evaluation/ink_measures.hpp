#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace inkline {

/// A mask of ink that somebody else holds: row after row without gaps, ink above 0.
struct MaskView {
  std::span<const std::uint8_t> pixels;  ///< width * height of them
  int width = 0;
  int height = 0;
};

/// How well a mask of ink agrees with the truth: the measures of the binarisation contests DIBCO
/// and H-DIBCO. Shares are 0 to 1, where the contests print percent.
struct InkMeasures {
  double precision = 0;  ///< share of the mask's ink that is ink; 1 when the mask has none
  double recall = 0;     ///< share of the ink that the mask has; 1 when there is none
  double f_measure = 0;  ///< harmonic mean of the two
  double pseudo_precision =
      0;                     ///< as precision, but false ink near and between letters weighs more
  double pseudo_recall = 0;  ///< as recall, but a stroke weighs by its length and at its core
  double pseudo_f_measure = 0;
  double psnr = 0;  ///< peak signal to noise, decibels; infinite when all pixels agree
  double drd = 0;   ///< distance reciprocal distortion; 0 when all pixels agree
};

/// Compares a mask with the truth of the same size.
///
/// @throws Error  Fault::input when the sizes differ, Fault::usage when a view's pixels are not
///                width * height
///
/// Sources: I. Pratikakis, B. Gatos, K. Ntirogiannis, "ICDAR 2013 document image binarization
/// contest (DIBCO 2013)", ICDAR 2013, for the set of measures; K. Ntirogiannis, B. Gatos,
/// I. Pratikakis, "Performance evaluation methodology for historical document image binarization",
/// IEEE Transactions on Image Processing 22 (2013) 595-609, for the pseudo measures (see
/// ink_weights()); H. Lu, A. C. Kot, Y. Q. Shi, "Distance-reciprocal distortion measure for binary
/// document images", IEEE Signal Processing Letters 11 (2004) 228-231. As in the contests' own
/// tool, DRD counts whole 8 x 8 blocks alone.
InkMeasures measure_ink(const MaskView& mask, const MaskView& truth);

}  // namespace inkline
