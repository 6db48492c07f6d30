#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/mark_ink.hpp>

namespace inkline::tools {

/// The shades up to which a method takes pixels for ink; where they differ from place to place,
/// those of the middle nine tenths of the ink.
struct ShadeRange {
  int least = 0;
  int most = 0;  ///< the same for a method with one threshold for the page
};

/// What one method takes for ink.
struct ThresholdTrial {
  InkMethod method = InkMethod::edges;
  std::optional<ShadeRange> threshold;  ///< nothing where the method finds none
  cv::Mat1b ink;                        ///< ink 255 on 0
};

/// Tries the seven methods with one threshold for the page, and the default last. The light is
/// evened and faint ruling faded once for all of them.
///
/// @param params  the method in it does not matter
/// @return        what mark_ink() takes for ink with each method
std::vector<ThresholdTrial> try_thresholds(const cv::Mat1b& grey, const MarkInkParams& params);

/// The picture and its trials in rows of three, reduced, with name and threshold under each.
///
/// @param picture  CV_8UC1 or CV_8UC3, not empty; the trials have its size
/// @return         CV_8UC3, at most 2400 pixels wide and 4000 high
///
/// The idea of such a sheet is that of try_all_threshold() in S. van der Walt et al.,
/// "scikit-image: image processing in Python", PeerJ 2 (2014) e453.
cv::Mat3b threshold_sheet(const cv::Mat& picture, const std::vector<ThresholdTrial>& trials);

}  // namespace inkline::tools
