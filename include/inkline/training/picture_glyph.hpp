#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Which shade of a picture is writing.
enum class Polarity {
  dark_ink,   ///< dark writing on light paper
  light_ink,  ///< light writing on dark ground, as in MNIST
};

/// How strongly a picture of one character speaks for light ink: the share of its border that is
/// dark, less the share that is light, since writing seldom covers the border; -1 to 1. A set adds
/// up the votes of its pictures. Where light ends is found by Otsu's threshold.
double light_ink_vote(const cv::Mat1b& grey);

/// The ink of a picture of one character, 255 on 0, ready for crop_glyph().
///
/// Small pictures are enlarged smoothly before they are cut at Otsu's threshold, as they would else
/// show stairs that a page never has.
///
/// @param grey  any size; left untouched
/// @return      empty when `grey` is; all 0 when it has one shade only
cv::Mat1b ink_of_picture(const cv::Mat1b& grey, Polarity polarity);

}  // namespace inkline
