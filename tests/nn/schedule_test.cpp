#include <inkline/nn/schedule.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::learning_rate;
using inkline::ScheduleKind;
using inkline::ScheduleParams;

TEST_CASE("a constant rate stays") {
  const ScheduleParams params{.kind = ScheduleKind::constant, .rate = 0.5F};
  CHECK(learning_rate(params, 0, 100) == 0.5F);
  CHECK(learning_rate(params, 99, 100) == 0.5F);
}

TEST_CASE("steps drop by their factor after every share of the run") {
  const ScheduleParams params{
      .kind = ScheduleKind::step, .rate = 1, .step_share = 0.25F, .step_factor = 0.1F};
  CHECK(learning_rate(params, 24, 100) == doctest::Approx(1));
  CHECK(learning_rate(params, 25, 100) == doctest::Approx(0.1));
  CHECK(learning_rate(params, 99, 100) == doctest::Approx(0.001));
}

TEST_CASE("the cosine falls from the rate to its final share and never rises") {
  const ScheduleParams params{.kind = ScheduleKind::cosine, .rate = 2, .final_share = 0.1F};
  CHECK(learning_rate(params, 0, 1000) == doctest::Approx(2));
  CHECK(learning_rate(params, 500, 1000) == doctest::Approx(1.1));
  CHECK(learning_rate(params, 1000, 1000) == doctest::Approx(0.2));
  for (int step = 1; step < 1000; ++step) {
    CHECK(learning_rate(params, step, 1000) <= learning_rate(params, step - 1, 1000));
  }
}

TEST_CASE("one cycle rises to the rate during the warm-up and falls after it") {
  const ScheduleParams params{.rate = 1, .warm_up = 0.2F};
  CHECK(learning_rate(params, 0, 1000) == doctest::Approx(0.05));
  CHECK(learning_rate(params, 100, 1000) == doctest::Approx(0.525));
  CHECK(learning_rate(params, 200, 1000) == doctest::Approx(1));
  CHECK(learning_rate(params, 999, 1000) < 0.01F);
}

TEST_CASE("no warm-up and a run of no steps are no special case") {
  CHECK(learning_rate({.rate = 1, .warm_up = 0}, 0, 10) == doctest::Approx(1));
  CHECK(learning_rate({.rate = 1}, 0, 0) > 0);
}

TEST_CASE("bad settings are refused by name") {
  CHECK_THROWS_WITH_AS(ScheduleParams{.rate = 0}.check(), doctest::Contains("schedule.rate"),
                       inkline::Error);
  CHECK_THROWS_WITH_AS(ScheduleParams{.warm_up = 1}.check(), doctest::Contains("schedule.warm_up"),
                       inkline::Error);
  CHECK_THROWS_WITH_AS(inkline::schedule_from("linear"), doctest::Contains("'linear'"),
                       inkline::Error);
  CHECK(inkline::schedule_from("one-cycle") == ScheduleKind::one_cycle);
}

}  // namespace
