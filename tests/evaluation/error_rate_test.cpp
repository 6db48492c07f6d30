#include <inkline/evaluation/error_rate.hpp>

#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::EditCounts;
using inkline::PageScore;
using inkline::RowOrder;

TEST_SUITE("error rates") {
  TEST_CASE("a page is scored by characters, words and rows") {
    const PageScore score = inkline::score_page("one two\nthree\n", "one twp\nthree\n");
    CHECK(score.characters == EditCounts{12, 1, 0, 0});
    CHECK(score.words == EditCounts{2, 1, 0, 0});
    CHECK(score.rows == 2);
    CHECK(score.rows_found == 2);
    CHECK(error_rate(score.characters) == doctest::Approx(1.0 / 13));
  }

  TEST_CASE("the order of rows costs nothing where it is free") {
    const std::string_view truth = "alpha beta\ngamma\n";
    const std::string_view reading = "gamma\nalpha beta\n";
    CHECK(inkline::score_page(truth, reading).characters.distance() > 0);
    const PageScore score = inkline::score_page(truth, reading, {}, RowOrder::free);
    CHECK(score.characters.distance() == 0);
    CHECK(score.words.distance() == 0);
  }

  TEST_CASE("an empty truth is right when nothing was read and all wrong otherwise") {
    CHECK(inkline::error_rate({}) == 0);
    CHECK(inkline::error_rate({.insertions = 3}) == 1);
  }

  TEST_CASE("micro weighs characters and macro weighs pages") {
    const std::vector<EditCounts> pages{{.matches = 90}, {.matches = 5, .substitutions = 5}};
    const auto summary = inkline::summarise_errors(pages);
    CHECK(summary.micro == doctest::Approx(0.05));
    CHECK(summary.macro == doctest::Approx(0.25));
    CHECK(summary.macro_interval.low == doctest::Approx(0));
    CHECK(summary.macro_interval.high == doctest::Approx(0.5));
    CHECK(summary.counts.truth_length() == 100);
  }

  TEST_CASE("without pages every figure is zero") {
    const auto summary = inkline::summarise_errors({});
    CHECK(summary.micro == 0);
    CHECK(summary.macro == 0);
    CHECK(summary.micro_interval.high == 0);
  }
}

}  // namespace
