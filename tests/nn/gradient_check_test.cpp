#include <inkline/nn/gradient_check.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::check_gradients;
using inkline::GradientCheckParams;
using inkline::LayerGradientError;

void check_all(const GradientCheckParams& params) {
  const std::vector<LayerGradientError> errors = check_gradients(params);
  CHECK(errors.size() == 3 * (params.hidden.size() + 1));
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
    check_all({.inputs = 5, .hidden = {}, .classes = 3, .seed = 5});
  }
  TEST_CASE("with one wide and many narrow layers") {
    check_all({.inputs = 9, .hidden = {31, 4, 4, 3}, .classes = 6, .rows = {17}, .seed = 6});
  }
  TEST_CASE("for a single sample") {
    check_all({.hidden = {6, 5}, .rows = {1}, .dropout = 0, .seed = 7});
  }
  TEST_CASE("with every layer sliding over rows of several lengths") {
    for (const std::uint64_t seed : {8U, 9U, 10U}) {
      CAPTURE(seed);
      check_all({.inputs = 3,
                 .hidden = {{5, {-3, -1, 1, 3}}, {4, {-2, -1, 0, 1, 2}}, {6, {-4, 0, 4}}},
                 .rows = {6, 1, 0, 2, 9},
                 .seed = seed});
    }
  }
  TEST_CASE("with a layer that sees one step, but not its own") {
    check_all({.hidden = {{6, {-2}}, 5}, .seed = 11});
  }
  TEST_CASE("with offsets that no step of a row has") {
    check_all({.hidden = {6, {5, {-200, 0, 200}}}, .seed = 12});
  }
  TEST_CASE("with rows longer than what is spliced at once") {
    check_all({.inputs = 1, .hidden = {{2, {-1, 0, 2}}}, .rows = {3, 600, 3}, .seed = 13});
  }
}

TEST_CASE("bad settings of the check are refused by name") {
  CHECK_THROWS_WITH_AS(check_gradients({.classes = 65}),
                       doctest::Contains("gradient_check.classes"), inkline::Error);
  CHECK_THROWS_WITH_AS(check_gradients({.rows = {0}}), doctest::Contains("gradient_check.rows"),
                       inkline::Error);
  CHECK_THROWS_WITH_AS(check_gradients({.step = 1}), doctest::Contains("gradient_check.step"),
                       inkline::Error);
}

}  // namespace
