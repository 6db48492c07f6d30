#include <inkline/training/hand.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::GlyphContext;
using inkline::GlyphExtent;
using inkline::HandSizes;
using inkline::Random;
using inkline::WrittenCharacter;

/// Capitals and digits of 100, small letters of 60, tall ones of 100, descenders of 90.
HandSizes neat_hand() {
  std::vector<WrittenCharacter> characters;
  for (char c = 'A'; c <= 'Z'; ++c) characters.push_back({c, 100, 80});
  for (char c = '0'; c <= '9'; ++c) characters.push_back({c, 100, 60});
  for (char c = 'a'; c <= 'z'; ++c) {
    const bool tall = std::string("bdfhkltij").find(c) != std::string::npos;
    const bool deep = std::string("gpqy").find(c) != std::string::npos;
    characters.push_back({c, tall ? 100.0F : deep ? 90.0F : 60.0F, 50});
  }
  characters.push_back({'.', 5, 5});
  return inkline::hand_sizes(characters);
}

constexpr inkline::ContextParams kAlways{1, 1};

/// Mean context of many rows.
GlyphContext mean_context(const GlyphExtent& glyph, const HandSizes& hand) {
  GlyphContext sum;
  constexpr int rounds = 400;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    Random random(seed);
    const GlyphContext context = inkline::simulated_context(glyph, hand, kAlways, random);
    REQUIRE(context.place_known);
    sum.height += context.height / rounds;
    sum.top += context.top / rounds;
    sum.bottom += context.bottom / rounds;
  }
  return sum;
}

TEST_SUITE("hand") {
  TEST_CASE("sizes come from the letters that have them") {
    const HandSizes hand = neat_hand();
    CHECK(hand.capital == 100);
    CHECK(hand.small == 60);
    const std::vector<WrittenCharacter> smalls{{'a', 50, 50}, {'e', 50, 50}};
    CHECK(inkline::hand_sizes(smalls).capital == doctest::Approx(80));
    CHECK(inkline::hand_sizes({}).capital == 1);
    CHECK(inkline::hand_sizes({}).small > 0);
  }

  TEST_CASE("a small c is smaller in its rows than a capital C in its own") {
    const HandSizes hand = neat_hand();
    const GlyphContext small = mean_context({'c', 68, 58, 8}, hand);
    const GlyphContext capital = mean_context({'C', 108, 88, 8}, hand);
    CHECK(small.height < 1.05F);
    CHECK(capital.height > small.height + 0.1F);
  }

  TEST_CASE("comma, apostrophe and hyphen stand at different heights") {
    const HandSizes hand = neat_hand();
    const GlyphContext comma = mean_context({',', 25, 10, 8}, hand);
    const GlyphContext apostrophe = mean_context({'\'', 25, 10, 8}, hand);
    const GlyphContext hyphen = mean_context({'-', 8, 40, 8}, hand);
    CHECK(comma.bottom < 0);
    CHECK(apostrophe.bottom > hyphen.top);
    CHECK(hyphen.bottom > comma.top);
  }

  TEST_CASE("descenders hang below the baseline and other letters stand on it") {
    const HandSizes hand = neat_hand();
    CHECK(inkline::usual_bottom('g', 90, hand) == doctest::Approx(-30));
    CHECK(inkline::usual_bottom('a', 60, hand) == 0);
    CHECK(inkline::usual_bottom('A', 100, hand) == 0);
  }

  TEST_CASE("context is unknown when it is not wanted or the hand has no row to offer") {
    Random random(1);
    CHECK_FALSE(
        inkline::simulated_context({'c', 60, 60, 8}, neat_hand(), {0, 1}, random).size_known);
    const GlyphContext size_alone =
        inkline::simulated_context({'c', 60, 60, 8}, neat_hand(), {1, 0}, random);
    CHECK(size_alone.size_known);
    CHECK_FALSE(size_alone.place_known);
    const HandSizes nobody = inkline::hand_sizes({});
    CHECK_FALSE(inkline::simulated_context({'c', 1, 1, 0}, nobody, kAlways, random).size_known);
  }

  TEST_CASE("a bad share is refused by name") {
    CHECK_THROWS_WITH_AS((inkline::ContextParams{0.5, 1.5}.check()),
                         doctest::Contains("context.place_share"), inkline::Error);
  }
}

}  // namespace
