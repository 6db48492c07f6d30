#include <inkline/training/training_data.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/training/split.hpp>

#include "training/made_up_data.hpp"

namespace {

using inkline::Sample;
using inkline::TrainingData;

const std::string& writer_of(const TrainingData& data, const Sample& sample) {
  return data.sets[sample.set].items[sample.item].writer;
}

TEST_CASE("no writer is on two sides, and held-out writers are on none") {
  const TrainingData data = inkline::test::bars_to_train();
  std::set<std::string> trained;
  for (const Sample& sample : data.training) trained.insert(writer_of(data, sample));
  for (const Sample& sample : data.validation) {
    CHECK(trained.count(writer_of(data, sample)) == 0);
    CHECK(inkline::part_of(writer_of(data, sample)) == inkline::Part::validation);
  }
  for (const std::string& writer : trained) {
    CHECK(inkline::part_of(writer) == inkline::Part::train);
  }
  CHECK(data.held_out > 0);
  CHECK(data.training.size() + data.validation.size() + data.held_out == data.sets[0].items.size());
}

TEST_CASE("items get the class of their label, and other characters are counted and left out") {
  const TrainingData data = inkline::split_for_training({inkline::test::bars(40, 1)}, {"d", "a"});
  for (const Sample& sample : data.training) {
    CHECK(data.alphabet[static_cast<std::size_t>(sample.label)] ==
          data.sets[sample.set].items[sample.item].label);
  }
  CHECK(data.foreign == 80);
}

TEST_CASE("a bad alphabet and data without a sample are refused") {
  CHECK_THROWS_WITH_AS(inkline::split_for_training({inkline::test::bars(4, 1)}, {}),
                       doctest::Contains("alphabet"), inkline::Error);
  CHECK_THROWS_WITH_AS(inkline::split_for_training({inkline::test::bars(4, 1)}, {"a", "a"}),
                       doctest::Contains("'a' twice"), inkline::Error);
  CHECK_THROWS_WITH_AS(inkline::split_for_training({inkline::test::bars(4, 1)}, {"z"}),
                       doctest::Contains("nothing to train on"), inkline::Error);
}

/// 80 samples of class 0, 16 of class 1, 4 of class 2, none of class 3.
std::vector<Sample> unbalanced() {
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < 100; ++i) {
    samples.push_back({0, i, i < 80 ? 0 : i < 96 ? 1 : 2});
  }
  return samples;
}

std::map<int, int> met_in(const std::vector<Sample>& samples,
                          const std::vector<std::size_t>& plan) {
  std::map<int, int> counts;
  for (const std::size_t i : plan) ++counts[samples[i].label];
  return counts;
}

TEST_CASE("without balance an epoch meets every sample once") {
  std::vector<std::size_t> plan = inkline::plan_epoch(unbalanced(), 4, 0, 1);
  CHECK_FALSE(std::is_sorted(plan.begin(), plan.end()));
  std::sort(plan.begin(), plan.end());
  CHECK(plan.size() == 100);
  CHECK(std::adjacent_find(plan.begin(), plan.end()) == plan.end());
}

TEST_CASE("balance repeats rare classes evenly and keeps the length of the epoch") {
  const std::vector<Sample> samples = unbalanced();
  std::map<int, int> counts = met_in(samples, inkline::plan_epoch(samples, 4, 1, 1));
  CHECK(counts[0] + counts[1] + counts[2] == 100);
  CHECK(std::abs(counts[0] - counts[2]) <= 1);
  counts = met_in(samples, inkline::plan_epoch(samples, 4, 0.5F, 1));
  CHECK(counts[0] == 60);  // square roots 8.9 : 4 : 2
  CHECK(counts[1] == 27);
  CHECK(counts[2] == 13);

  std::map<std::size_t, int> repeats;
  for (const std::size_t i : inkline::plan_epoch(samples, 4, 1, 1)) ++repeats[i];
  for (std::size_t i = 96; i < 100; ++i) CHECK(std::abs(repeats[i] - 8) <= 1);
}

TEST_CASE("a plan depends on its seed alone") {
  const std::vector<Sample> samples = unbalanced();
  CHECK(inkline::plan_epoch(samples, 4, 0.5F, 1) == inkline::plan_epoch(samples, 4, 0.5F, 1));
  CHECK(inkline::plan_epoch(samples, 4, 0.5F, 1) != inkline::plan_epoch(samples, 4, 0.5F, 2));
}

TEST_CASE("samples are drawn the same by any number of threads and in any portion") {
  const TrainingData data = inkline::test::bars_to_train(40, 2);
  const std::vector<std::size_t> order = inkline::plan_epoch(data.training, 4, 0, 1);
  const auto described = [&](int threads, std::size_t first, std::size_t count) {
    inkline::WorkerPool pool(threads);
    inkline::DescribedSamples result;
    inkline::describe_samples(data, data.training, std::span(order).subspan(first, count),
                              inkline::FeatureKind::gradient, 5, first, pool, result);
    return result;
  };
  const inkline::DescribedSamples whole = described(1, 0, order.size());
  CHECK(described(3, 0, order.size()).features == whole.features);
  const inkline::DescribedSamples part = described(2, 7, 20);
  CHECK(part.features == whole.features.middleCols(7, 20));
  CHECK(std::equal(part.labels.begin(), part.labels.end(), whole.labels.begin() + 7));
}

}  // namespace
