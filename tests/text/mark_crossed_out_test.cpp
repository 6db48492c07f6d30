#include <inkline/text/mark_crossed_out.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::CrossedOut;
using inkline::Line;
using inkline::Page;
using inkline::with_crossed_out_marked;
using inkline::Word;

Page page_of(const std::vector<CrossedOut>& crossed_out) {
  Page page{100, 50, {}};
  page.lines.push_back(Line{{0, 0, 100, 20}, "one two", 1, {}});
  page.lines[0].words = {Word{{0, 0, 40, 20}, "one", 1, {}}, Word{{60, 0, 40, 20}, "two", 1, {}}};
  page.crossed_out = crossed_out;
  return page;
}

std::string text_with(const std::vector<CrossedOut>& crossed_out) {
  return with_crossed_out_marked(page_of(crossed_out), "#").lines[0].text;
}

TEST_SUITE("marks of crossed-out words") {
  TEST_CASE("a mark stands where the word stood: first, between others, or last") {
    CHECK(text_with({{{}, 0, 0}}) == "# one two");
    CHECK(text_with({{{}, 0, 1}}) == "one # two");
    CHECK(text_with({{{}, 0, 2}}) == "one two #");
    CHECK(text_with({{{}, 0, 1}, {{}, 0, 1}, {{}, 0, 2}}) == "one # # two #");
  }

  TEST_CASE("a row of nothing but crossed-out words has no line to mark") {
    CHECK(text_with({{{}, -1, 0}}) == "one two");
    CHECK(text_with({}) == "one two");
  }

  TEST_CASE("words stay as they were read") {
    const Page page = with_crossed_out_marked(page_of({{{}, 0, 1}}));
    REQUIRE(page.lines[0].words.size() == 2);
    CHECK(page.lines[0].words[1].text == "two");
    CHECK(page.lines[0].text == "one [struck] two");
  }
}

}  // namespace
