#include <inkline/base/median.hpp>

#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::median;

TEST_CASE("the median is the middle value, the upper of two in the middle, and 0 of none") {
  CHECK(median(std::vector<int>{5, 1, 9}) == 5);
  CHECK(median(std::vector<int>{4, 1, 3, 2}) == 3);
  CHECK(median(std::vector<double>{0.5}) == 0.5);
  CHECK(median(std::vector<double>{}) == 0);
}

}  // namespace
