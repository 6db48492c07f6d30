#pragma once

#include <opencv2/core.hpp>

namespace inkline::tools {

/// What is done to pictures before they are read, to see whether the reader minds.
struct DistortParams {
  int turn = 0;     ///< degrees clockwise: 0, 90, 180 or 270
  double skew = 0;  ///< further degrees clockwise, -45 to 45
  /// Laid on a dark desk and seen from its foot: its head appears shorter by this share, 0 to 0.5.
  double perspective = 0;
  /// Seen from the left, so that rows draw together to the right, whose side appears shorter by
  /// this share; no edge of the sheet is seen. -0.7 to 0.7; below 0: seen from the right.
  double fan = 0;
  /// A page of a thick book, which rises to the gutter at its left: rows begin higher by this share
  /// of the width, and run level further on. -0.3 to 0.3.
  double curl = 0;
  double wave = 0;   ///< rows rise and fall by this share of the width, once; -0.2 to 0.2
  double slant = 0;  ///< degrees that upright strokes lean to the right, -50 to 50

  bool any() const;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The picture slanted, curled, waved, seen from its side, laid on a desk, turned, then tilted
/// about its middle, each on a canvas that holds all of it. What is beyond the sheet has the shade
/// of its paper; the corners of a tilted picture repeat its border's pixels.
cv::Mat distorted(const cv::Mat& picture, const DistortParams& params);

}  // namespace inkline::tools
