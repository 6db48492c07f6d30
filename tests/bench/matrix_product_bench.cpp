// What choosing the level of x86-64 at run time costs against a build for this machine alone, on
// the three products of one layer (768 outputs, 778 inputs, 128 samples: half a batch of 256).
// Arguments: level (0 baseline, 1 v3, 2 v4, 3 -march=native), transposed (0 none: forward,
// 1 left: slope of the input, 2 right: slope of the weights).

#include <benchmark/benchmark.h>

#include <inkline/nn/kernels.hpp>
#include <inkline/nn/network.hpp>

#include "level_kernels.hpp"

namespace {

using inkline::CpuLevel;
using inkline::Matrix;

constexpr long kOut = 768;
constexpr long kIn = 778;
constexpr long kSamples = 128;
constexpr int kNative = 3;

inkline::ProductShape shape_of(int transposed) {
  if (transposed == 1) return {kIn, kSamples, kOut, kOut, kOut, kIn, 1, false};
  if (transposed == 2) return {kOut, kIn, kSamples, kOut, kIn, kOut, 2, false};
  return {kOut, kSamples, kIn, kOut, kIn, kOut, 0, false};
}

const inkline::LevelKernels& kernels_of(int level) {
#ifdef INKLINE_X86_64
  if (level == kNative) return inkline::native::kKernels;
  if (level == 2) return inkline::v4::kKernels;
  if (level == 1) return inkline::v3::kKernels;
#endif
  return inkline::baseline::kKernels;
}

void multiply(benchmark::State& state) {
  const auto level = static_cast<int>(state.range(0));
  const inkline::ProductShape shape = shape_of(static_cast<int>(state.range(1)));
  if (level != kNative && level > static_cast<int>(inkline::best_cpu_level())) {
    state.SkipWithError("this machine does not run the level");
    return;
  }
  state.SetLabel(level == kNative ? "-march=native"
                                  : std::string(name_of(static_cast<CpuLevel>(level))));
  const Matrix left = Matrix::Random(kOut, kIn);
  const Matrix right = Matrix::Random(kIn, kIn);
  Matrix result(kIn, kIn);
  for (auto _ : state) {
    kernels_of(level).multiply(shape, left.data(), right.data(), result.data());
    benchmark::DoNotOptimize(result.data());
    benchmark::ClobberMemory();
  }
  const double operations = 2.0 * static_cast<double>(shape.rows * shape.cols * shape.inner);
  state.counters["FLOP/s"] = benchmark::Counter(
      operations * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

BENCHMARK(multiply)->ArgNames({"level", "transposed"})->ArgsProduct({{0, 1, 2, 3}, {0, 1, 2}});

/// A page of 300 glyphs through a network of 0.93 million weights, as `ocr` does it.
void classify_page(benchmark::State& state) {
  inkline::NetworkParams shape;
  shape.inputs = kIn;
  shape.hidden = {768, 384};
  shape.classes = 95;
  const inkline::Network net = inkline::make_network(shape, 1);
  const Matrix input = Matrix::Random(kIn, 300);
  for (auto _ : state) benchmark::DoNotOptimize(inkline::classify(net, input));
}

BENCHMARK(classify_page)->Unit(benchmark::kMillisecond);

}  // namespace
