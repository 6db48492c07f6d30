#include <inkline/evaluation/text_rules.hpp>

#include <doctest/doctest.h>

namespace {

using inkline::TextRules;

std::string joined(const std::vector<std::string>& parts, const std::string& between = "") {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string characters(std::string_view text, const TextRules& rules = {}) {
  return joined(inkline::comparable_characters(text, rules));
}

std::string words(std::string_view text, const TextRules& rules = {}) {
  return joined(inkline::comparable_words(text, rules), "|");
}

TEST_SUITE("text rules") {
  TEST_CASE("a strict comparison keeps everything but the kind and number of blanks") {
    CHECK(characters("  Don't  stop,\r\nHe said.\t\n") == "Don't stop, He said.");
    CHECK(characters(" \n\f ") == "");
  }

  TEST_CASE("each rule leaves out one thing") {
    const std::string text = "\xC3\x84 B-c, 1\n2!";
    CHECK(characters(text, {.ignore_case = true}) == "\xC3\xA4 b-c, 1 2!");
    CHECK(characters(text, {.ignore_punctuation = true}) == "\xC3\x84 Bc 1 2");
    CHECK(characters(text, {.ignore_spaces = true}) ==
          "\xC3\x84"
          "B-c,12!");
    CHECK(characters(text, {.letters_and_digits = true}) ==
          "\xC3\xA4"
          "bc12");
  }

  TEST_CASE("punctuation that stands alone leaves a single space") {
    CHECK(characters("a - b", {.ignore_punctuation = true}) == "a b");
    CHECK(characters("a \xE2\x80\x93 b.", {.ignore_punctuation = true}) == "a b");
    CHECK(words("a - b", {.ignore_punctuation = true}) == "a|b");
  }

  TEST_CASE("capitals of other alphabets fold too, and other signs stay") {
    CHECK(characters("\xC5\xA0\xCE\xA9\xD0\x96\xC3\x97", {.ignore_case = true}) ==
          "\xC5\xA1\xCF\x89\xD0\xB6\xC3\x97");
  }

  TEST_CASE("words are split at blanks even where spaces are ignored") {
    CHECK(words("one  two\nthree") == "one|two|three");
    CHECK(words("One, two!", {.letters_and_digits = true}) == "one|two");
  }

  TEST_CASE("rows are the lines that hold something to compare") {
    const auto rows = inkline::comparable_rows("ab c\n\n--\n\fd", {.ignore_punctuation = true});
    REQUIRE(rows.size() == 2);
    CHECK(joined(rows[0]) == "ab c");
    CHECK(joined(rows[1]) == "d");
  }
}

}  // namespace
