#include <inkline/layout/crossed_out.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Box;
using inkline::find_scribbles;
using inkline::Letter;
using inkline::Line;
using inkline::Piece;
using inkline::placed_in_lines;
using inkline::take_crossed_out;
using inkline::UsualInk;
using inkline::Word;

constexpr double kStroke = 4;
constexpr double kHeight = 40;
using Found = std::vector<int>;

/// A word of letters: some 2.2 strokes of ink in each column.
Piece word(int x, int width, double depth = 2.2, double pen = kStroke, int height = 40) {
  return {{x, 10, width, height}, static_cast<int>(width * depth * pen), 0, 0, pen};
}

std::vector<int> scribbles_in(const std::vector<Piece>& pieces) {
  std::vector<int> members;
  for (int i = 0; i < static_cast<int>(pieces.size()); ++i) members.push_back(i);
  return find_scribbles(pieces, members, {2.2 * kStroke, kStroke}, kStroke, kHeight);
}

Letter letter(Box box, int piece) {
  return {box, {piece}};
}

Line line_of(const std::vector<Box>& words) {
  Line line;
  for (const Box& box : words) line.words.push_back(Word{box, "x", 1, {}});
  return line;
}

TEST_SUITE("crossed-out words") {
  TEST_CASE("a word with far more ink than its neighbours is scribbled out") {
    CHECK(scribbles_in({word(0, 100), word(120, 90), word(230, 120, 5), word(370, 80),
                        word(470, 100)}) == Found{2});
    CHECK(scribbles_in({word(0, 100), word(120, 90), word(230, 120), word(370, 80)}).empty());
  }

  TEST_CASE("alone in its row it is compared with the page") {
    CHECK(scribbles_in({word(0, 120, 5)}) == Found{0});
    CHECK(scribbles_in({word(0, 120, 2.6)}).empty());
  }

  TEST_CASE("what is taller has more ink, and is no scribble for that") {
    CHECK(scribbles_in({word(0, 120, 4.4, kStroke, 80)}).empty());
    CHECK(scribbles_in({word(0, 120, 9, kStroke, 80)}) == Found{0});
  }

  TEST_CASE("a bolder word is none, a blackened one is") {
    CHECK(scribbles_in({word(0, 120, 2.2, 2 * kStroke)}).empty());
    CHECK(scribbles_in({word(0, 120, 1, 9 * kStroke)}) == Found{0});
  }

  TEST_CASE("single letters are none however dark") {
    CHECK(scribbles_in({word(0, 50, 8)}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(find_scribbles({}, {}, {}, kStroke, kHeight, {.least_ratio = 0.5}),
                         doctest::Contains("scribble.least_ratio"), inkline::Error);
  }

  TEST_CASE("letters between the ends of a crossed-out piece go with it, others stay") {
    std::vector<Letter> letters{letter({0, 0, 20, 40}, 0), letter({30, 0, 100, 40}, 1),
                                letter({50, 0, 20, 10}, 2), letter({125, 0, 20, 40}, 3),
                                letter({160, 0, 20, 40}, 4)};
    const std::vector<Letter> taken = take_crossed_out(letters, {false, true, false, false, false});
    REQUIRE(taken.size() == 2);
    CHECK(taken[0].pieces == Found{1});
    CHECK(taken[1].pieces == Found{2});
    REQUIRE(letters.size() == 3);
    CHECK(letters[1].pieces == Found{3});
    CHECK(letters[2].pieces == Found{4});
  }

  TEST_CASE("nothing is taken where nothing is crossed out") {
    std::vector<Letter> letters{letter({0, 0, 20, 40}, 0)};
    CHECK(take_crossed_out(letters, {false}).empty());
    CHECK(letters.size() == 1);
  }

  TEST_CASE("parts side by side are one word, parts apart are two") {
    const std::vector<Letter> letters{letter({0, 0, 50, 40}, 0), letter({60, 5, 50, 40}, 1),
                                      letter({150, 0, 50, 40}, 2)};
    const std::vector<Box> words = inkline::crossed_out_words(letters, kHeight);
    REQUIRE(words.size() == 2);
    CHECK(words[0] == Box{0, 0, 110, 45});
    CHECK(words[1] == Box{150, 0, 50, 40});
  }

  TEST_CASE("a crossed-out word knows its line and the words before it") {
    const std::vector<Line> lines{line_of({{0, 0, 50, 40}, {200, 0, 50, 40}}),
                                  line_of({{0, 100, 50, 40}})};
    const std::vector<Box> boxes{{80, 5, 90, 40}, {80, 102, 60, 40}, {80, 220, 60, 40}};
    const auto placed = placed_in_lines(boxes, lines);
    REQUIRE(placed.size() == 3);
    CHECK(placed[0].line == 0);
    CHECK(placed[0].word == 1);
    CHECK(placed[1].line == 1);
    CHECK(placed[1].word == 1);
    CHECK(placed[2].line == -1);
  }

  TEST_CASE("of two lines on its height it stands in the nearer one") {
    const std::vector<Line> lines{line_of({{0, 0, 50, 40}}), line_of({{500, 0, 50, 40}})};
    CHECK(placed_in_lines(std::vector<Box>{{400, 3, 60, 40}}, lines)[0].line == 1);
    CHECK(placed_in_lines(std::vector<Box>{{90, 3, 60, 40}}, lines)[0].line == 0);
  }
}

}  // namespace
