#include <inkline/layout/page_holes.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Box;
using inkline::find_holes;
using inkline::Piece;

constexpr Box kPage{0, 0, 1200, 1600};
constexpr double kLetter = 36;

Piece round_piece(double x, double y, double size) {
  const int side = static_cast<int>(std::lround(size));
  const auto corner = [&](double middle) {
    return static_cast<int>(std::lround(middle - size / 2));
  };
  return {{corner(x), corner(y), side, side}, side * side / 2};
}

/// Rows of letters of unequal size that begin at x = 180.
std::vector<Piece> written_page() {
  std::vector<Piece> pieces;
  for (int row = 0; row < 18; ++row) {
    for (int letter = 0; letter < 20; ++letter) {
      const int height = 26 + 7 * ((3 * row + 5 * letter) % 4);
      pieces.push_back(
          {{180 + row % 3 * 6 + 40 * letter, 150 + 75 * row - height, 24, height}, 150});
    }
  }
  return pieces;
}

/// As somebody writes, and no machine.
std::vector<Piece> by_hand(std::vector<Piece> pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    pieces[i].box.y += static_cast<int>(i * 7 % 5) * 4;
    pieces[i].box.height += static_cast<int>(i * 3 % 4) * 2;
  }
  return pieces;
}

std::size_t found_on(std::vector<Piece> page, const std::vector<Piece>& holes) {
  page.insert(page.end(), holes.begin(), holes.end());
  return find_holes(page, kPage, kLetter).size();
}

std::vector<Piece> column(double x, double first, double step, int count, double size,
                          double slope = 0) {
  std::vector<Piece> pieces;
  for (int i = 0; i < count; ++i) {
    pieces.push_back(round_piece(x + slope * step * i, first + step * i, size));
  }
  return pieces;
}

TEST_SUITE("page holes") {
  TEST_CASE("two, three or four holes for a folder are found and nothing else") {
    for (const int count : {2, 3, 4}) {
      CAPTURE(count);
      std::vector<Piece> page = written_page();
      const std::size_t first = page.size();
      const std::vector<Piece> holes = column(80, 153, 431, count, 32);
      page.insert(page.end(), holes.begin(), holes.end());
      const std::vector<std::size_t> found = find_holes(page, kPage, kLetter);
      REQUIRE(found.size() == static_cast<std::size_t>(count));
      CHECK(found.front() == first);
      CHECK(found.back() == page.size() - 1);
    }
  }

  TEST_CASE("they are found at every border of the page, and on a page that lies askew") {
    CHECK(found_on(written_page(), column(1130, 300, 900, 2, 40)) == 2);
    CHECK(found_on(written_page(), {round_piece(300, 40, 40), round_piece(900, 40, 40)}) == 2);
    CHECK(found_on(written_page(), {round_piece(300, 1560, 40), round_piece(900, 1560, 40)}) == 2);
    CHECK(found_on(written_page(), column(60, 300, 900, 2, 40, 0.05)) == 2);
  }

  TEST_CASE("the holes of a spiral and of a perforation are found") {
    CHECK(found_on(written_page(), column(60, 30, 57, 28, 27)) == 28);
    CHECK(found_on(written_page(), column(60, 20, 20, 79, 8, 0.01)) == 79);
  }

  TEST_CASE("a page of writing has none, however its rows begin") {
    CHECK(find_holes(written_page(), kPage, kLetter).empty());
    CHECK(find_holes({}, kPage, kLetter).empty());
  }

  TEST_CASE("bullets, zeros and full stops in a column are no holes") {
    CHECK(found_on(written_page(), column(150, 137, 75, 18, 10)) == 0);
    CHECK(found_on(written_page(), by_hand(column(130, 137, 75, 18, 34))) == 0);
    CHECK(found_on(written_page(), by_hand(column(80, 200, 75, 14, 34))) == 0);
  }

  TEST_CASE("circles of two sizes, next to letters, or one alone are no holes") {
    CHECK(found_on(written_page(), {round_piece(80, 300, 40), round_piece(80, 1300, 52)}) == 0);
    CHECK(found_on(written_page(), {round_piece(80, 600, 40)}) == 0);
    CHECK(found_on(written_page(), column(155, 300, 900, 2, 40)) == 0);
    CHECK(found_on(written_page(), column(600, 20, 40, 2, 40)) == 0);
  }

  TEST_CASE("a row of equal letters is no chain of holes") {
    std::vector<Piece> row;
    for (int i = 0; i < 22; ++i) row.push_back(round_piece(120 + 44 * i, 400, 34));
    CHECK(find_holes(row, kPage, kLetter).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(find_holes({}, kPage, kLetter, {.least_chain = 1}),
                         doctest::Contains("holes.least_chain"), inkline::Error);
  }
}

}  // namespace
