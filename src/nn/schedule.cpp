#include <inkline/nn/schedule.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

/// From 1 at progress 0 to `last` at progress 1.
double half_cosine(double progress, double last) {
  return last + (1 - last) * (1 + std::cos(std::numbers::pi * progress)) / 2;
}

double share_of_rate(const ScheduleParams& params, double progress) {
  const auto last = static_cast<double>(params.final_share);
  const auto warm_up = static_cast<double>(params.warm_up);
  switch (params.kind) {
    case ScheduleKind::step:
      return std::pow(static_cast<double>(params.step_factor),
                      std::floor(progress / static_cast<double>(params.step_share)));
    case ScheduleKind::cosine:
      return half_cosine(progress, last);
    case ScheduleKind::one_cycle:
      // The rise starts at a twentieth: a rate of 0 would waste the first steps.
      if (progress < warm_up) return 0.05 + 0.95 * progress / warm_up;
      return half_cosine((progress - warm_up) / (1 - warm_up), last);
    case ScheduleKind::constant:
      break;
  }
  return 1;
}

void check_range(const char* field, float value, bool holds, const char* range) {
  require_setting(holds, std::string("schedule.") + field + " must be " + range + ", got " +
                             std::to_string(value));
}

}  // namespace

std::string_view name_of(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::step:
      return "step";
    case ScheduleKind::cosine:
      return "cosine";
    case ScheduleKind::one_cycle:
      return "one-cycle";
    case ScheduleKind::constant:
      break;
  }
  return "constant";
}

ScheduleKind schedule_from(std::string_view name) {
  for (const ScheduleKind kind : {ScheduleKind::constant, ScheduleKind::step, ScheduleKind::cosine,
                                  ScheduleKind::one_cycle}) {
    if (name == name_of(kind)) return kind;
  }
  throw Error(Fault::usage, "schedule must be constant, step, cosine or one-cycle, got '" +
                                std::string(name) + "'");
}

void ScheduleParams::check() const {
  check_range("rate", rate, rate > 0 && rate <= 10, "above 0 and at most 10");
  check_range("warm_up", warm_up, warm_up >= 0 && warm_up <= 0.9F, "0 to 0.9");
  check_range("final_share", final_share, final_share >= 0 && final_share <= 1, "0 to 1");
  check_range("step_share", step_share, step_share > 0 && step_share <= 1, "above 0 and at most 1");
  check_range("step_factor", step_factor, step_factor > 0 && step_factor <= 1,
              "above 0 and at most 1");
}

float learning_rate(const ScheduleParams& params, std::int64_t step, std::int64_t steps) {
  const double progress =
      static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(steps, 1));
  return static_cast<float>(static_cast<double>(params.rate) *
                            share_of_rate(params, std::clamp(progress, 0.0, 1.0)));
}

}  // namespace inkline
