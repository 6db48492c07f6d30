#include <inkline/layout/rows.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Piece;
using inkline::Role;
using inkline::RowMembers;

constexpr int kHeight = 30;

Piece letter_at(int x, double y, int height = kHeight) {
  return {{x, static_cast<int>(std::lround(y)), 20, height}, 150};
}

/// `rows` rows of `letters` letters each, the top of row r at x being top(r, x).
std::vector<Piece> written(int rows, int letters, const std::function<double(int, int)>& top) {
  std::vector<Piece> pieces;
  for (int i = 0; i < letters; ++i) {
    for (int r = 0; r < rows; ++r) {
      const int x = 100 + i * 34;
      // Every third letter is taller, every fourth hangs lower, as in mixed case.
      const int taller = i % 3 == 0 ? 10 : 0;
      const int lower = i % 4 == 1 ? 8 : 0;
      pieces.push_back(letter_at(x, top(r, x) - taller + lower, kHeight + taller));
    }
  }
  return pieces;
}

std::vector<RowMembers> rows_of(const std::vector<Piece>& pieces) {
  const std::vector<Role> roles(pieces.size(), Role::letter);
  return inkline::cluster_rows(pieces, roles, kHeight);
}

/// Whether piece p, written column by column, came out in row p % rows, and from left to right.
void check_in_written_rows(const std::vector<RowMembers>& found, int rows, std::size_t letters) {
  REQUIRE(found.size() == static_cast<std::size_t>(rows));
  for (int r = 0; r < rows; ++r) {
    const RowMembers& row = found[static_cast<std::size_t>(r)];
    CHECK(row.size() == letters);
    CHECK(std::is_sorted(row.begin(), row.end()));
    CHECK(std::all_of(row.begin(), row.end(), [&](int p) { return p % rows == r; }));
  }
}

TEST_SUITE("rows") {
  TEST_CASE("rows are told apart whether they are level, rise, fall or curve") {
    std::function<double(int, int)> top;
    SUBCASE("level") {
      top = [](int r, int) { return 100.0 + 60 * r; };
    }
    SUBCASE("rising by 8 degrees, so that a row's end is above the start of the one before") {
      top = [](int r, int x) { return 400.0 + 60 * r - 0.14 * x; };
    }
    SUBCASE("falling by 12 degrees") {
      top = [](int r, int x) { return 100.0 + 60 * r + 0.21 * x; };
    }
    SUBCASE("curved") {
      top = [](int r, int x) { return 100.0 + 60 * r + 0.00015 * (x - 600) * (x - 600); };
    }
    check_in_written_rows(rows_of(written(4, 30, top)), 4, 30);
  }

  TEST_CASE("a question mark that stands high after small letters stays in their row") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 9; ++i) pieces.push_back(letter_at(100 + i * 34, 115, 18));
    pieces.push_back(letter_at(100 + 9 * 34, 89, 30));
    CHECK(rows_of(pieces).size() == 1);
  }

  TEST_CASE("the order of the pieces does not matter") {
    std::vector<Piece> pieces = written(3, 12, [](int r, int) { return 100.0 + 60 * r; });
    std::vector<RowMembers> expected = rows_of(pieces);
    std::reverse(pieces.begin(), pieces.end());
    for (RowMembers& row : expected) {
      for (int& member : row) member = static_cast<int>(pieces.size()) - 1 - member;
    }
    CHECK(rows_of(pieces) == expected);
  }

  TEST_CASE("a dot under a letter of the row above goes to the letter that it hangs over") {
    const std::vector<Piece> pieces{letter_at(100, 100),
                                    letter_at(134, 100),
                                    letter_at(100, 160),
                                    letter_at(134, 160),
                                    {{140, 147, 5, 5}, 20}};
    std::vector<Role> roles(pieces.size(), Role::letter);
    roles.back() = Role::mark;
    const auto rows = inkline::cluster_rows(pieces, roles, kHeight);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == RowMembers{0, 1});
    CHECK(std::count(rows[1].begin(), rows[1].end(), 4) == 1);
  }

  TEST_CASE("marks far from every row and rubbish belong to none") {
    const std::vector<Piece> pieces{
        letter_at(100, 100), {{105, 300, 5, 5}, 20}, letter_at(140, 100)};
    const std::vector<Role> roles{Role::letter, Role::mark, Role::rubbish};
    CHECK(inkline::cluster_rows(pieces, roles, kHeight) == std::vector<RowMembers>{{0}});
  }

  TEST_CASE("nothing to cluster gives no rows") {
    CHECK(inkline::cluster_rows({}, {}, kHeight).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::cluster_rows({}, {}, kHeight, {.widest_gap = -1}),
                         doctest::Contains("rows.widest_gap"), inkline::Error);
  }
}

}  // namespace
