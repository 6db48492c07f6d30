#include <inkline/layout/join_parts.hpp>

#include <numeric>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Box;
using inkline::Letter;

constexpr double kHeight = 40;

std::vector<Letter> joined(const std::vector<Box>& boxes) {
  std::vector<inkline::Piece> pieces;
  for (const Box& box : boxes) pieces.push_back({box, box.width * box.height / 4});
  inkline::RowMembers row(boxes.size());
  std::iota(row.begin(), row.end(), 0);
  return inkline::join_parts(pieces, row, kHeight);
}

TEST_SUITE("join parts") {
  TEST_CASE("dots join the i below and the exclamation mark above") {
    CHECK(joined({{10, 40, 6, 30}, {10, 22, 6, 6}}).size() == 1);
    CHECK(joined({{10, 10, 6, 36}, {10, 58, 6, 6}}).size() == 1);
  }

  TEST_CASE("two bars are one equals sign and two dots one colon") {
    CHECK(joined({{10, 30, 30, 4}, {11, 46, 29, 4}}).size() == 1);
    CHECK(joined({{10, 25, 5, 5}, {10, 48, 5, 5}}).size() == 1);
  }

  TEST_CASE("the halves of a broken letter join, and the union is their common box") {
    const auto letters = joined({{10, 10, 30, 15}, {12, 30, 28, 20}});
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].box == Box{10, 10, 30, 40});
    CHECK(letters[0].pieces.size() == 2);
  }

  TEST_CASE("neighbours side by side stay two letters, and a full stop stays behind its letter") {
    CHECK(joined({{10, 10, 30, 40}, {42, 10, 30, 40}}).size() == 2);
    CHECK(joined({{10, 10, 30, 40}, {42, 46, 5, 5}}).size() == 2);
  }

  TEST_CASE("letters come out from left to right and none gets lost") {
    const auto letters = joined({{80, 10, 20, 40}, {10, 10, 20, 40}, {45, 10, 20, 40}});
    REQUIRE(letters.size() == 3);
    CHECK(letters[0].box.x == 10);
    CHECK(letters[2].box.x == 80);
    CHECK(joined({}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::join_parts({}, {}, kHeight, {.most_dot_gap = 9}),
                         doctest::Contains("join_parts.most_dot_gap"), inkline::Error);
  }
}

}  // namespace
