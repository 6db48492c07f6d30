#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of binarise(). Shades are those of an evened page, paper at kEvenPaper.
struct BinariseParams {
  /// Otsu's threshold moves by this share of the distance between the mean shades of ink and
  /// paper; above 0 makes strokes thicker; -0.4 to 0.4.
  double bias = 0.1;
  /// Ink has to be darker than paper by this share of the paper's shade, or the page is blank;
  /// 0 to 0.9.
  double least_contrast = 0.12;
  /// ... and by this many standard deviations of the paper's own grain; 0 to 100.
  double least_contrast_in_grain = 4.0;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Separates ink from paper by one threshold over a page of even light. Of the thresholds Otsu's
/// criterion is computed for only shades up to a little above the paper count, so that specular
/// highlights do not shift it.
///
/// @param even  dark ink on paper of shade kEvenPaper, from even_light(); left untouched
/// @return      the same size, ink 255 on 0; no ink at all on a page without contrast
/// @throws Error  Fault::usage, from params.check()
///
/// Source: N. Otsu, "A threshold selection method from gray-level histograms", IEEE Transactions
/// on Systems, Man and Cybernetics 9 (1979) 62-66.
cv::Mat1b binarise(const cv::Mat1b& even, const BinariseParams& params = {});

}  // namespace inkline
