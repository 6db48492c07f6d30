#include <inkline/nn/gradient_check.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::check_gradients;
using inkline::GradientCheckParams;
using inkline::LayerGradientError;

void check_all(const GradientCheckParams& params) {
  const std::vector<LayerGradientError> errors = check_gradients(params);
  CHECK(errors.size() == 3 * (params.widths.size() - 1));
  for (const LayerGradientError& error : errors) {
    CAPTURE(name_of(error.activation));
    CAPTURE(error.layer);
    CHECK(error.weight_error < inkline::kGradientTolerance);
    CHECK(error.bias_error < inkline::kGradientTolerance);
  }
}

TEST_SUITE("gradients agree with a central difference on every parameter of every activation") {
  TEST_CASE("with dropout and smoothing") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      CAPTURE(seed);
      check_all({.seed = seed});
    }
  }
  TEST_CASE("without either") {
    check_all({.smoothing = 0, .dropout = 0, .seed = 4});
  }
  TEST_CASE("without a hidden layer") {
    check_all({.widths = {5, 3}, .seed = 5});
  }
  TEST_CASE("with one wide and many narrow layers") {
    check_all({.widths = {9, 31, 4, 4, 3, 6}, .samples = 17, .seed = 6});
  }
  TEST_CASE("for a single sample") {
    check_all({.samples = 1, .dropout = 0, .seed = 7});
  }
}

TEST_CASE("bad settings of the check are refused by name") {
  CHECK_THROWS_WITH_AS(check_gradients({.widths = {3}}), doctest::Contains("gradient_check.widths"),
                       inkline::Error);
  CHECK_THROWS_WITH_AS(check_gradients({.samples = 0}), doctest::Contains("gradient_check.samples"),
                       inkline::Error);
  CHECK_THROWS_WITH_AS(check_gradients({.step = 1}), doctest::Contains("gradient_check.step"),
                       inkline::Error);
}

}  // namespace
