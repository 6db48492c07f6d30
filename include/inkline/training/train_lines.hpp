#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <inkline/features/row_strip.hpp>
#include <inkline/nn/network.hpp>
#include <inkline/nn/optimiser.hpp>
#include <inkline/nn/schedule.hpp>
#include <inkline/training/line_data.hpp>
#include <inkline/training/run_state.hpp>

namespace inkline {

/// A trained network to begin with.
struct StartNetwork {
  Network network;             ///< with the layers of the settings
  std::uint32_t checksum = 0;  ///< of its model file: another start is another run
};

/// Settings of train_lines().
struct LineTrainParams {
  StripParams strip;
  /// 8 columns, 4 pixels apart, are a 32 x 32 crop; then neighbouring crops are seen together.
  std::vector<LayerParams> layers = layers_from("512@-7:7:2,128,384@-6:6:2,128,256@-12:12:4");
  Activation activation = Activation::relu;
  OptimiserParams optimiser{.weight_decay = 0.01F, .longest = 1};
  ScheduleParams schedule{.rate = 2.5e-3F};
  int epochs = 12;         ///< 1 to 100000
  int epoch_rows = 0;      ///< rows of an epoch, at most; 0 for as many as the data plans
  int batch_steps = 5000;  ///< steps along rows that a step of learning sees; 16 to 1,000,000
  float dropout = 0.1F;    ///< share of hidden activations; 0 to below 1
  float average = 0.995F;  ///< keep of a moving average of the weights; 0 (off) to below 1
  int patience = 0;        ///< epochs without a better validation before stopping; 0 is never
  std::uint64_t seed = 1;
  std::optional<StartNetwork> start;  ///< none: random weights
  int threads = 1;  ///< 1 to 256; results repeat to the last digit for one number of threads

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// One line of the learning curves. An error is the share of characters that greedy reading gets
/// wrong: insertions, deletions and substitutions over the length of the truth.
struct LineReport {
  int epoch = 0;                     ///< from 1
  double rate = 0;                   ///< learning rate of its last step
  double training_loss = 0;          ///< nats a character, with dropout, while learning
  double skipped_share = 0;          ///< of rows that have too few steps for their text
  double gradient_length = 0;        ///< mean norm before it is shortened
  double error = 0;                  ///< of all validation rows
  std::vector<double> group_errors;  ///< of every group
  double steps = 0;                  ///< along rows, learnt from
  double seconds = 0;                ///< wall time of the epoch
  double drawing_seconds = 0;        ///< the part of it that drew and described rows
  bool best = false;                 ///< better than every epoch before
};

using LineTrainState = RunState<LineReport>;
using LineTrainHooks = RunHooks<LineReport>;
using LineTrainResult = RunResult<LineReport>;

/// The settings and the size of the data as lines of `key = value`: the same text means the same
/// result.
std::string settings_text(const LineData& data, const LineTrainParams& params);

/// The validation fields of a report for any network, on the same drawings as in training.
LineReport validate_lines(const LineData& data, const Network& net, const StripParams& strip,
                          int threads);

/// Trains a line reader with ctc_loss() from scratch, or goes on where `resume` ended: with the
/// same text of settings the result is the same to the last digit as without the interruption.
///
/// Every epoch draws its rows anew. All threads draw rows for a few batches, then all threads train
/// on them, each with rows of its own of every batch; gradients are added up in the threads' order.
/// The learning rate follows the share of the epochs done.
///
/// @throws Error  Fault::usage from params.check(), when `resume` was made with other settings, or
///                when the loss grows beyond all bounds
LineTrainResult train_lines(const LineData& data, const LineTrainParams& params,
                            const LineTrainHooks& hooks = {},
                            std::optional<LineTrainState> resume = {});

}  // namespace inkline
