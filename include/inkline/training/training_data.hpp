#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <inkline/nn/matrix.hpp>
#include <inkline/nn/worker_pool.hpp>
#include <inkline/training/data_set.hpp>

namespace inkline {

/// One item of one of several data sets, with the class it belongs to.
struct Sample {
  std::size_t set = 0;   ///< index into the data sets
  std::size_t item = 0;  ///< index into its items
  int label = 0;         ///< index into the alphabet
};

/// What a network is trained on and watched by.
struct TrainingData {
  std::vector<DataSet> sets;
  std::vector<std::string> alphabet;  ///< one character a class; "" is the reject class
  std::vector<Sample> training;
  std::vector<Sample> validation;  ///< of other writers
  std::size_t held_out = 0;        ///< samples of the writers that are never trained on
  std::size_t foreign = 0;         ///< items whose label is not in the alphabet
};

/// Splits data sets by writer (split.hpp: the same parts in every run) and finds every item's
/// class.
/// @throws Error  Fault::usage when the alphabet is empty or names a class twice; Fault::input when
///                training or validation is left without a sample
TrainingData split_for_training(std::vector<DataSet> sets, std::vector<std::string> alphabet);

/// The samples of one epoch in the order they are met: indices into `samples`, as many as there
/// are samples. Depends on the arguments alone, so that a resumed run meets the same.
///
/// @param balance  0 leaves classes as frequent as they are; 1 makes all equally frequent; between,
///                 a class of m samples is met in proportion to m^(1 - balance). Rare classes are
///                 repeated (and drawn anew each time), frequent ones thinned out.
std::vector<std::size_t> plan_epoch(std::span<const Sample> samples, std::size_t classes,
                                    float balance, std::uint64_t seed);

/// Drawn and described samples, one a column.
struct DescribedSamples {
  Matrix features;          ///< d x n
  std::vector<int> labels;  ///< n
};

/// Draws and describes samples[order[i]] for every i, spread over the pool. Sample i is drawn with
/// a seed of (seed, first + i), whatever thread does it.
void describe_samples(const TrainingData& data, std::span<const Sample> samples,
                      std::span<const std::size_t> order, FeatureKind features, std::uint64_t seed,
                      std::size_t first, WorkerPool& pool, DescribedSamples& described);

}  // namespace inkline
