// Decoding of a row of 40 characters in 300 steps, as clear or as muddled as a line reader leaves
// it, with and without the language inside the programs; and what a look into the language costs.

#include <string>

#include <benchmark/benchmark.h>

#include <inkline/features/embedded_files.hpp>
#include <inkline/text/decode_row.hpp>

#include "support/noisy_row.hpp"

namespace {

constexpr const char* kRow = "please water the plants and feed the cat";

inkline::RowHelp english() {
  inkline::RowHelp help;
  help.language = inkline::read_language_in_place(inkline::embedded_language(), "embedded");
  return help;
}

void decode(benchmark::State& state, double clearness, const inkline::RowHelp& help) {
  const inkline::test::MadeRow row =
      inkline::test::RowNoise({.clearness = clearness}, 1).row_of(kRow);
  const auto alphabet = inkline::test::row_alphabet();
  for ([[maybe_unused]] const auto round : state) {
    benchmark::DoNotOptimize(inkline::decode_row(row.scores(), alphabet, help).score);
  }
  state.counters["steps"] = row.scores().steps;
}

void clear_with_language(benchmark::State& state) {
  decode(state, 8, english());
}
void muddled_with_language(benchmark::State& state) {
  decode(state, 4, english());
}
void muddled_by_ink_alone(benchmark::State& state) {
  decode(state, 4, {});
}

void read_embedded_language(benchmark::State& state) {
  for ([[maybe_unused]] const auto round : state) {
    benchmark::DoNotOptimize(english().language.order());
  }
}

void language_after(benchmark::State& state) {
  const inkline::LanguageModel model = english().language;
  inkline::LanguageModel::State after = model.row_start();
  const std::string row = kRow;
  std::size_t i = 0;
  for ([[maybe_unused]] const auto round : state) {
    const int symbol = row[i] - ' ' + 1;
    benchmark::DoNotOptimize(model.probability(after, symbol));
    after = model.after(after, symbol);
    i = (i + 1) % row.size();
  }
}

BENCHMARK(clear_with_language)->Unit(benchmark::kMicrosecond);
BENCHMARK(muddled_with_language)->Unit(benchmark::kMicrosecond);
BENCHMARK(muddled_by_ink_alone)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_embedded_language)->Unit(benchmark::kMicrosecond);
BENCHMARK(language_after)->Unit(benchmark::kNanosecond);

}  // namespace
