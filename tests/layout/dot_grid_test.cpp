#include <inkline/layout/dot_grid.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::find_dot_grid;
using inkline::Piece;

constexpr double kPen = 4;

Piece dot(double x, double y, int size = 3) {
  return {{static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y)), size, size},
          size * size};
}

/// Twelve by nine dots, turned and narrowing towards the bottom.
std::vector<Piece> grid(double pitch, double turn, double narrow) {
  std::vector<Piece> pieces;
  for (int row = 0; row < 9; ++row) {
    for (int column = 0; column < 12; ++column) {
      const double across = pitch * (1 - narrow * row) * (column - 6);
      const double down = pitch * row;
      pieces.push_back(dot(500 + across - turn * down, 100 + down + turn * across));
    }
  }
  return pieces;
}

TEST_CASE("the dots of dotted paper are found, and letters among them are not") {
  std::vector<Piece> pieces;
  SUBCASE("straight") {
    pieces = grid(40, 0, 0);
  }
  SUBCASE("turned") {
    pieces = grid(40, 0.15, 0);
  }
  SUBCASE("seen at an angle") {
    pieces = grid(40, 0, 0.015);
  }
  const std::size_t dots = pieces.size();
  for (int i = 0; i < 20; ++i) {
    pieces.push_back({{280 + 25 * i, 160, 18, 26}, 200});
    pieces.push_back(dot(285 + 25 * i, 150));
  }
  const std::vector<std::size_t> found = find_dot_grid(pieces, kPen);
  std::size_t printed = 0;
  for (const std::size_t i : found) {
    CHECK(pieces[i].area < 200);
    if (i < dots) ++printed;
  }
  CHECK(printed > 0.95 * static_cast<double>(dots));
  CHECK(found.size() - printed <= 4);
}

TEST_CASE("a grid with a third of its dots hidden by writing is still one") {
  std::vector<Piece> pieces = grid(40, 0, 0);
  std::vector<Piece> rest;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 12 < 8 || i / 12 > 5) rest.push_back(pieces[i]);
  }
  CHECK(find_dot_grid(rest, kPen).size() > 0.9 * static_cast<double>(rest.size()));
}

TEST_CASE("full stops, dots of letters, leaders and few dots are no grid") {
  std::vector<Piece> pieces;
  SUBCASE("nothing") {}
  SUBCASE("dots anywhere") {
    for (int i = 0; i < 100; ++i) pieces.push_back(dot(37 * i % 911, 53 * i * i % 701));
  }
  SUBCASE("leaders") {
    for (int row = 0; row < 6; ++row) {
      for (int i = 0; i < 20; ++i) pieces.push_back(dot(300 + 12 * i, 100 + 60 * row));
    }
  }
  SUBCASE("all in one place") {
    for (int i = 0; i < 100; ++i) pieces.push_back(dot(10, 10));
  }
  SUBCASE("a few") {
    pieces = grid(40, 0, 0);
    pieces.resize(30);
  }
  SUBCASE("dots too large to be printed") {
    pieces = grid(60, 0, 0);
    for (Piece& piece : pieces) piece.box.width = piece.box.height = 20;
  }
  CHECK(find_dot_grid(pieces, kPen).empty());
}

TEST_CASE("a bad parameter is refused by name") {
  inkline::DotGridParams params;
  params.tolerance = 0.5;
  CHECK_THROWS_WITH_AS(find_dot_grid(grid(40, 0, 0), kPen, params),
                       doctest::Contains("dot_grid.tolerance"), inkline::Error);
}

}  // namespace
