#pragma once

#include <opencv2/core.hpp>

#include <inkline/image/ink_method.hpp>

namespace inkline {

/// Settings of local_threshold(); the defaults are those of the papers, but for sauvola_k, for
/// which 0.5 was given and 0.2 is what handwriting needs.
struct LocalThresholdParams {
  double window = 8.0;      ///< side of the neighbourhood, in stroke widths; 1 to 100
  double niblack_k = -0.2;  ///< deviations above the mean; -2 to 2
  double sauvola_k = 0.2;   ///< 0 to 1
  double wolf_k = 0.5;      ///< 0 to 1
  double su_window = 4.0;   ///< the same as window, for su; 1 to 100

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Ink by a threshold for each pixel from the shades around it.
///
/// Sources:
/// - niblack: W. Niblack, "An introduction to digital image processing", 1986, 115-116.
/// - sauvola: J. Sauvola, M. Pietikäinen, "Adaptive document image binarization", Pattern
///   Recognition 33 (2000) 225-236, with R = 128.
/// - wolf: C. Wolf, J.-M. Jolion, "Extraction and recognition of artificial text in multimedia
///   documents", Pattern Analysis and Applications 6 (2004) 309-326.
/// - su: B. Su, S. Lu, C. L. Tan, "Robust document image binarization technique for degraded
///   document images", IEEE Transactions on Image Processing 22 (2013) 1408-1417, without the last
///   step that mends edges; the mixture of contrasts with gamma = 1.
///
/// @param grey          dark ink on light; left untouched
/// @param stroke_width  pixels, as by stroke_width(); below 1 counts as 1
/// @param method        one of the four; another is a defect
/// @return              the same size, ink 255 on 0
/// @throws Error        Fault::usage, from params.check()
cv::Mat1b local_threshold(const cv::Mat1b& grey, double stroke_width, InkMethod method,
                          const LocalThresholdParams& params = {});

}  // namespace inkline
