#include <inkline/evaluation/fit_confidence_map.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/evaluation/calibration.hpp>

namespace {

using inkline::Certainty;
using inkline::ConfidenceMap;
using inkline::JudgedCertainty;

/// Of a reader whose language makes it sure of what the ink does not show: right as often as the
/// square of what the ink says, whatever its confidence.
std::vector<JudgedCertainty> answers_of_a_dreamer(std::size_t count, std::uint64_t seed) {
  inkline::Random random(seed);
  std::vector<JudgedCertainty> answers;
  for (std::size_t i = 0; i < count; ++i) {
    const double ink = random.unit();
    const double confidence = 1 - 0.2 * random.unit() * (1 - ink);
    answers.push_back({{confidence, ink, 0.5}, random.unit() < ink * ink});
  }
  return answers;
}

double error_of(const std::vector<JudgedCertainty>& answers, const ConfidenceMap& map) {
  std::vector<inkline::JudgedAnswer> judged;
  for (const JudgedCertainty& a : answers) judged.push_back({map(a.certainty), a.is_right});
  return inkline::expected_calibration_error(inkline::reliability(judged, 10));
}

TEST_SUITE("fit_confidence_map") {
  TEST_CASE("confidences come true on answers that the map was not fitted on") {
    const ConfidenceMap map = inkline::fit_confidence_map(answers_of_a_dreamer(20'000, 1));
    const std::vector<JudgedCertainty> others = answers_of_a_dreamer(20'000, 2);
    CHECK(error_of(others, {}) > 0.5);
    CHECK(error_of(others, map) < 0.02);
  }

  TEST_CASE("a fitted map can be written and read, and rises") {
    for (const std::size_t count : {500U, 3'000U}) {
      const ConfidenceMap map = inkline::fit_confidence_map(answers_of_a_dreamer(count, 3));
      CHECK(map.knots.size() >= 3);
      const std::string text = inkline::text_of(map);
      CHECK(text.size() < 4096);  // what a setting of a model may be long
      CHECK(inkline::text_of(inkline::confidence_map_from(text, "m")) == text);
    }
  }

  TEST_CASE("an input that speaks against the answer is left out, not turned round") {
    inkline::Random random(4);
    std::vector<JudgedCertainty> answers;
    for (int i = 0; i < 5000; ++i) {
      const double p = random.unit();
      const bool is_right = random.unit() < p;
      answers.push_back({{p, is_right ? 0.4 : 0.6, random.unit()}, is_right});
    }
    const ConfidenceMap map = inkline::fit_confidence_map(answers);
    CHECK(map.weights[0] > 0.5);
    CHECK(map.weights[1] == 0);
    CHECK(map.weights[2] < 0.1);
  }

  TEST_CASE("certainty that says nothing gives every answer about the share of right ones") {
    std::vector<JudgedCertainty> answers;
    for (int i = 0; i < 1000; ++i) answers.push_back({{1, 1, 1}, i % 4 != 0});
    const ConfidenceMap map = inkline::fit_confidence_map(answers);
    inkline::confidence_map_from(inkline::text_of(map), "m");
    CHECK(map({1, 1, 1}) == doctest::Approx(0.75).epsilon(0.02));
    CHECK(map({0.01, 0.5, 0.5}) < 0.75);
  }

  TEST_CASE(
      "readers that are nearly always right keep a line that rises and ends below certainty") {
    std::vector<JudgedCertainty> answers = answers_of_a_dreamer(20'000, 5);
    for (JudgedCertainty& answer : answers) answer.is_right = true;
    for (std::size_t i = 0; i < answers.size(); i += 5000) answers[i].is_right = false;
    const ConfidenceMap map = inkline::fit_confidence_map(answers);
    inkline::confidence_map_from(inkline::text_of(map), "m");
    CHECK(map({1, 1, 1}) <= 1);
    CHECK(map({0.99, 0.99, 0.99}) > 0.99);
  }

  TEST_CASE("too few answers, and answers of one kind, are refused") {
    const auto refuses = [](const std::vector<JudgedCertainty>& answers) {
      try {
        inkline::fit_confidence_map(answers);
      } catch (const inkline::Error& error) {
        return error.fault() == inkline::Fault::input;
      }
      return false;
    };
    CHECK(refuses({}));
    CHECK(refuses(answers_of_a_dreamer(499, 6)));
    CHECK(refuses(std::vector<JudgedCertainty>(600, {{0.5, 0.5, 0.5}, true})));
    CHECK(refuses(std::vector<JudgedCertainty>(600, {{0.5, 0.5, 0.5}, false})));
  }

  TEST_CASE("settings out of bounds are named") {
    inkline::ConfidenceFitParams params;
    params.most_groups = 63;
    CHECK_THROWS_WITH_AS(params.check(), "confidence_fit.most_groups must be 1 to 62, got 63",
                         inkline::Error);
  }
}

}  // namespace
