#pragma once

#include <span>
#include <string_view>

#include <opencv2/core.hpp>

namespace inkline {

/// How a glyph is described to the classifier.
enum class FeatureKind {
  pixels,    ///< the 32 x 32 grey values, 1024 numbers
  gradient,  ///< 8 directions x 8 x 8 cells of gradient and 16 x 16 grey values, 768 numbers
};

/// The name used in model files and on the command line; the inverse throws
/// Error(Fault::usage) naming the value when it knows no such kind.
std::string_view name_of(FeatureKind kind);
FeatureKind feature_kind_from(std::string_view name);

/// What is known of a glyph beyond its crop: size and place relative to the writing around it.
/// `c` and `C`, or comma and apostrophe, cannot be told apart without. Lengths are divided by the
/// median glyph height of the row.
struct GlyphContext {
  bool size_known = false;
  float height = 0;       ///< glyph height / median height of the row; above 0 when known
  float width = 0;        ///< glyph width / median height of the row; above 0 when known
  float low_height = 0;   ///< 20th percentile of the heights in the row / their median
  float high_height = 0;  ///< 80th percentile of the heights in the row / their median
  bool place_known = false;
  float top = 0;     ///< glyph top above the baseline, upwards positive
  float bottom = 0;  ///< glyph bottom above the baseline; negative for a descender
};

inline constexpr int kContextFeatures = 10;

/// Numbers in one feature vector: those of the crop, then kContextFeatures of the context.
int feature_count(FeatureKind kind);

/// Describes one glyph.
///
/// `gradient`: Sobel gradients, each split over the two nearest of 8 directions, pooled in 8 x 8
/// Gaussian-weighted cells at stride 4, square root; then the glyph shrunk to 16 x 16. Every part
/// is scaled to about [0, 1].
///
/// @param glyph   32 x 32, ink 255 on 0, as crop_glyph() makes them
/// @param vector  feature_count(kind) numbers, overwritten
///
/// Source: C.-L. Liu et al., "Handwritten digit recognition: benchmarking of state-of-the-art
/// techniques", Pattern Recognition 36 (2003) 2271-2285. We add the grey values and the context.
void describe_glyph(FeatureKind kind, const cv::Mat1b& glyph, const GlyphContext& context,
                    std::span<float> vector);

}  // namespace inkline
