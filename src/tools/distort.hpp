#pragma once

#include <opencv2/core.hpp>

namespace inkline::tools {

/// What is done to pictures before they are read, to see whether the reader minds.
struct DistortParams {
  int turn = 0;     ///< degrees clockwise: 0, 90, 180 or 270
  double skew = 0;  ///< further degrees clockwise, -45 to 45
  /// Laid on a dark desk and seen from its foot: its head appears shorter by this share, 0 to 0.5.
  double perspective = 0;

  bool any() const { return turn != 0 || skew != 0 || perspective != 0; }

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The picture laid on a desk, turned, then tilted about its middle on a canvas that holds all of
/// it; the corners repeat the border's pixels.
cv::Mat distorted(const cv::Mat& picture, const DistortParams& params);

}  // namespace inkline::tools
