#pragma once

#include <opencv2/core.hpp>

#include <inkline/image/binarise.hpp>
#include <inkline/image/denoise.hpp>
#include <inkline/image/even_light.hpp>
#include <inkline/image/fade_ruling.hpp>

namespace inkline {

/// Settings of mark_ink(): those of its stages.
struct MarkInkParams {
  DenoiseParams denoise;
  EvenLightParams even_light;
  FadeParams fade;
  BinariseParams binarise;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What is ink in a picture.
struct MarkedInk {
  cv::Mat1b even;           ///< dark ink on even light, without faint ruling
  cv::Mat1b ink;            ///< ink 255 on 0
  double stroke_width = 0;  ///< pixels; 0 when there is no ink
  bool light_ink = false;   ///< the picture has light ink on dark
  cv::Mat1b faded;          ///< 255 where faint ruling was; empty when there is none
  Ruling dark;              ///< ruling as dark as writing, which is in `ink`
};

/// Separates ink from paper: denoise, even_light, fade_ruling, binarise, clean_ink.
///
/// @param grey  any size; left untouched
/// @return      pictures of the same size
/// @throws Error  Fault::usage, from params.check()
MarkedInk mark_ink(const cv::Mat1b& grey, const MarkInkParams& params = {});

}  // namespace inkline
