#pragma once

#include <cstdint>
#include <string_view>

namespace inkline {

/// How the learning rate changes over a training run.
enum class ScheduleKind {
  constant,   ///< always the rate
  step,       ///< times `step_factor` after every `step_share` of the run
  cosine,     ///< half a cosine from the rate down to final_share of it
  one_cycle,  ///< a straight rise over warm_up of the run, then the cosine
};

/// The name used on the command line (one-cycle for one_cycle); the inverse throws
/// Error(Fault::usage).
std::string_view name_of(ScheduleKind kind);
ScheduleKind schedule_from(std::string_view name);

/// Settings of learning_rate(). Shares are of the whole run, so that a longer run stretches.
struct ScheduleParams {
  ScheduleKind kind = ScheduleKind::one_cycle;
  float rate = 2e-3F;          ///< the highest; above 0, at most 10
  float warm_up = 0.1F;        ///< one_cycle: share of the run that rises; 0 to 0.9
  float final_share = 0.002F;  ///< cosine, one_cycle: the last rate over the highest; 0 to 1
  float step_share = 0.25F;    ///< step: share of the run between two drops; above 0, at most 1
  float step_factor = 0.3F;    ///< step: above 0, at most 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The rate of step `step` in a run of `steps`; step counts from 0.
///
/// Source: I. Loshchilov, F. Hutter, "SGDR", ICLR 2017 (cosine); L. N. Smith, N. Topin,
/// "Super-convergence", 2018 (one cycle; we leave momentum alone).
float learning_rate(const ScheduleParams& params, std::int64_t step, std::int64_t steps);

}  // namespace inkline
