#include <array>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/random.hpp>
#include <inkline/nn/loss.hpp>
#include <inkline/nn/optimiser.hpp>

namespace {

using inkline::Activation;
using inkline::Matrix;
using inkline::Network;
using inkline::OptimiserKind;

constexpr int kSteps = 10;
using Losses = std::array<double, kSteps>;

/// Ten full steps, dropout and smoothing and all, on 64 points in 8 dimensions.
Losses losses_of_run(Activation activation, OptimiserKind kind) {
  inkline::Random random(2024);
  Matrix input(8, 64);
  for (float& value : input.reshaped()) value = static_cast<float>(random.uniform(-1, 1));
  std::vector<int> labels;
  for (Eigen::Index i = 0; i < input.cols(); ++i) {
    labels.push_back((input(0, i) > 0 ? 1 : 0) + (input(1, i) + input(2, i) > 0 ? 2 : 0));
  }
  inkline::NetworkParams shape;
  shape.inputs = 8;
  shape.hidden = {16, 12};
  shape.classes = 4;
  shape.activation = activation;
  Network net = inkline::make_network(shape, 7);
  const inkline::OptimiserParams params{.kind = kind, .weight_decay = 0.05F};
  inkline::OptimiserState state = inkline::make_optimiser_state(params, net);
  std::vector<Network> gradients{inkline::zeros_like(net)};
  inkline::WorkerPool pool(1);
  inkline::Tape tape;
  Losses losses{};
  for (std::size_t step = 0; step < losses.size(); ++step) {
    inkline::forward(net, input, tape, {0.1F, step, 0});
    Matrix slope = tape.output.back();
    losses[step] = inkline::cross_entropy_slope(slope, labels, 0.1F, 1.0F / 64).loss_sum / 64;
    inkline::backward(net, input, tape, slope, gradients.front());
    const float rate = kind == OptimiserKind::sgd ? 0.2F : 0.02F;
    inkline::optimise(params, rate, gradients, pool, state, net);
  }
  return losses;
}

void check_run(Activation activation, OptimiserKind kind, const Losses& stored) {
  const Losses losses = losses_of_run(activation, kind);
  for (std::size_t i = 0; i < losses.size(); ++i) {
    CAPTURE(i);
    // Levels of x86-64 add up in another order; everything else must be the same everywhere.
    CHECK(losses[i] == doctest::Approx(stored[i]).epsilon(1e-4));
  }
}

// A change of these numbers is a change of what training does: say why in the commit.
TEST_CASE("ten losses of a run with AdamW and ReLU are as stored") {
  check_run(Activation::relu, OptimiserKind::adamw,
            {1.6482043, 1.54144, 1.3128902, 1.2561308, 1.2715101, 1.1875528, 1.1592309, 1.0714415,
             1.0349663, 1.0198733});
}

TEST_CASE("ten losses of a run with Nesterov momentum and tanh are as stored") {
  check_run(Activation::tanh, OptimiserKind::sgd,
            {1.5944624, 1.3829038, 1.1315383, 1.003208, 0.90582168, 0.79265904, 0.70650529,
             0.68219803, 0.61388862, 0.60447662});
}

TEST_CASE("ten losses of a run with AdamW and the sigmoid are as stored") {
  check_run(Activation::sigmoid, OptimiserKind::adamw,
            {1.4280768, 1.4000559, 1.345726, 1.3727449, 1.3441827, 1.3166591, 1.3311586, 1.2557334,
             1.2910625, 1.2493503});
}

}  // namespace
