#pragma once

#include <opencv2/core.hpp>

namespace inkline {

inline constexpr int kGlyphSize = 32;  ///< rows and columns of every glyph

/// Settings of crop_glyph(). A model stores those it was trained with.
struct GlyphCropParams {
  int margin = 2;  ///< empty pixels kept on every side of the glyph; 0 to 12

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Scales the ink of one character to fit a 32 x 32 picture, its aspect kept and centred by its
/// bounding box. Training and reading both go through this function, so that the classifier
/// meets on a page what it met in training.
///
/// Shrinking averages over area, enlarging is cubic; both give grey edges.
///
/// @param ink  any size, ink 255 on 0 (grey edges allowed); its outer empty rows and columns do
///             not count; left untouched
/// @return     32 x 32, ink 255 on 0; all 0 when there is no ink
/// @throws Error  Fault::usage, from params.check()
cv::Mat1b crop_glyph(const cv::Mat1b& ink, const GlyphCropParams& params = {});

}  // namespace inkline
