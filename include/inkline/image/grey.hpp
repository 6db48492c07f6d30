#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of to_grey(). Contrast is the difference to the paper nearby, as a share of the most
/// there can be in any channel.
struct GreyParams {
  bool by_colour = true;        ///< false always takes luminance
  int sampled = 320;            ///< longer side of the sample that is looked at; 50 to 2000
  double least_contrast = 0.3;  ///< of ink, in its best channel; above 0, to 1
  /// Ink is coloured when its luminance has less than this share of the contrast that its best
  /// channel has; 0 to 1.
  double most_luminance = 0.6;
  double least_coloured = 0.06;  ///< share of the ink that is coloured; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// How ink is best told from the paper of a picture.
enum class GreyKind {
  luminance,
  darkest,   ///< by the channel in which it is darkest: coloured ink on light paper
  lightest,  ///< by the channel in which it is lightest: coloured chalk on a board
};

/// The kind and what each channel is multiplied with, so that paper is white or black in all.
struct GreyChoice {
  GreyKind kind = GreyKind::luminance;
  cv::Vec3d factors = {1, 1, 1};  ///< blue, green, red
};

/// Looks at a sample of the pixels. The paper is the median of each block of them; blocks where it
/// changes, as at the edge of a sheet, are left out, and so is the desk.
///
/// @param picture  CV_8UC3 (BGR)
/// @param paper    255 where the picture shows paper, of any size; empty: everywhere
/// @throws Error   Fault::usage, from params.check()
GreyChoice choose_grey(const cv::Mat& picture, const GreyParams& params = {},
                       const cv::Mat1b& paper = {});

/// A picture in grey: its luminance, unless a good part of the ink is of colours that luminance
/// shows faintly, such as orange, yellow and light blue. Then every pixel has the shade of the
/// channel that differs most from paper, so that ink of any colour is dark (light on a board).
///
/// @param picture  CV_8UC1 or CV_8UC3 (BGR)
/// @param paper    as in choose_grey()
/// @return         the same size; shares the pixels of a picture that is grey already
/// @throws Error   Fault::usage for any other type, and from params.check()
cv::Mat1b to_grey(const cv::Mat& picture, const GreyParams& params = {},
                  const cv::Mat1b& paper = {});

}  // namespace inkline
