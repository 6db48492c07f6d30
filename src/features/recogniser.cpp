#include <inkline/features/recogniser.hpp>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr const char* kFeaturesSetting = "features";
constexpr const char* kMarginSetting = "glyph_margin";
constexpr std::size_t kGlyphBytes = std::size_t{kGlyphSize} * kGlyphSize;
constexpr std::size_t kBatch = 256;  // glyphs described at once; bounds the memory of a page

struct Shape {
  cv::Mat1b glyph;
  GlyphContext context;
};

/// Plain shapes with different contexts, so that the samples exercise every feature.
std::vector<Shape> sample_shapes() {
  std::vector<Shape> shapes;
  const auto blank = [] { return cv::Mat1b(kGlyphSize, kGlyphSize, uchar{0}); };
  cv::Mat1b bar = blank();
  bar(cv::Rect(14, 2, 5, 28)).setTo(255);
  shapes.push_back({bar, {}});

  cv::Mat1b ring = blank();
  cv::Mat1b cross = blank();
  for (int y = 0; y < kGlyphSize; ++y) {
    for (int x = 0; x < kGlyphSize; ++x) {
      const double from_middle = std::hypot(x - 15.5, y - 15.5);
      // Grey over one pixel on both sides of the stroke.
      ring(y, x) = cv::saturate_cast<uchar>(255 * (3.0 - std::abs(from_middle - 11.5)));
      const int from_diagonal = std::min(std::abs(x - y), std::abs(x + y - 31));
      const bool inside = x >= 2 && x < 30 && y >= 2 && y < 30;
      if (inside) cross(y, x) = cv::saturate_cast<uchar>(255 * (3.5 - from_diagonal));
    }
  }
  GlyphContext small;
  small.size_known = true;
  small.height = 0.7F;
  small.width = 0.6F;
  small.low_height = 0.8F;
  small.high_height = 1.4F;
  shapes.push_back({ring, small});
  GlyphContext large = small;
  large.height = 1.4F;
  large.width = 1.1F;
  large.place_known = true;
  large.top = 1.4F;
  large.bottom = 0;
  shapes.push_back({cross, large});

  cv::Mat1b hook = blank();
  hook(cv::Rect(8, 2, 5, 28)).setTo(180);
  hook(cv::Rect(8, 25, 16, 5)).setTo(255);
  shapes.push_back({hook, large});
  return shapes;
}

std::vector<std::uint8_t> bytes_of(const Shape& shape) {
  std::vector<std::uint8_t> bytes;
  for (int y = 0; y < kGlyphSize; ++y) {
    bytes.insert(bytes.end(), shape.glyph.ptr(y), shape.glyph.ptr(y) + kGlyphSize);
  }
  ByteWriter out;
  const GlyphContext& c = shape.context;
  out.u8(c.size_known ? 1 : 0);
  out.u8(c.place_known ? 1 : 0);
  out.floats(std::vector{c.height, c.width, c.low_height, c.high_height, c.top, c.bottom});
  for (const std::byte byte : out.written()) bytes.push_back(std::to_integer<std::uint8_t>(byte));
  return bytes;
}

Shape shape_from(std::span<const std::uint8_t> bytes, const std::string& name) {
  ByteReader in(std::as_bytes(bytes), name);
  const std::span<const std::byte> pixels = in.bytes(kGlyphBytes);
  Shape shape{cv::Mat1b(kGlyphSize, kGlyphSize), {}};
  std::transform(pixels.begin(), pixels.end(), shape.glyph.begin(),
                 [](std::byte pixel) { return std::to_integer<uchar>(pixel); });
  GlyphContext& c = shape.context;
  c.size_known = in.u8() != 0;
  c.place_known = in.u8() != 0;
  for (float* value : {&c.height, &c.width, &c.low_height, &c.high_height, &c.top, &c.bottom}) {
    *value = in.f32();
  }
  if (in.left() != 0) in.fail("holds a sample of another kind");
  return shape;
}

FeatureKind features_of(const Model& model, const std::string& name) try {
  return feature_kind_from(setting_of(model, kFeaturesSetting, name));
} catch (const Error& error) {
  if (error.fault() == Fault::input) throw;
  throw Error(Fault::input, name + ": " + error.what());
}

GlyphCropParams crop_of(const Model& model, const std::string& name) {
  const std::string& text = setting_of(model, kMarginSetting, name);
  GlyphCropParams crop;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), crop.margin);
  const bool whole = fault == std::errc{} && end == text.data() + text.size();
  if (!whole || crop.margin < 0 || crop.margin > 12) {
    throw Error(Fault::input,
                name + ": the setting 'glyph_margin' must be 0 to 12, got '" + text + "'");
  }
  return crop;
}

void verify_samples(const Recogniser& recogniser, const std::string& name) {
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
  for (const ModelSample& sample : recogniser.model.samples) {
    const Shape shape = shape_from(sample.input, name);
    glyphs.push_back(shape.glyph);
    contexts.push_back(shape.context);
  }
  const Matrix probabilities = classify(recogniser, glyphs, contexts);
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const std::vector<float>& expected = recogniser.model.samples[i].probabilities;
    for (std::size_t k = 0; k < expected.size(); ++k) {
      const float got = probabilities(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(i));
      // Written so that a NaN on either side fails.
      if (!(std::abs(got - expected[k]) <= kSampleTolerance)) {
        throw Error(Fault::input, name + ": does not answer its own samples as when it was made");
      }
    }
  }
}

}  // namespace

const std::string& setting_of(const Model& model, const char* key, const std::string& name) {
  const auto found = model.settings.find(key);
  if (found == model.settings.end()) {
    throw Error(Fault::input, name + ": lacks the setting '" + key + "'");
  }
  return found->second;
}

Recogniser make_recogniser(Model model, const std::string& name) {
  Recogniser recogniser;
  recogniser.features = features_of(model, name);
  recogniser.crop = crop_of(model, name);
  if (model.network.inputs() != feature_count(recogniser.features)) {
    throw Error(Fault::input, name + ": the network has " + std::to_string(model.network.inputs()) +
                                  " inputs, the features '" +
                                  std::string(name_of(recogniser.features)) + "' are " +
                                  std::to_string(feature_count(recogniser.features)));
  }
  recogniser.model = std::move(model);
  verify_samples(recogniser, name);
  return recogniser;
}

Recogniser load_recogniser(std::span<const std::byte> bytes, const std::string& name) {
  return make_recogniser(read_model(bytes, name), name);
}

void describe_model(FeatureKind features, const GlyphCropParams& crop, Model& model) {
  crop.check();
  model.settings[kFeaturesSetting] = name_of(features);
  model.settings[kMarginSetting] = std::to_string(crop.margin);
  model.samples.clear();
  for (const Shape& shape : sample_shapes()) {
    const Matrix answer = classify(
        model.network,
        describe_glyphs(features, std::span(&shape.glyph, 1), std::span(&shape.context, 1)));
    model.samples.push_back({bytes_of(shape), {answer.data(), answer.data() + answer.size()}});
  }
}

Matrix describe_glyphs(FeatureKind features, std::span<const cv::Mat1b> glyphs,
                       std::span<const GlyphContext> contexts) {
  assert(glyphs.size() == contexts.size());
  const auto count = static_cast<std::size_t>(feature_count(features));
  Matrix described(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(glyphs.size()));
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    describe_glyph(features, glyphs[i], contexts[i],
                   {described.col(static_cast<Eigen::Index>(i)).data(), count});
  }
  return described;
}

Matrix classify(const Recogniser& recogniser, std::span<const cv::Mat1b> glyphs,
                std::span<const GlyphContext> contexts) {
  const Network& net = recogniser.model.network;
  Matrix probabilities(net.classes(), static_cast<Eigen::Index>(glyphs.size()));
  for (std::size_t begin = 0; begin < glyphs.size(); begin += kBatch) {
    const std::size_t count = std::min(kBatch, glyphs.size() - begin);
    const Matrix described = describe_glyphs(recogniser.features, glyphs.subspan(begin, count),
                                             contexts.subspan(begin, count));
    probabilities.middleCols(static_cast<Eigen::Index>(begin), static_cast<Eigen::Index>(count)) =
        classify(net, described);
  }
  return probabilities;
}

}  // namespace inkline
