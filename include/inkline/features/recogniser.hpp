#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/features/glyph_features.hpp>
#include <inkline/image/glyph_crop.hpp>
#include <inkline/nn/model.hpp>

namespace inkline {

/// A model that can be asked about glyphs.
struct Recogniser {
  Model model;
  FeatureKind features = FeatureKind::gradient;
  GlyphCropParams crop;  ///< what the glyphs handed to classify() must be cropped with
};

/// What a probability of a sample may differ by at loading: levels of x86-64 add up in another
/// order, which moved no probability by more than 1e-4 in our tests.
inline constexpr float kSampleTolerance = 2e-3F;

/// A setting of a model; throws Error(Fault::input), naming `name` and the setting, where it lacks.
const std::string& setting_of(const Model& model, const char* key, const std::string& name);

/// Makes a recogniser of a model: takes features and crop from its settings, and asks its samples.
/// @throws Error  Fault::input, one line "NAME: reason", when settings are missing or wrong, the
///                network does not fit the features, or a sample gets another answer
Recogniser make_recogniser(Model model, const std::string& name);

/// read_model() and make_recogniser().
Recogniser load_recogniser(std::span<const std::byte> bytes, const std::string& name);

/// Writes `features` and `crop` into the settings of `model`, in the form that make_recogniser()
/// reads, and draws new samples with the answers of the network as it is.
void describe_model(FeatureKind features, const GlyphCropParams& crop, Model& model);

/// Describes glyphs, one a column: d x n.
Matrix describe_glyphs(FeatureKind features, std::span<const cv::Mat1b> glyphs,
                       std::span<const GlyphContext> contexts);

/// Class probabilities in the order of the alphabet, classes x n.
/// @param glyphs    n, each 32 x 32 and cropped with recogniser.crop
/// @param contexts  n
Matrix classify(const Recogniser& recogniser, std::span<const cv::Mat1b> glyphs,
                std::span<const GlyphContext> contexts);

}  // namespace inkline
