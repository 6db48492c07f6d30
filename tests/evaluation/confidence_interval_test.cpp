#include <inkline/evaluation/confidence_interval.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Interval;

TEST_SUITE("confidence intervals") {
  TEST_CASE("Wilson's interval has the published values") {
    // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    const Interval many = inkline::wilson_interval(81, 263);
    CHECK(many.low == doctest::Approx(0.2553).epsilon(1e-3));
    CHECK(many.high == doctest::Approx(0.3662).epsilon(1e-3));
    const Interval none = inkline::wilson_interval(0, 20);
    CHECK(none.low == doctest::Approx(0.0));
    CHECK(none.high == doctest::Approx(0.1611).epsilon(1e-3));
  }

  TEST_CASE("without trials nothing is known") {
    CHECK(inkline::wilson_interval(0, 0).low == 0);
    CHECK(inkline::wilson_interval(0, 0).high == 1);
  }

  TEST_CASE("the bootstrap interval of a mean holds the mean and narrows with more pages") {
    const auto share_of_even = [](std::span<const std::size_t> pages) {
      double even = 0;
      for (const std::size_t page : pages) even += page % 2 == 0 ? 1 : 0;
      return even / static_cast<double>(pages.size());
    };
    const Interval few = inkline::bootstrap_interval(20, share_of_even);
    const Interval many = inkline::bootstrap_interval(400, share_of_even);
    CHECK(few.low < 0.5);
    CHECK(few.high > 0.5);
    // 1.96 * sqrt(0.25 / n) on either side.
    CHECK(few.high - few.low == doctest::Approx(0.44).epsilon(0.2));
    CHECK(many.high - many.low == doctest::Approx(0.098).epsilon(0.2));
  }

  TEST_CASE("the same seed gives the same interval") {
    const auto mean = [](std::span<const std::size_t> pages) {
      double sum = 0;
      for (const std::size_t page : pages) sum += static_cast<double>(page * page);
      return sum;
    };
    const Interval first = inkline::bootstrap_interval(9, mean, {.seed = 5});
    const Interval again = inkline::bootstrap_interval(9, mean, {.seed = 5});
    const Interval other = inkline::bootstrap_interval(9, mean, {.seed = 6});
    CHECK(first.low == again.low);
    CHECK(first.high == again.high);
    CHECK((first.low != other.low || first.high != other.high));
  }

  TEST_CASE("too few resamples are refused by name") {
    CHECK_THROWS_WITH_AS(inkline::bootstrap_interval(
                             1, [](std::span<const std::size_t>) { return 0.0; }, {.resamples = 3}),
                         doctest::Contains("bootstrap.resamples"), inkline::Error);
  }
}

}  // namespace
