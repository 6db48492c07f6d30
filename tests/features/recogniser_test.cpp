#include <inkline/features/recogniser.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::FeatureKind;
using inkline::GlyphContext;
using inkline::Model;
using inkline::Recogniser;
using inkline::WeightFormat;

Model small_model(FeatureKind features = FeatureKind::gradient) {
  Model model;
  model.name = "small";
  model.alphabet = {"a", "b", ""};
  inkline::NetworkParams shape;
  shape.inputs = inkline::feature_count(features);
  shape.hidden = {20};
  shape.classes = 3;
  model.network = inkline::rounded(inkline::make_network(shape, 1), WeightFormat::float16);
  inkline::describe_model(features, {.margin = 3}, model);
  return model;
}

std::string refusal(const Model& model) {
  try {
    inkline::load_recogniser(inkline::write_model(model, WeightFormat::float16), "m");
  } catch (const inkline::Error& error) {
    CHECK(error.fault() == inkline::Fault::input);
    return error.what();
  }
  return "";
}

TEST_CASE("a written model loads with its features and crop, and answers its own samples") {
  for (const FeatureKind kind : {FeatureKind::pixels, FeatureKind::gradient}) {
    const Model model = small_model(kind);
    CHECK(model.samples.size() == 4);
    const Recogniser recogniser =
        inkline::load_recogniser(inkline::write_model(model, WeightFormat::float16), "m");
    CHECK(recogniser.features == kind);
    CHECK(recogniser.crop.margin == 3);
  }
}

TEST_CASE("a model whose samples get another answer is refused") {
  Model model = small_model();
  model.network.layers[0].weight *= 1.5F;  // as if features or arithmetic had changed
  CHECK(refusal(model) == "m: does not answer its own samples as when it was made");
}

TEST_CASE("missing or wrong settings are refused by name") {
  Model model = small_model();
  model.settings.erase("features");
  CHECK(refusal(model) == "m: lacks the setting 'features'");
  model.settings["features"] = "hog";
  CHECK(refusal(model).find("'hog'") != std::string::npos);
  model = small_model();
  for (const char* margin : {"13", "-1", "2px", ""}) {
    model.settings["glyph_margin"] = margin;
    CHECK(refusal(model).find("glyph_margin") != std::string::npos);
  }
  model = small_model();
  model.settings["features"] = "pixels";
  CHECK(refusal(model).find("inputs") != std::string::npos);
}

TEST_CASE("a sample of another length is refused") {
  Model model = small_model();
  model.samples[1].input.pop_back();
  CHECK(refusal(model) == "m: ends too early");
  model = small_model();
  model.samples[1].input.push_back(0);
  CHECK(refusal(model) == "m: holds a sample of another kind");
}

TEST_CASE("probabilities sum to one for every glyph, and many glyphs answer as each alone") {
  const Recogniser recogniser =
      inkline::load_recogniser(inkline::write_model(small_model(), WeightFormat::float16), "m");
  std::vector<cv::Mat1b> glyphs;
  for (int i = 0; i < 300; ++i) {
    glyphs.emplace_back(32, 32, uchar{0});
    glyphs.back()(cv::Rect(i % 20, i % 7, 5 + i % 4, 20)).setTo(255);
  }
  const std::vector<GlyphContext> contexts(glyphs.size());
  const inkline::Matrix all = inkline::classify(recogniser, glyphs, contexts);
  CHECK(all.cols() == 300);
  CHECK(((all.colwise().sum().array() - 1).abs() < 1e-5F).all());
  const inkline::Matrix last = inkline::classify(recogniser, std::span(glyphs).subspan(299, 1),
                                                 std::span(contexts).subspan(299, 1));
  CHECK(last.isApprox(all.col(299), 1e-4F));
}

TEST_CASE("no glyphs have no answers") {
  const Recogniser recogniser = inkline::make_recogniser(small_model(), "m");
  CHECK(inkline::classify(recogniser, {}, {}).cols() == 0);
}

}  // namespace
