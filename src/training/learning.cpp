#include "learning.hpp"

#include <cmath>
#include <sstream>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

namespace inkline {
namespace {

/// The first line that two texts do not share, as "'a' instead of 'b'".
std::string first_difference(const std::string& got, const std::string& wanted) {
  std::istringstream left(got);
  std::istringstream right(wanted);
  std::string a;
  std::string b;
  while (a == b && (left || right)) {
    if (!std::getline(left, a)) a.clear();
    if (!std::getline(right, b)) b.clear();
  }
  return "'" + a + "' instead of '" + b + "'";
}

}  // namespace

std::uint64_t stream_seed(std::uint64_t seed, Stream stream) {
  return derived_seed(seed, static_cast<std::uint64_t>(stream));
}

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void check_share(const char* field, float value) {
  require_setting(
      value >= 0 && value < 1,
      std::string("train.") + field + " must be 0 to below 1, got " + std::to_string(value));
}

void check_count(const char* field, int value, int low, int high) {
  require_setting(value >= low && value <= high,
                  std::string("train.") + field + " must be " + std::to_string(low) + " to " +
                      std::to_string(high) + ", got " + std::to_string(value));
}

std::string without_folders(std::string name) {
  while (!name.empty() && name.back() == '/') name.pop_back();
  const std::size_t kind = name.find(':');
  const std::size_t slash = name.rfind('/');
  if (kind == std::string::npos || slash == std::string::npos || slash < kind) return name;
  return name.substr(0, kind + 1) + name.substr(slash + 1);
}

std::string learning_text(const OptimiserParams& optimiser, const ScheduleParams& schedule) {
  std::ostringstream text;
  text.precision(9);
  text << "optimiser = " << name_of(optimiser.kind) << '\n'
       << "weight decay = " << optimiser.weight_decay << '\n'
       << "momentum = " << optimiser.momentum << (optimiser.nesterov ? ", nesterov" : "") << '\n'
       << "beta = " << optimiser.first_keep << ", " << optimiser.second_keep << '\n'
       << "epsilon = " << optimiser.epsilon << '\n';
  if (optimiser.longest > 0) text << "longest gradient = " << optimiser.longest << '\n';
  text << "schedule = " << name_of(schedule.kind) << '\n'
       << "rate = " << schedule.rate << '\n'
       << "warm-up = " << schedule.warm_up << '\n'
       << "final share = " << schedule.final_share << '\n'
       << "step = " << schedule.step_share << ", " << schedule.step_factor << '\n';
  return text.str();
}

void check_same_settings(const std::string& of_checkpoint, const std::string& wanted) {
  require_setting(of_checkpoint == wanted,
                  "train: the checkpoint was made with " + first_difference(of_checkpoint, wanted));
}

void check_finite(double loss, std::int64_t step) {
  require_setting(std::isfinite(loss), "train: the loss is no number any more at step " +
                                           std::to_string(step) + "; a lower rate may help");
}

float average_keep(float average, std::int64_t steps) {
  const auto t = static_cast<float>(steps);
  return std::min(average, (1 + t) / (10 + t));
}

}  // namespace inkline
