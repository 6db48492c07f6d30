#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <inkline/nn/network.hpp>
#include <inkline/nn/optimiser.hpp>
#include <inkline/nn/schedule.hpp>
#include <inkline/training/run_state.hpp>
#include <inkline/training/training_data.hpp>

namespace inkline {

/// Settings of train().
struct TrainParams {
  FeatureKind features = FeatureKind::gradient;
  std::vector<int> hidden{768, 384};  ///< width of every hidden layer, each 1 to 65536
  Activation activation = Activation::relu;
  Initialisation initialisation = Initialisation::he;
  OptimiserParams optimiser;
  ScheduleParams schedule;
  int epochs = 30;               ///< 1 to 100000
  int batch = 256;               ///< samples a step; 1 to 65536
  float dropout = 0.2F;          ///< share of hidden activations; 0 to below 1
  float label_smoothing = 0.1F;  ///< 0 to below 1
  float balance = 0.5F;          ///< of rare and frequent classes, see plan_epoch(); 0 to 1
  float average = 0.0F;          ///< keep of a moving average of the weights; 0 (off) to below 1
  int patience = 10;             ///< epochs without a better validation before stopping; 0 is never
  std::uint64_t seed = 1;
  int threads = 1;  ///< 1 to 256; results repeat to the last digit for one number of threads

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// One line of the learning curves. Losses are in nats a sample.
struct EpochReport {
  int epoch = 0;                   ///< from 1
  double rate = 0;                 ///< learning rate of its last step
  double training_loss = 0;        ///< with dropout and smoothing, while learning
  double training_accuracy = 0;    ///< likewise
  double validation_loss = 0;      ///< without either
  double validation_accuracy = 0;  ///< share of samples whose first guess is right
  double validation_top_five = 0;  ///< share whose label is among the first five guesses
  double seconds = 0;              ///< wall time of the epoch
  double drawing_seconds = 0;      ///< the part of it that drew and described samples
  bool best = false;               ///< better than every epoch before
};

using TrainState = RunState<EpochReport>;
using TrainHooks = RunHooks<EpochReport>;
using TrainResult = RunResult<EpochReport>;

/// Widths with commas between, as they are typed: "768,384".
std::string widths_text(const std::vector<int>& widths);

/// The settings and the size of the data as lines of `key = value`: the same text means the same
/// result.
std::string settings_text(const TrainingData& data, const TrainParams& params);

/// The validation fields of a report for any network, on the same drawings as in training.
EpochReport validate(const TrainingData& data, const Network& net, FeatureKind features,
                     int threads);

/// Trains a network from scratch, or goes on where `resume` ended: with the same text of settings
/// the result is the same to the last digit as without the interruption.
///
/// Every epoch draws its samples anew. All threads draw a few batches, then all threads train on
/// them, each its own columns of every batch; gradients are added up in the threads' order.
///
/// @throws Error  Fault::usage from params.check(), when `resume` was made with other settings, or
///                when the loss grows beyond all bounds
TrainResult train(const TrainingData& data, const TrainParams& params, const TrainHooks& hooks = {},
                  std::optional<TrainState> resume = {});

}  // namespace inkline
