#include "choose_readings.hpp"

#include <string>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/text/word_kinds.hpp>

namespace {

using namespace inkline;

/// A line of one word; every character has the same confidence.
Line line(const std::string& text, float confidence) {
  Line line;
  if (text.empty()) return line;
  line.words.emplace_back();
  for (const char c : text) {
    line.words[0].glyphs.push_back({{0, 0, 10, 10}, {{std::string(1, c), confidence}}});
  }
  spell_out(line);
  return line;
}

std::string chosen(const Line& by_row, const Line& by_glyphs) {
  return choose_readings({{by_row, by_row.confidence}}, {by_glyphs}, {}).at(0).text;
}

TEST_SUITE("choose readings") {
  TEST_CASE("a row read as a whole is preferred, also when its characters alone say nothing") {
    CHECK(chosen(line("hand", 0.8F), line("Lrrcl", 0.8F)) == "hand");
    CHECK(chosen(line("hand", 0.8F), {}) == "hand");
  }

  TEST_CASE("characters that are far surer than the whole win") {
    CHECK(chosen(line("174-", 0.5F), line("()[]", 0.9F)) == "()[]");
    CHECK(chosen(line("174-", 0.7F), line("()[]", 0.9F)) == "174-");
  }

  TEST_CASE("readers are compared by how sure they are, whatever is told of them") {
    const Line doubtful = line("174-", 0.5F);
    CHECK(choose_readings({{doubtful, 0.7F}}, {line("()[]", 0.9F)}, {}).at(0).text == "174-");
    CHECK(choose_readings({{doubtful, 0.7F}}, {{}}, {}).at(0).confidence == 0.5F);
  }

  TEST_CASE("one or two characters that the readers do not agree on are dirt") {
    CHECK(chosen(line("1", 0.7F), line("I", 0.5F)).empty());
    CHECK(chosen(line("as", 0.6F), {}).empty());
    CHECK(chosen(line("B", 0.95F), line("B", 0.9F)) == "B");
  }

  TEST_CASE("a word needs more strokes than a dash has") {
    const Line word = line("some", 0.9F);
    CHECK(choose_readings({{word, 0.9F, 2}}, {{}}, {}).at(0).text.empty());
    CHECK(choose_readings({{word, 0.9F, 3}}, {{}}, {}).at(0).text == "some");
    CHECK(choose_readings({{line("1", 0.9F), 0.9F, 1}}, {line("1", 0.9F)}, {}).at(0).text == "1");
  }

  TEST_CASE("a row of which nothing is sure is left out") {
    CHECK(chosen(line("itHfLk", 0.2F), line("Y1t-", 0.3F)).empty());
    CHECK(chosen({}, {}).empty());
  }

  TEST_CASE("where the whole says nothing, only sure characters are kept") {
    CHECK(chosen({}, line("A7K", 0.95F)) == "A7K");
    CHECK(chosen({}, line("A7K", 0.6F)).empty());
    CHECK(chosen({}, line("1", 0.99F)).empty());
  }

  TEST_CASE("settings out of bounds are refused by name") {
    ChoiceParams params;
    params.lead = 2;
    CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("choice.lead must be 0 to 1"), Error);
  }
}

}  // namespace
