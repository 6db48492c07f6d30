#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <inkline/training/train_lines.hpp>
#include <inkline/training/train_loop.hpp>

#include "run_files.hpp"
#include "train_run.hpp"

namespace inkline::tools {

/// One line about the last epoch, with an estimate of the time left in a run of `epochs`.
std::string progress_line(std::span<const EpochReport> history, int epochs);
std::string progress_line(std::span<const LineReport> history, std::span<const std::string> groups,
                          int epochs);

/// "71.25 %".
std::string shown_percent(double share);

/// "1 h 5 min", "3 min 20 s", "12 s".
std::string duration_text(double seconds);

/// Wall time of all epochs.
template <class Report>
double seconds_of(std::span<const Report> history) {
  double sum = 0;
  for (const Report& report : history) sum += report.seconds;
  return sum;
}

/// One line when a run has ended. `score` says how good the model is, such as "71.25 % right".
template <class Report>
std::string closing_line(const RunFiles& files, const RunResult<Report>& result, std::size_t bytes,
                         const std::string& score) {
  return end_text(result.end) + ": " + files.output + ", " + std::to_string(bytes) + " bytes, " +
         std::to_string(result.network.parameter_count()) + " parameters, " + score + " with " +
         std::string(name_of(files.weights)) + " weights, " +
         duration_text(seconds_of<Report>(result.history));
}

/// Learning curves: a header and one row an epoch.
std::string curves_csv(std::span<const EpochReport> history);
std::string curves_csv(std::span<const LineReport> history, std::span<const std::string> groups);

}  // namespace inkline::tools
