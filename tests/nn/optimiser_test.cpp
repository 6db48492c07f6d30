#include <inkline/nn/optimiser.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Network;
using inkline::OptimiserKind;
using inkline::OptimiserParams;
using inkline::OptimiserState;
using inkline::WorkerPool;

/// One weight and one bias.
Network tiny(float weight, float bias) {
  Network net;
  net.layers.resize(1);
  net.layers[0].weight = inkline::Matrix::Constant(1, 1, weight);
  net.layers[0].bias = inkline::Vector::Constant(1, bias);
  return net;
}

float weight_of(const Network& net) {
  return net.layers[0].weight(0);
}

/// The weight after steps down the given slopes.
float after(const OptimiserParams& params, float rate, const std::vector<float>& slopes) {
  WorkerPool pool(1);
  Network net = tiny(1, 1);
  OptimiserState state = inkline::make_optimiser_state(params, net);
  for (const float slope : slopes) {
    std::vector<Network> gradients{tiny(slope, slope)};
    inkline::optimise(params, rate, gradients, pool, state, net);
  }
  return weight_of(net);
}

TEST_CASE("plain gradient descent goes down the slope by the rate") {
  const OptimiserParams params{
      .kind = OptimiserKind::sgd, .weight_decay = 0, .momentum = 0, .nesterov = false};
  CHECK(after(params, 0.1F, {2, 3}) == doctest::Approx(1 - 0.2 - 0.3));
}

TEST_CASE("momentum goes on in the direction of the last step") {
  OptimiserParams params{
      .kind = OptimiserKind::sgd, .weight_decay = 0, .momentum = 0.9F, .nesterov = false};
  CHECK(after(params, 0.1F, {2, 0}) == doctest::Approx(1 - 0.2 - 0.18));
  params.nesterov = true;  // looks ahead: the first step is longer by momentum * rate * slope
  CHECK(after(params, 0.1F, {2}) == doctest::Approx(1 - 0.2 - 0.18));
}

TEST_CASE("a gradient that is too long is shortened as a whole, the sum of all parts") {
  const OptimiserParams params{.kind = OptimiserKind::sgd,
                               .weight_decay = 0,
                               .momentum = 0,
                               .nesterov = false,
                               .longest = 2.5F};
  WorkerPool pool(2);
  Network net = tiny(1, 1);
  OptimiserState state = inkline::make_optimiser_state(params, net);
  std::vector<Network> gradients{tiny(1, 3), tiny(2, 1)};  // in all 3 and 4, of length 5
  CHECK(inkline::optimise(params, 0.1F, gradients, pool, state, net) == doctest::Approx(5));
  CHECK(weight_of(net) == doctest::Approx(1 - 0.1 * 1.5));
  CHECK(net.layers[0].bias(0) == doctest::Approx(1 - 0.1 * 2));
  gradients = {tiny(0.5F, 0), tiny(0, 1)};  // short enough
  CHECK(inkline::optimise(params, 0.1F, gradients, pool, state, net) ==
        doctest::Approx(std::sqrt(1.25)));
  CHECK(weight_of(net) == doctest::Approx(1 - 0.15 - 0.05));
}

TEST_CASE("AdamW's first step has the length of the rate whatever the slope") {
  const OptimiserParams params{.weight_decay = 0};
  CHECK(after(params, 0.01F, {5}) == doctest::Approx(1 - 0.01));
  CHECK(after(params, 0.01F, {-1e-3F}) == doctest::Approx(1 + 0.01));
}

TEST_CASE("AdamW follows its formula over several steps") {
  const OptimiserParams params{.weight_decay = 0.1F};
  double weight = 1;
  double m = 0;
  double v = 0;
  const std::vector<float> slopes{0.5F, -0.2F, 0.9F, 0.1F};
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    const double g = slopes[i];
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const double t = static_cast<double>(i) + 1;
    weight -= 0.02 * 0.1 * weight;
    weight -=
        0.02 * (m / (1 - std::pow(0.9, t))) / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
  }
  CHECK(after(params, 0.02F, slopes) == doctest::Approx(weight).epsilon(1e-5));
}

TEST_CASE("decay shrinks weights and leaves biases alone") {
  for (const OptimiserKind kind : {OptimiserKind::sgd, OptimiserKind::adamw}) {
    WorkerPool pool(1);
    const OptimiserParams params{.kind = kind, .weight_decay = 0.5F};
    Network net = tiny(1, 1);
    OptimiserState state = inkline::make_optimiser_state(params, net);
    std::vector<Network> gradients{tiny(0, 0)};
    inkline::optimise(params, 0.1F, gradients, pool, state, net);
    CHECK(weight_of(net) == doctest::Approx(0.95));
    CHECK(net.layers[0].bias(0) == 1);
  }
}

TEST_CASE("the gradients of all shards are added up, with the same digits for any pool") {
  inkline::NetworkParams shape;
  shape.inputs = 300;
  shape.hidden = {200};
  shape.classes = 10;
  const Network start = inkline::make_network(shape, 1);
  const std::vector<Network> slopes{inkline::make_network(shape, 2),
                                    inkline::make_network(shape, 3)};
  std::vector<Network> results;
  for (const int threads : {1, 2, 5}) {
    WorkerPool pool(threads);
    const OptimiserParams params{.kind = OptimiserKind::sgd, .weight_decay = 0, .momentum = 0};
    Network net = start;
    OptimiserState state = inkline::make_optimiser_state(params, net);
    std::vector<Network> gradients = slopes;
    inkline::optimise(params, 1, gradients, pool, state, net);
    results.push_back(net);
  }
  const inkline::Matrix expected =
      start.layers[0].weight - (slopes[0].layers[0].weight + slopes[1].layers[0].weight);
  CHECK(results[0].layers[0].weight.isApprox(expected, 1e-5F));
  CHECK(results[0].layers[0].weight == results[1].layers[0].weight);
  CHECK(results[0].layers[1].weight == results[2].layers[1].weight);
}

TEST_CASE("the moving average follows the weights") {
  WorkerPool pool(1);
  const OptimiserParams params{.kind = OptimiserKind::sgd, .weight_decay = 0, .momentum = 0};
  Network net = tiny(1, 1);
  Network average = tiny(1, 1);
  OptimiserState state = inkline::make_optimiser_state(params, net);
  std::vector<Network> gradients{tiny(1, 0)};
  inkline::optimise(params, 0.5F, gradients, pool, state, net, &average, 0.9F);
  CHECK(weight_of(net) == 0.5F);
  CHECK(weight_of(average) == doctest::Approx(0.95));
}

TEST_CASE("bad settings are refused by name") {
  CHECK_THROWS_WITH_AS(OptimiserParams{.momentum = 1}.check(),
                       doctest::Contains("optimiser.momentum"), inkline::Error);
  CHECK_THROWS_WITH_AS(OptimiserParams{.weight_decay = -1}.check(),
                       doctest::Contains("optimiser.weight_decay"), inkline::Error);
  CHECK_THROWS_WITH_AS(inkline::optimiser_from("adam"), doctest::Contains("'adam'"),
                       inkline::Error);
}

}  // namespace
