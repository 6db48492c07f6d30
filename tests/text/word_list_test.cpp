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
    share *= list.probability(next);
    node = next;
  }
  return share * list.end_probability(node);
}

TEST_SUITE("word list") {
  TEST_CASE("words have the share of their counts, one without a count counts once") {
    const WordList list = list_of("milk 3\nmill\n");
    CHECK(list.words() == 2);
    CHECK(share_of(list, "milk") == doctest::Approx(0.75));
    CHECK(share_of(list, "mill") == doctest::Approx(0.25));
    CHECK(share_of(list, "mil") == 0);
    CHECK(share_of(list, "Milk") == 0);
  }

  TEST_CASE("words with capitals are in small letters too, for those who fold them") {
    const WordList list = list_of("IKEA\n");
    CHECK(share_of(list, "IKEA") == doctest::Approx(0.8));
    CHECK(share_of(list, "ikea") == doctest::Approx(0.2));
    CHECK(share_of(list, "Ikea") == 0);
  }

  TEST_CASE("two lists can be joined, each with its share of all words") {
    const WordList both = inkline::joined(list_of("milk 9\nham\n"), list_of("ham\n"), 0.8);
    CHECK(both.words() == 3);
    CHECK(share_of(both, "milk") == doctest::Approx(0.72));
    CHECK(share_of(both, "ham") == doctest::Approx(0.28));
    CHECK(share_of(inkline::joined({}, list_of("ham\n"), 0.5), "ham") == doctest::Approx(1));
    CHECK(inkline::joined({}, {}, 0.5).is_empty());
  }

  TEST_CASE("empty lines, remarks, line ends of Windows and repeated words are fine") {
    const WordList list = list_of("# towns\r\n\r\nulm\t2\r\nulm 1\r\nköln 1\r\n");
    CHECK(share_of(list, "ulm") == doctest::Approx(0.75));
    CHECK(share_of(list, "köln") == doctest::Approx(0.25));
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
