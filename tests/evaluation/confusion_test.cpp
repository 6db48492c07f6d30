#include <inkline/evaluation/confusion.hpp>

#include <array>

#include <doctest/doctest.h>

namespace {

using inkline::ConfusedPair;
using inkline::Confusion;

TEST_SUITE("confusion") {
  TEST_CASE("pairs are counted and the most frequent mistakes come first") {
    Confusion confusion;
    for (int i = 0; i < 3; ++i) confusion.add("0", "O");
    for (int i = 0; i < 5; ++i) confusion.add("0", "0");
    confusion.add("l", "1");
    confusion.add("a", "");
    CHECK(confusion.total() == 10);
    CHECK(confusion.correct() == 5);
    CHECK(confusion.labels() == std::vector<std::string>{"", "0", "1", "O", "a", "l"});
    CHECK(most_confused(confusion, 2) == std::vector<ConfusedPair>{{"0", "O", 3}, {"a", "", 1}});
    CHECK(most_confused(confusion, 99).size() == 3);
  }

  TEST_CASE("the rank of a class counts those that score higher, and ties cost") {
    const std::array<float, 4> scores{0.1F, 0.5F, 0.3F, 0.1F};
    CHECK(inkline::rank_of(scores, 1) == 0);
    CHECK(inkline::rank_of(scores, 2) == 1);
    CHECK(inkline::rank_of(scores, 0) == 2);
    CHECK(inkline::rank_of(scores, 3) == 3);
  }
}

}  // namespace
