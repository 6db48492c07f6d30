#include <inkline/features/line_recogniser.hpp>

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::LineRecogniser;
using inkline::Matrix;
using inkline::Model;
using inkline::RowStrip;
using inkline::WeightFormat;

Model small_model() {
  Model model;
  model.name = "small";
  model.alphabet = {"a", "b", " ", ""};
  inkline::NetworkParams shape;
  shape.inputs = inkline::kStripFeatures;
  shape.hidden = inkline::layers_from("12@-3:3:2,8@-4:4:4");
  shape.classes = 4;
  model.network = inkline::rounded(inkline::make_network(shape, 1), WeightFormat::float16);
  inkline::describe_line_model({.spread = 4.5, .margin = 6}, model);
  return model;
}

std::vector<std::byte> bytes_of(const Model& model) {
  return inkline::write_model(model, WeightFormat::float16);
}

std::string refusal(const Model& model) {
  try {
    inkline::load_line_recogniser(bytes_of(model), "m");
  } catch (const inkline::Error& error) {
    CHECK(error.fault() == inkline::Fault::input);
    return error.what();
  }
  return "";
}

RowStrip strip_with_bar(int width, int bar) {
  RowStrip row;
  row.ink = cv::Mat1b(inkline::kStripHeight, width, uchar{0});
  row.ink(cv::Rect(bar, 6, 3, 20)).setTo(255);
  return row;
}

TEST_SUITE("line_recogniser") {
  TEST_CASE("a written model loads with its strip and blank, and answers its own samples") {
    const Model model = small_model();
    CHECK(model.samples.size() == 3);
    const LineRecogniser recogniser = inkline::load_line_recogniser(bytes_of(model), "m");
    CHECK(recogniser.strip.spread == 4.5);
    CHECK(recogniser.strip.margin == 6);
    CHECK(recogniser.strip.usual_slant == inkline::StripParams{}.usual_slant);
    CHECK(recogniser.blank == 3);
  }

  TEST_CASE("a model whose samples get another answer is refused") {
    Model model = small_model();
    model.network.layers[0].weight *= 1.5F;  // as if features or arithmetic had changed
    CHECK(refusal(model) == "m: does not answer its own samples as when it was made");
  }

  TEST_CASE("missing or wrong settings are refused by name") {
    Model model = small_model();
    model.settings.erase("kind");
    CHECK(refusal(model) == "m: lacks the setting 'kind'");
    model.settings["kind"] = std::string("words");
    CHECK(refusal(model) == "m: is no model that reads rows");
    model = small_model();
    for (const char* const spread : {"", "wide", "5px", "-1", "nan", "1e999"}) {
      CAPTURE(spread);
      model.settings["strip_spread"] = spread;
      CHECK(refusal(model).find("spread") != std::string::npos);
    }
    model = small_model();
    model.settings["strip_step"].assign(1, '3');
    CHECK(refusal(model) == "m: takes steps of another length");
    model = small_model();
    model.alphabet[3].assign(1, 'c');
    CHECK(refusal(model) == "m: the alphabet must have one blank");
  }

  TEST_CASE("a map of confidences travels with the file, and a wrong one is refused") {
    Model model = small_model();
    CHECK(inkline::load_line_recogniser(bytes_of(model), "m").confidences.is_empty());
    const inkline::ConfidenceMap map{{0.4, 0.2, 0.1}, {{-5, 0.1}, {5, 0.9}}};
    const std::vector<std::byte> with_map =
        inkline::with_settings(bytes_of(model), "m", inkline::settings_of(map));
    const LineRecogniser recogniser = inkline::load_line_recogniser(with_map, "m");
    CHECK(inkline::text_of(recogniser.confidences) == inkline::text_of(map));
    for (const auto& [key, value] : inkline::settings_of(map)) {
      model.settings[key] = value + "e9";
      CHECK(refusal(model) == "m: the map of confidences has a confidence that is not 0 to 1");
    }
  }

  TEST_CASE("a network that takes other numbers than a step has is refused") {
    Model model = small_model();
    inkline::NetworkParams shape;
    shape.inputs = 7;
    shape.classes = 4;
    model.network = inkline::make_network(shape, 1);
    CHECK(refusal(model) == "m: the network has 7 inputs, a step is described by 80");
  }

  TEST_CASE("a sample of another size is refused") {
    Model model = small_model();
    model.samples[1].input.pop_back();
    CHECK(refusal(model) == "m: holds a sample of another kind");
    model.samples[1].input.clear();
    CHECK(refusal(model) == "m: holds a sample of another kind");
    model.samples[1].input.assign(std::size_t{32} * 2048, 0);
    CHECK(refusal(model) == "m: holds a sample of another kind");
  }

  TEST_CASE("probabilities of a step sum to one, and rows answer as each alone") {
    const LineRecogniser recogniser = inkline::load_line_recogniser(bytes_of(small_model()), "m");
    std::vector<RowStrip> rows;
    for (int i = 0; i < 40; ++i) {
      if (i == 5) rows.emplace_back();  // no ink
      rows.push_back(strip_with_bar(60 + 17 * i, 7 + i));
    }
    rows.push_back(strip_with_bar(12'000, 4000));  // longer than what is read at once
    const std::vector<Matrix> all = inkline::line_log_probabilities(recogniser, rows);
    REQUIRE(all.size() == rows.size());
    CHECK(all[5].cols() == 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].ink.empty()) continue;
      CAPTURE(i);
      const std::vector<Matrix> alone =
          inkline::line_log_probabilities(recogniser, std::span(rows).subspan(i, 1));
      REQUIRE(all[i].cols() == inkline::strip_steps(rows[i].ink.cols));
      REQUIRE(alone.front().cols() == all[i].cols());
      CHECK((all[i] - alone.front()).cwiseAbs().maxCoeff() < 1e-3F);
      const auto sums = all[i].array().exp().colwise().sum();
      CHECK((sums - 1.0F).abs().maxCoeff() < 1e-4F);
    }
  }

  TEST_CASE("no rows give no answers") {
    const LineRecogniser recogniser = inkline::load_line_recogniser(bytes_of(small_model()), "m");
    CHECK(inkline::line_log_probabilities(recogniser, {}).empty());
    const std::array<RowStrip, 2> inkless{};
    CHECK(inkline::line_log_probabilities(recogniser, inkless).size() == 2);
  }
}

}  // namespace
