#include <inkline/text/word_list.hpp>

#include <span>
#include <string>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/base/utf8.hpp>

namespace {

using inkline::Error;
using inkline::WordList;

WordList list_of(const std::string& text) {
  return inkline::read_word_list(std::as_bytes(std::span(text)), "words");
}

/// Of the word among all of the list.
float share_of(const WordList& list, const std::string& word) {
  float share = 1;
  std::uint32_t node = WordList::kRoot;
  for (const std::string& character : inkline::code_points(word)) {
    const std::uint32_t next = list.after(node, list.symbol_of(character));
    if (next == WordList::kNone) return 0;
    share *= list.probability(node, next);
    node = next;
  }
  return share * list.end_probability(node);
}

TEST_SUITE("word list") {
  TEST_CASE("words have the share of their counts, one without a count counts once") {
    const WordList list = list_of("IKEA 3\nWC\n");
    CHECK(list.words() == 2);
    CHECK(share_of(list, "IKEA") == doctest::Approx(0.75));
    CHECK(share_of(list, "WC") == doctest::Approx(0.25));
    CHECK(share_of(list, "IKE") == 0);
    CHECK(share_of(list, "ikea") == 0);
  }

  TEST_CASE("small letters stand for capitals too") {
    const WordList list = list_of("milk\n");
    CHECK(share_of(list, "milk") == doctest::Approx(0.6));
    CHECK(share_of(list, "Milk") == doctest::Approx(0.25));
    CHECK(share_of(list, "MILK") == doctest::Approx(0.15));
    CHECK(share_of(list, "mILK") == 0);
  }

  TEST_CASE("empty lines, remarks, line ends of Windows and repeated words are fine") {
    const WordList list = list_of("# towns\r\n\r\nULM\t2\r\nULM 1\r\nKÖLN 1\r\n");
    CHECK(share_of(list, "ULM") == doctest::Approx(0.75));
    CHECK(share_of(list, "KÖLN") == doctest::Approx(0.25));
  }

  TEST_CASE("a list without words is empty and knows no character") {
    for (const char* const text : {"", "\n\n", "# none\n", "zero 0\n"}) {
      CAPTURE(text);
      const WordList list = list_of(text);
      CHECK(list.is_empty());
      CHECK(list.symbol_of("a") < 0);
    }
  }

  TEST_CASE("a bad line is refused by its number") {
    CHECK_THROWS_WITH_AS(list_of("a\nb c\n"), doctest::Contains("words: line 2"), Error);
    CHECK_THROWS_WITH_AS(list_of("a -1\n"), doctest::Contains("line 1"), Error);
    CHECK_THROWS_WITH_AS(list_of("a nan\n"), doctest::Contains("line 1"), Error);
    CHECK_THROWS_WITH_AS(list_of(" a\n"), doctest::Contains("line 1"), Error);
    CHECK_THROWS_WITH_AS(list_of(std::string(1000, 'a') + '\n'), doctest::Contains("too long"),
                         Error);
    CHECK_THROWS_WITH_AS(list_of(std::string(9 << 20, 'a')), doctest::Contains("8 MiB"), Error);
  }
}

}  // namespace
