#include <inkline/layout/reading_order.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Box;
using inkline::reading_order;
using Order = std::vector<std::size_t>;

Box row_at(int x, int y, int width) {
  return {x, y, width, 30};
}

TEST_SUITE("reading order") {
  TEST_CASE("rows below each other are read from the top, however they are indented") {
    CHECK(reading_order(std::vector<Box>{row_at(50, 200, 300), row_at(10, 100, 90),
                                         row_at(200, 150, 500)}) == Order{1, 2, 0});
  }

  TEST_CASE("two columns are read one after the other, also when their rows are at other heights") {
    const std::vector<Box> rows{row_at(10, 100, 300), row_at(400, 120, 300), row_at(10, 150, 280),
                                row_at(400, 170, 310), row_at(10, 200, 290)};
    CHECK(reading_order(rows) == Order{0, 2, 4, 1, 3});
  }

  TEST_CASE("a heading across the columns comes first, and a row below them last") {
    const std::vector<Box> rows{row_at(100, 20, 500), row_at(10, 100, 300),  row_at(400, 100, 300),
                                row_at(10, 150, 300), row_at(400, 150, 300), row_at(100, 300, 500),
                                row_at(10, 350, 300)};
    CHECK(reading_order(rows) == Order{0, 1, 3, 2, 4, 5, 6});
  }

  TEST_CASE("three columns") {
    std::vector<Box> rows;
    for (int line = 0; line < 3; ++line) {
      for (int column = 0; column < 3; ++column) {
        rows.push_back(row_at(300 * column, 100 * line, 200));
      }
    }
    CHECK(reading_order(rows) == Order{0, 3, 6, 1, 4, 7, 2, 5, 8});
  }

  TEST_CASE("a date alone at the right is no column") {
    const std::vector<Box> rows{row_at(600, 10, 100), row_at(10, 60, 300), row_at(10, 110, 300)};
    CHECK(reading_order(rows) == Order{0, 1, 2});
  }

  TEST_CASE("what stands further down at the right is no column of what is above it") {
    const std::vector<Box> rows{row_at(10, 10, 100),   row_at(10, 60, 100),
                                row_at(10, 110, 100),  row_at(300, 105, 100),
                                row_at(300, 160, 100), row_at(300, 210, 100)};
    CHECK(reading_order(rows) == Order{0, 1, 2, 3, 4, 5});
  }

  TEST_CASE("parts of one line are read from left to right, though one stands a little higher") {
    const std::vector<Box> rows{row_at(10, 104, 200), row_at(300, 100, 20), row_at(360, 108, 20),
                                row_at(430, 97, 200), row_at(10, 150, 500)};
    CHECK(reading_order(rows) == Order{0, 1, 2, 3, 4});
  }

  TEST_CASE("parts of a line that falls are followed from one to the next") {
    const std::vector<Box> rows{row_at(10, 100, 200), row_at(230, 112, 20), row_at(270, 124, 20),
                                row_at(310, 136, 200), row_at(10, 141, 200)};
    CHECK(reading_order(rows) == Order{0, 1, 2, 3, 4});
  }

  TEST_CASE("every row is read once, whatever the boxes") {
    std::vector<Box> rows;
    for (int i = 0; i < 200; ++i) {
      rows.push_back({i * 7919 % 1000, i * 104729 % 1400, 20 + i * 31 % 400, 10 + i % 40});
    }
    Order order = reading_order(rows);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(order[i] == i);
    CHECK(order.size() == rows.size());
    CHECK(reading_order({}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(reading_order({}, {.least_rows = 0}),
                         doctest::Contains("reading_order.least_rows"), inkline::Error);
    CHECK_THROWS_WITH_AS(reading_order({}, {.least_level = 0}),
                         doctest::Contains("reading_order.least_level"), inkline::Error);
  }
}

}  // namespace
