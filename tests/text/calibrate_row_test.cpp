#include <inkline/text/calibrate_row.hpp>

#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::ConfidenceMap;
using inkline::RowCharacter;
using inkline::RowText;

RowCharacter character(const char* text, float confidence, float by_ink) {
  const float rest = (1 - confidence) / 2;
  return {text, 0, 1, confidence, {{text, confidence}, {"x", rest}, {"y", rest / 2}}, by_ink};
}

RowText some_row() {
  return {
      {character("a", 0.9F, 0.5F), character("b", 0.9F, 0.7F), character("c", 1, 0.9F)}, -1, -2};
}

/// Of the confidence, half.
ConfidenceMap halving() {
  return {{1, 0, 0}, {{-10, 0}, {10, 0.5}}};
}

TEST_SUITE("calibrate_row") {
  TEST_CASE("every character knows what its ink says, and what that of the row says on average") {
    const std::vector<inkline::Certainty> all = inkline::certainties_of(some_row());
    REQUIRE(all.size() == 3);
    CHECK(all[0].confidence == doctest::Approx(0.9));
    CHECK(all[0].by_ink == doctest::Approx(0.5));
    CHECK(all[2].by_ink == doctest::Approx(0.9));
    for (const inkline::Certainty& one : all) CHECK(one.row_by_ink == doctest::Approx(0.7));
    CHECK(inkline::certainties_of({}).empty());
  }

  TEST_CASE("the text stays, its confidences follow the map") {
    const RowText row = inkline::calibrated(some_row(), halving());
    CHECK(row.text() == "abc");
    CHECK(row.score == -2);
    CHECK(row.characters[0].confidence == doctest::Approx(0.25 + 0.5 * 2.197 / 20).epsilon(0.01));
    CHECK(row.characters[2].confidence == doctest::Approx(0.5));
  }

  TEST_CASE("other readings take what the chosen one loses, and the best stays first") {
    const RowText row = inkline::calibrated(some_row(), halving());
    const RowCharacter& b = row.characters[1];
    REQUIRE(b.guesses.size() == 3);
    CHECK(b.guesses[0].text == "x");
    CHECK(b.guesses[0].confidence == doctest::Approx((1 - b.confidence) / 2));
    CHECK(b.guesses[1].text == "b");
    CHECK(b.guesses[1].confidence == b.confidence);
    CHECK(b.guesses[2].confidence == doctest::Approx((1 - b.confidence) / 4));
    // A character that was certain leaves nothing to share out.
    CHECK(row.characters[2].guesses[1].confidence == 0);
  }

  TEST_CASE("an empty map and an empty row change nothing") {
    const RowText row = inkline::calibrated(some_row(), {});
    CHECK(row.characters[0].confidence == 0.9F);
    CHECK(row.characters[0].guesses[1].confidence == doctest::Approx(0.05));
    CHECK(inkline::calibrated({}, halving()).characters.empty());
  }
}

}  // namespace
