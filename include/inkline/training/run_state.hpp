#pragma once

#include <functional>
#include <string>
#include <vector>

#include <inkline/nn/network.hpp>
#include <inkline/nn/optimiser.hpp>

namespace inkline {

// What every kind of training run shares. A report is one line of the learning curves; it has at
// least  epoch,  from 1, and  best,  whether it is better than all before.

/// Everything that a run carries from one epoch to the next.
template <class Report>
struct RunState {
  std::string settings;  ///< of the run: the same text means the same result
  Network net;
  Network average;  ///< no layers when averaging is off
  OptimiserState optimiser;
  Network best;  ///< no layers before the first epoch
  double best_accuracy = -1;
  std::vector<Report> history;  ///< one entry an epoch done
};

/// What would be handed out now: the average where there is one.
template <class Report>
const Network& current_network(const RunState<Report>& state) {
  return state.average.layers.empty() ? state.net : state.average;
}

/// Called between epochs and batches; an empty function is skipped.
template <class Report>
struct RunHooks {
  std::function<void(const RunState<Report>&)> after_epoch;
  std::function<bool()> should_stop;  ///< asked between batches; true ends the run
};

enum class TrainEnd { all_epochs, patience, stopped };

template <class Report>
struct RunResult {
  Network network;              ///< of the best epoch; what it is when stopped before the first
  std::vector<Report> history;  ///< one entry an epoch done
  TrainEnd end = TrainEnd::all_epochs;
};

}  // namespace inkline
