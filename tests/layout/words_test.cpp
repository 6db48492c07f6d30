#include <inkline/layout/words.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Box;
using Starts = std::vector<std::size_t>;

constexpr int kHeight = 40;

/// Letters 25 wide with the given gaps between them.
std::vector<Box> letters_with(const std::vector<int>& gaps) {
  std::vector<Box> boxes{{100, 50, 25, kHeight}};
  for (const int gap : gaps) boxes.push_back({boxes.back().right() + gap, 50, 25, kHeight});
  return boxes;
}

Starts words_of(const std::vector<int>& gaps) {
  return inkline::split_words(letters_with(gaps), kHeight);
}

TEST_SUITE("words") {
  TEST_CASE("wide gaps among narrow ones are spaces") {
    CHECK(words_of({5, 6, 40, 4, 38, 7, 5}) == Starts{0, 3, 5});
  }

  TEST_CASE("capitals set wide apart are still one word, and their spaces wider still") {
    CHECK(words_of({30, 34, 31, 29, 33, 30}) == Starts{0});
    CHECK(words_of({30, 34, 31, 110, 33, 30, 28}) == Starts{0, 4});
  }

  TEST_CASE("letters that touch or overlap have gaps of nothing, not less") {
    CHECK(words_of({-3, -2, 30, -4, 0}) == Starts{0, 3});
  }

  TEST_CASE("one letter is one word, no letter is none") {
    CHECK(words_of({}) == Starts{0});
    CHECK(inkline::split_words({}, kHeight).empty());
  }

  TEST_CASE("twice the size gives the same words") {
    std::vector<Box> boxes = letters_with({5, 6, 40, 4, 38, 7, 5});
    for (Box& box : boxes) box = {2 * box.x, 2 * box.y, 2 * box.width, 2 * box.height};
    CHECK(inkline::split_words(boxes, 2 * kHeight) == Starts{0, 3, 5});
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::split_words({}, kHeight, {.typical_gaps = 0.5}),
                         doctest::Contains("words.typical_gaps"), inkline::Error);
  }
}

}  // namespace
