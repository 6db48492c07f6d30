#include <inkline/layout/row_bridges.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::find_bridges;
using inkline::Piece;
using inkline::RowMembers;

/// Two rows of letters 30 high, 45 from each other, and a piece of its own in the upper one.
struct TwoRows {
  std::vector<Piece> pieces;
  std::vector<RowMembers> rows{{}, {}};

  explicit TwoRows(const inkline::Box& extra) {
    for (int i = 0; i < 12; ++i) {
      for (int r = 0; r < 2; ++r) {
        if (i == 6) continue;  // where the piece stands
        rows[static_cast<std::size_t>(r)].push_back(static_cast<int>(pieces.size()));
        pieces.push_back({{100 + 34 * i, 100 + 45 * r, 22, 30}, 150});
      }
    }
    rows[0].push_back(static_cast<int>(pieces.size()));
    pieces.push_back({extra, 300});
  }
};

TEST_SUITE("row bridges") {
  TEST_CASE("letters of two rows that touch are a bridge, to be cut between the rows") {
    const TwoRows page({304, 100, 22, 75});
    const auto bridges = find_bridges(page.pieces, page.rows);
    REQUIRE(bridges.size() == 1);
    CHECK(bridges[0].piece == 22);
    CHECK(bridges[0].top == doctest::Approx(130).epsilon(0.02));
    CHECK(bridges[0].bottom == doctest::Approx(145).epsilon(0.02));
    CHECK(bridges[0].slope == doctest::Approx(0).epsilon(0.02));
  }

  TEST_CASE("a long descender and a tall capital are none") {
    CHECK(
        find_bridges(TwoRows({304, 100, 22, 58}).pieces, TwoRows({304, 100, 22, 58}).rows).empty());
    CHECK(find_bridges(TwoRows({304, 80, 22, 50}).pieces, TwoRows({304, 80, 22, 50}).rows).empty());
  }

  TEST_CASE("what stands far from the letters of a row is not part of it") {
    const TwoRows page({900, 100, 22, 75});
    CHECK(find_bridges(page.pieces, page.rows).empty());
  }

  TEST_CASE("a bridge that was left out of both rows is found, a frame around both is none") {
    TwoRows page({304, 100, 22, 75});
    page.rows[0].pop_back();
    CHECK(find_bridges(page.pieces, page.rows).size() == 1);
    TwoRows framed({80, 30, 500, 200});
    framed.rows[0].pop_back();
    CHECK(find_bridges(framed.pieces, framed.rows).empty());
  }

  TEST_CASE("one row, or none, has no bridges") {
    const TwoRows page({304, 100, 22, 75});
    CHECK(find_bridges(page.pieces, std::vector<RowMembers>{page.rows[0]}).empty());
    CHECK(find_bridges({}, {}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(find_bridges({}, {}, {.least_cover = 2}),
                         doctest::Contains("bridges.least_cover"), inkline::Error);
  }
}

}  // namespace
