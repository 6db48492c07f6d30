#include <inkline/text/doubt.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using namespace inkline;

Word word_of(const std::vector<Guess>& characters) {
  Word word;
  for (const Guess& guess : characters) {
    word.glyphs.push_back({{0, 0, 10, 10}, {guess, {"?", 0.01F}}});
    word.text += guess.text;
  }
  return word;
}

Page page_of(const std::vector<Word>& words) {
  Line line;
  line.words = words;
  for (const Word& word : words) line.text += (line.text.empty() ? "" : " ") + word.text;
  return {100, 50, {line}};
}

TEST_SUITE("doubt") {
  TEST_CASE("characters below the wanted confidence are replaced by the mark in all texts") {
    const Page page = page_of({word_of({{"a", 0.9F}, {"b", 0.4F}}), word_of({{"\xC3\xA4", 0.2F}})});
    const Page marked = with_doubt_marked(page, {0.5, "~"});
    CHECK(marked.lines[0].text == "a~ ~");
    CHECK(marked.lines[0].words[0].text == "a~");
    CHECK(marked.lines[0].words[1].text == "~");
  }

  TEST_CASE("guesses and confidences stay as they were") {
    const Page marked = with_doubt_marked(page_of({word_of({{"b", 0.4F}})}), {0.5, "~"});
    const Glyph& glyph = marked.lines[0].words[0].glyphs[0];
    CHECK(glyph.guesses[0].text == "b");
    CHECK(glyph.guesses[0].confidence == 0.4F);
    CHECK(glyph.guesses.size() == 2);
  }

  TEST_CASE("a character exactly as sure as wanted is kept") {
    CHECK(with_doubt_marked(page_of({word_of({{"b", 0.5F}})}), {0.5, "~"}).lines[0].text == "b");
  }

  TEST_CASE("without a wanted confidence nothing changes") {
    const Page page = page_of({word_of({{"b", 0.0F}})});
    CHECK(with_doubt_marked(page, {}).lines[0].text == "b");
  }

  TEST_CASE("a mark may be empty or several characters long, but holds no control characters") {
    const Page page = page_of({word_of({{"a", 0.9F}, {"b", 0.4F}})});
    CHECK(with_doubt_marked(page, {0.5, ""}).lines[0].text == "a");
    CHECK(with_doubt_marked(page, {0.5, "[?]"}).lines[0].text == "a[?]");
    CHECK_THROWS_AS(with_doubt_marked(page, {0.5, "\n"}), Error);
    CHECK_THROWS_WITH_AS(with_doubt_marked(page, {1.5, "~"}),
                         doctest::Contains("reject must be 0 to 1"), Error);
  }
}

}  // namespace
