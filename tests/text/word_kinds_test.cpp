#include <inkline/text/word_kinds.hpp>

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Glyph;
using inkline::Guess;
using inkline::Line;
using inkline::Word;

/// A character the classifier is sure of.
Glyph clear(char c) {
  return {{}, {{std::string(1, c), 0.95F}, {"x", 0.01F}}};
}

/// A character that could be any of `looks`, the first a little likelier than the others.
Glyph unclear(const std::string& looks) {
  Glyph glyph;
  float confidence = 0.4F;
  for (const char c : looks) {
    glyph.guesses.push_back({std::string(1, c), confidence});
    confidence *= 0.7F;
  }
  return glyph;
}

Word word_of(std::vector<Glyph> glyphs) {
  Word word;
  word.glyphs = std::move(glyphs);
  return word;
}

Word clear_word(const std::string& text) {
  Word word;
  for (const char c : text) word.glyphs.push_back(clear(c));
  return word;
}

std::string settled(std::vector<Word> words) {
  Line line;
  line.words = std::move(words);
  return inkline::settle_word_kinds({line}).front().text;
}

TEST_SUITE("word kinds") {
  TEST_CASE("a look-alike is read as what its word is made of") {
    CHECK(settled({word_of({clear('2'), clear('7'), unclear("OoD0")})}) == "270");
    CHECK(settled({word_of({clear('B'), clear('R'), unclear("0oO"), clear('W')})}) == "BROW");
    CHECK(settled({word_of({clear('b'), clear('r'), unclear("0Oo"), clear('w')})}) == "brow");
    CHECK(settled({word_of({unclear("|lI1"), clear('9'), clear('4')})}) == "194");
  }

  TEST_CASE("a capital may stand first in a word of small letters") {
    CHECK(settled({word_of({unclear("sS"), clear('u'), clear('n')}), clear_word("is"),
                   clear_word("out")}) == "sun is out");
    CHECK(settled({word_of({clear('T'), unclear("OoD0"), clear('m')})}) == "Tom");
  }

  TEST_CASE("a single letter goes with the rest of the page") {
    const Word lone = word_of({unclear("oO0")});
    CHECK(settled({clear_word("GIVE"), clear_word("ME"), clear_word("SOME"), lone}).back() == 'O');
    CHECK(settled({clear_word("12"), clear_word("95"), clear_word("730"), clear_word("44"),
                   clear_word("81"), clear_word("5210"), clear_word("63"), clear_word("47"),
                   clear_word("99"), lone})
              .back() == '0');
  }

  TEST_CASE("what the ink says clearly stays, also in odd company: codes, names, prices") {
    for (const std::string text : {"A7K-204", "McKay", "$3.50", "b2b", "iPad", "x=4"}) {
      CAPTURE(text);
      CHECK(settled({clear_word("some"), clear_word("note"), clear_word(text)}) ==
            "some note " + text);
    }
  }

  TEST_CASE("confidences of a character add up to what they did, the best guess first") {
    Line line;
    line.words = {word_of({clear('2'), unclear("OoD0")})};
    const Line after = inkline::settle_word_kinds({line}).front();
    const std::vector<Guess>& guesses = after.words[0].glyphs[1].guesses;
    float sum = 0;
    for (const Guess& guess : guesses) sum += guess.confidence;
    CHECK(sum == doctest::Approx(0.4 * (1 + 0.7 + 0.49 + 0.343)));
    for (std::size_t i = 1; i < guesses.size(); ++i) {
      CHECK(guesses[i - 1].confidence >= guesses[i].confidence);
    }
    CHECK(after.confidence ==
          doctest::Approx((after.words[0].glyphs[0].guesses[0].confidence + guesses[0].confidence) /
                          2));
  }

  TEST_CASE("without trust nothing changes, and no lines are no special case") {
    Line line;
    line.words = {word_of({clear('2'), unclear("OoD0")})};
    CHECK(inkline::settle_word_kinds({line}, {.trust = 0}).front().text == "2O");
    CHECK(inkline::settle_word_kinds({}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::settle_word_kinds({}, {.prior_words = 0}),
                         doctest::Contains("word_kinds.prior_words"), inkline::Error);
  }
}

}  // namespace
