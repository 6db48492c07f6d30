#include <inkline/base/confidence_map.hpp>

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Certainty;
using inkline::ConfidenceMap;

ConfidenceMap some_map() {
  return {{0.5, 0.25, 0.25}, {{-10, 0.01}, {-1, 0.3}, {0.5, 0.31}, {4, 0.9}, {10, 0.999}}};
}

std::string refusal(const std::string& text) {
  try {
    inkline::confidence_map_from(text, "m");
  } catch (const inkline::Error& error) {
    CHECK(error.fault() == inkline::Fault::input);
    return error.what();
  }
  return "";
}

TEST_SUITE("confidence_map") {
  TEST_CASE("a map without knots changes nothing") {
    for (const double p : {0.0, 0.2, 0.7, 1.0}) CHECK(ConfidenceMap{}({p, 0.1, 0.9}) == p);
  }

  TEST_CASE("between two knots the confidence is on the straight line, beyond the last as there") {
    const ConfidenceMap map{{1, 0, 0}, {{-1, 0.2}, {1, 0.8}}};
    CHECK(map({0.5, 0, 0}) == doctest::Approx(0.5));
    CHECK(map({0.01, 1, 1}) == doctest::Approx(0.2));
    CHECK(map({0.99, 0, 0}) == doctest::Approx(0.8));
  }

  TEST_CASE("more certainty in any way never lowers the confidence") {
    const ConfidenceMap map = some_map();
    const auto grid = {0.0, 0.001, 0.1, 0.4, 0.5, 0.8, 0.99, 0.9999, 1.0};
    for (const double a : grid) {
      for (const double b : grid) {
        CHECK(map({a, 0.4, b}) <= map({a + 0.03, 0.4, b}));
        CHECK(map({0.4, a, b}) <= map({0.4, a + 0.03, b}));
        CHECK(map({b, 0.4, a}) <= map({b, 0.4, a + 0.03}));
      }
    }
    // and within the reach of the knots raises it
    CHECK(map({0.5, 0.5, 0.5}) < map({0.51, 0.5, 0.5}));
  }

  TEST_CASE("what is no probability gives a confidence all the same") {
    const ConfidenceMap map = some_map();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double p : {-1.0, 2.0, nan, std::numeric_limits<double>::infinity()}) {
      const double confidence = map({p, p, p});
      CHECK(confidence >= 0);
      CHECK(confidence <= 1);
    }
  }

  TEST_CASE("a map reads back as it was written") {
    const ConfidenceMap map = some_map();
    const std::string text = inkline::text_of(map);
    CHECK(text == "0.5 0.25 0.25 -10:0.01 -1:0.3 0.5:0.31 4:0.9 10:0.999");
    const ConfidenceMap read = inkline::confidence_map_from(text, "m");
    CHECK(inkline::text_of(read) == text);
    CHECK(read({0.3, 0.7, 0.2}) == map({0.3, 0.7, 0.2}));
    CHECK(inkline::confidence_map_from("1 0 0", "m").is_empty());
  }

  TEST_CASE("a text of another form is refused with the reason") {
    CHECK(refusal("") == "m: the map of confidences holds something that is no number");
    CHECK(refusal("1 2") == "m: the map of confidences lacks ' ' between two numbers");
    CHECK(refusal("1 x 2") == "m: the map of confidences holds something that is no number");
    CHECK(refusal("1 nan 2") == "m: the map of confidences holds something that is no number");
    CHECK(refusal("1 1e999 2") == "m: the map of confidences holds something that is no number");
    CHECK(refusal("1 -1 2") == "m: the map of confidences has a weight that is not 0 to 100");
    CHECK(refusal("1 1 2 3") == "m: the map of confidences lacks ':' between two numbers");
    CHECK(refusal("1 1 2 ") == "m: the map of confidences holds something that is no number");
    CHECK(refusal("1 1 2 3:1.5") ==
          "m: the map of confidences has a confidence that is not 0 to 1");
    CHECK(refusal("1 1 2 3:0.5 4:0.5") == "m: the map of confidences does not rise");
    CHECK(refusal("1 1 2 3:0.5 3:0.6") == "m: the map of confidences does not rise");
    std::string many = "1 1 2";
    for (int i = 0; i < 65; ++i) {
      many += ' ';
      many += std::to_string(i);
      many += ":0.";
      many += std::to_string(100 + i);
    }
    CHECK(refusal(many) == "m: the map of confidences has more than 64 knots");
  }
}

}  // namespace
