#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of faint_ink(). Depth is how much darker than paper something is; letters are those of
/// the ink that is beyond doubt.
struct FaintInkParams {
  double least_depth = 0.2;  ///< of a faint stroke, as a share of the depth of the ink; 0 to 1
  /// Share of a stroke's outline that is a sharp edge; 0 to 1.
  double least_outline = 0.7;
  /// An edge is sharp when its contrast, over the depth of what it surrounds, is at least so much
  /// of what it is with the ink; 0 to 2.
  double least_sharpness = 0.8;
  double least_width = 0.3;  ///< of a stroke, in stroke widths of the ink; 0 to 1
  double most_width = 1.7;   ///< likewise; at least 1
  double letter = 0.4;       ///< what is smaller than this many letter heights is no letter; 0 to 2
  double longest = 10;       ///< what is longer than this many is none either; at least 1
  /// Share of what looks like faint letters around each of them that has to be strokes; 0 to 1.
  double least_share = 0.5;
  int least_letters = 3;  ///< so many of them; 1 to 20
  double around = 3;      ///< how far that is looked at, letter heights; 1 to 50

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Tells pencil beside ink from all else that is as faint: strokes are about as wide as those of
/// the ink, and their outline is as sharp. What shows through from the other side is blurred by
/// the paper, a stain has one sharp side or none, and grain is smaller than letters. Where most of
/// what is faint fails, the rest is not trusted either.
///
/// @param even        dark ink on paper of shade kEvenPaper
/// @param contrast    range of shades around every pixel, from edge_thresholds()
/// @param ink         what is ink beyond doubt, 255 on 0
/// @param candidates  what may be faint ink, away from it
/// @return            those candidates that are faint ink
/// @throws Error      Fault::usage, from params.check()
cv::Mat1b faint_ink(const cv::Mat1b& even, const cv::Mat1b& contrast, const cv::Mat1b& ink,
                    const cv::Mat1b& candidates, const FaintInkParams& params = {});

}  // namespace inkline
