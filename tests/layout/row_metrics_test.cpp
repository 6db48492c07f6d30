#include <inkline/layout/row_metrics.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::Box;
using inkline::RowMetrics;

TEST_SUITE("row metrics") {
  TEST_CASE("the baseline follows a rising row and ignores descenders and a comma") {
    std::vector<Box> boxes;
    for (int i = 0; i < 12; ++i) {
      const int x = 50 + 40 * i;
      const int foot = static_cast<int>(std::lround(300 - 0.1 * (x + 10)));
      const int descender = i % 4 == 2 ? 14 : 0;
      boxes.push_back({x, foot - 30, 20, 30 + descender});
    }
    boxes.push_back({540, 255, 5, 12});
    const RowMetrics row = inkline::measure_row(boxes);
    CHECK(row.slope == doctest::Approx(-0.1).epsilon(0.05));
    CHECK(row.baseline(60) == doctest::Approx(294).epsilon(0.01));
    CHECK(row.letter_height == 30);
  }

  TEST_CASE("small letters and capitals show in the low and high height") {
    std::vector<Box> boxes;
    for (int i = 0; i < 20; ++i) boxes.push_back({30 * i, 0, 20, i % 3 == 0 ? 60 : 40});
    const RowMetrics row = inkline::measure_row(boxes);
    CHECK(row.low_height == 40);
    CHECK(row.high_height == 60);
  }

  TEST_CASE("one letter is a row too") {
    const RowMetrics row = inkline::measure_row(std::vector<Box>{{10, 20, 5, 7}});
    CHECK(row.letter_height == 7);
    CHECK(row.slope == 0);
    CHECK(row.baseline(1000) == 27);
  }

  TEST_CASE("a row of marks alone stands on them") {
    const RowMetrics row = inkline::measure_row(std::vector<Box>{{0, 40, 20, 4}, {30, 40, 20, 4}});
    CHECK(row.baseline(10) == 44);
  }
}

}  // namespace
