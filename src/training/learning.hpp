#pragma once

// The steps that training of single characters and of whole rows have in common.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include <inkline/nn/optimiser.hpp>
#include <inkline/nn/schedule.hpp>
#include <inkline/training/run_state.hpp>

namespace inkline {

/// Which stream of random numbers a seed is for.
enum class Stream : std::uint64_t { weights = 1, plan, drawing, dropout };

std::uint64_t stream_seed(std::uint64_t seed, Stream stream);

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin);

/// Throw Error(Fault::usage) naming train.`field` when `value` is out of bounds.
void check_share(const char* field, float value);  ///< 0 to below 1
void check_count(const char* field, int value, int low, int high);

/// KIND:PATH with the last part of the path: where the data lies on a disk changes nothing.
std::string without_folders(std::string name);

/// Optimiser and schedule as lines of `key = value`.
std::string learning_text(const OptimiserParams& optimiser, const ScheduleParams& schedule);

/// Throws Error(Fault::usage) naming the first line that differs.
void check_same_settings(const std::string& of_checkpoint, const std::string& wanted);

/// Throws Error(Fault::usage) when the loss has grown beyond all bounds.
void check_finite(double loss, std::int64_t step);

/// Early averages would be mostly the random start: the keep grows with the steps done.
float average_keep(float average, std::int64_t steps);

template <class Report>
RunState<Report> first_state(std::string settings, const NetworkParams& shape,
                             const OptimiserParams& optimiser, float average, std::uint64_t seed) {
  RunState<Report> state;
  state.settings = std::move(settings);
  state.net = make_network(shape, stream_seed(seed, Stream::weights));
  if (average > 0) state.average = state.net;
  state.optimiser = make_optimiser_state(optimiser, state.net);
  return state;
}

/// One step down the slope, the sum of `gradients`; returns what optimise() does.
template <class Report>
double step_down(const OptimiserParams& optimiser, float rate, float average,
                 std::vector<Network>& gradients, WorkerPool& pool, RunState<Report>& state) {
  Network* const mean = state.average.layers.empty() ? nullptr : &state.average;
  const float keep = average_keep(average, state.optimiser.steps);
  return optimise(optimiser, rate, gradients, pool, state.optimiser, state.net, mean, keep);
}

template <class Report>
bool stop_wanted(const RunHooks<Report>& hooks) {
  return hooks.should_stop && hooks.should_stop();
}

/// Puts the report of an epoch into the history, and the network aside if it is the best so far.
template <class Report>
void end_epoch(Report report, double accuracy, const RunHooks<Report>& hooks,
               RunState<Report>& state) {
  report.best = accuracy > state.best_accuracy;
  if (report.best) {
    state.best = current_network(state);
    state.best_accuracy = accuracy;
  }
  state.history.push_back(std::move(report));
  if (hooks.after_epoch) hooks.after_epoch(state);
}

template <class Report>
bool patience_is_over(const std::vector<Report>& history, int patience) {
  const auto best = std::find_if(history.rbegin(), history.rend(),
                                 [](const Report& report) { return report.best; });
  return patience > 0 && best - history.rbegin() >= patience;
}

/// @param run_epoch  adds one epoch to the history; false when it was stopped on the way
template <class Report, class RunEpoch>
TrainEnd run_epochs(const RunState<Report>& state, int epochs, int patience,
                    const RunHooks<Report>& hooks, const RunEpoch& run_epoch) {
  while (static_cast<int>(state.history.size()) < epochs) {
    if (patience_is_over(state.history, patience)) return TrainEnd::patience;
    if (stop_wanted(hooks) || !run_epoch()) return TrainEnd::stopped;
  }
  return TrainEnd::all_epochs;
}

template <class Report>
RunResult<Report> result_of(RunState<Report> state, TrainEnd end) {
  const bool has_best = !state.best.layers.empty();
  return {has_best ? state.best : current_network(state), std::move(state.history), end};
}

}  // namespace inkline
