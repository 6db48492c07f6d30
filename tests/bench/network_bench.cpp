// What sliding costs: forward and backward of a network that reads rows of writing, beside a plain
// one of the same weights, in one thread. Operations are those of the products alone, so that
// FLOP/s falls with everything else that costs time. Argument of learn: 1 slides, 0 is plain.

#include <vector>

#include <benchmark/benchmark.h>

#include <inkline/nn/network.hpp>
#include <inkline/nn/optimiser.hpp>

namespace {

using inkline::LayerParams;
using inkline::Matrix;
using inkline::Network;

constexpr int kInputs = 80;
constexpr const char* kLayers = "512@-7:7:2,128,384@-6:6:2,128,256@-12:12:4";
constexpr float kDropout = 0.1F;

Network sliding_network() {
  inkline::NetworkParams params;
  params.inputs = kInputs;
  params.hidden = inkline::layers_from(kLayers);
  params.classes = 96;
  return inkline::make_network(params, 1);
}

/// Rows of 40 to 200 steps, in all `steps`.
std::vector<int> rows_of(int steps) {
  std::vector<int> rows;
  for (int length = 40; steps > 0; length = 40 + (length * 7 + 13) % 161) {
    rows.push_back(length < steps ? length : steps);
    steps -= rows.back();
  }
  return rows;
}

double product_operations(const Network& net, int steps) {
  double weights = 0;
  for (const inkline::Dense& layer : net.layers) {
    weights += static_cast<double>(layer.weight.size());
  }
  return 2.0 * weights * steps;
}

void count_operations(double operations, benchmark::State& state) {
  state.counters["FLOP/s"] = benchmark::Counter(
      operations * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// One layer alone with as many weights as the first, the third or the fifth; no input slope.
void learn_layer(benchmark::State& state) {
  const std::vector<LayerParams> layers = inkline::layers_from(kLayers);
  const auto index = static_cast<std::size_t>(state.range(1));
  const LayerParams& like = layers[index];
  const int in = index == 0 ? kInputs : layers[index - 1].width;
  const bool slides = state.range(0) == 1;
  const int seen = in * static_cast<int>(like.offsets.size());
  Network net;
  net.layers.resize(1);
  net.layers[0].weight = Matrix::Random(like.width, seen);
  net.layers[0].bias = inkline::Vector::Zero(like.width);
  if (slides) net.layers[0].offsets = like.offsets;
  constexpr int steps = 2500;
  const std::vector<int> rows = rows_of(steps);
  const Matrix input = Matrix::Random(slides ? in : seen, steps);
  Network gradient = inkline::zeros_like(net);
  inkline::Tape tape;
  Matrix slope;
  for (auto _ : state) {
    inkline::forward(net, input, rows, tape);
    slope = tape.output.back();
    inkline::backward(net, input, rows, tape, slope, gradient);
    benchmark::DoNotOptimize(gradient.layers[0].weight.data());
  }
  count_operations(2 * product_operations(net, steps), state);
}

BENCHMARK(learn_layer)
    ->ArgNames({"slides", "layer"})
    ->ArgsProduct({{0, 1}, {0, 2, 4}})
    ->Unit(benchmark::kMillisecond);

/// Half a batch through the whole network, as one of two training threads does it. Layer by layer
/// there are three products, but for the first layer two.
void learn(benchmark::State& state) {
  const Network net = sliding_network();
  const int steps = static_cast<int>(state.range(0));
  const std::vector<int> rows = rows_of(steps);
  const Matrix input = Matrix::Random(kInputs, steps);
  Network gradient = inkline::zeros_like(net);
  inkline::Tape tape;
  Matrix slope;
  const float rate = static_cast<float>(state.range(1)) / 100.0F;
  for (auto _ : state) {
    inkline::forward(net, input, rows, tape, {rate, 1, 0});
    slope = tape.output.back() * 1e-3F;
    inkline::backward(net, input, rows, tape, slope, gradient);
    benchmark::DoNotOptimize(gradient.layers[0].weight.data());
  }
  const double first = 2.0 * static_cast<double>(net.layers[0].weight.size()) * steps;
  count_operations(3 * product_operations(net, steps) - first, state);
}

BENCHMARK(learn)
    ->ArgNames({"steps", "dropout"})
    ->Args({2500, 0})
    ->Args({2500, 10})
    ->Unit(benchmark::kMillisecond);

/// A page of 20 rows of 500 steps: at once, or each by itself.
void read_page(benchmark::State& state) {
  const Network net = sliding_network();
  constexpr int steps = 500;
  const int at_once = static_cast<int>(state.range(0));
  const std::vector<int> rows(static_cast<std::size_t>(at_once), steps);
  const Matrix input = Matrix::Random(kInputs, steps * at_once);
  for (auto _ : state) {
    for (int i = 0; i < 20; i += at_once) {
      benchmark::DoNotOptimize(inkline::classify(net, input, rows));
    }
  }
  count_operations(product_operations(net, steps * 20), state);
}

BENCHMARK(read_page)->ArgName("rows_at_once")->Arg(1)->Arg(20)->Unit(benchmark::kMillisecond);

void adam(benchmark::State& state) {
  Network net = sliding_network();
  const inkline::OptimiserParams params;
  inkline::OptimiserState optimiser = inkline::make_optimiser_state(params, net);
  std::vector<Network> gradients(2, net);
  Network average = net;
  inkline::WorkerPool pool(1);
  for (auto _ : state) {
    inkline::optimise(params, 1e-3F, gradients, pool, optimiser, net, &average, 0.999F);
  }
}

BENCHMARK(adam)->Unit(benchmark::kMillisecond);

}  // namespace
