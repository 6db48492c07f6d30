#include <inkline/nn/optimiser.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/nn/kernels.hpp>

namespace inkline {
namespace {

/// A run of neighbouring parameters small enough to share work by and to stay in the cache.
struct Slice {
  std::size_t part;  // which of parameters()
  std::size_t begin;
  std::size_t count;
};

std::vector<Slice> slices_of(const std::vector<std::span<float>>& parts) {
  constexpr std::size_t length = 32768;
  std::vector<Slice> slices;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t begin = 0; begin < parts[part].size(); begin += length) {
      slices.push_back({part, begin, std::min(length, parts[part].size() - begin)});
    }
  }
  return slices;
}

using Parts = std::vector<std::span<float>>;

float* at(const Parts& parts, const Slice& slice) {
  return parts[slice.part].data() + slice.begin;
}

void add(const float* more, std::size_t count, float* sum) {
  for (std::size_t i = 0; i < count; ++i) sum[i] += more[i];
}

void move_towards(const float* target, float keep, std::size_t count, float* value) {
  for (std::size_t i = 0; i < count; ++i) value[i] = keep * value[i] + (1 - keep) * target[i];
}

AdamStep adam_step_of(const OptimiserParams& params, float rate, std::int64_t steps) {
  const auto t = static_cast<double>(steps);
  const double first = 1.0 - std::pow(static_cast<double>(params.first_keep), t);
  const double second = std::sqrt(1.0 - std::pow(static_cast<double>(params.second_keep), t));
  AdamStep step;
  step.rate = static_cast<float>(static_cast<double>(rate) * second / first);
  step.decay = 1.0F - rate * params.weight_decay;
  step.first_keep = params.first_keep;
  step.second_keep = params.second_keep;
  step.epsilon = static_cast<float>(static_cast<double>(params.epsilon) * second);
  return step;
}

/// Leaves the sum of all gradients in the first.
void add_up(const std::vector<Parts>& gradients, const Slice& slice) {
  for (std::size_t i = 1; i < gradients.size(); ++i) {
    add(at(gradients[i], slice), slice.count, at(gradients.front(), slice));
  }
}

double sum_of_squares(const float* values, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += static_cast<double>(values[i]) * static_cast<double>(values[i]);
  }
  return sum;
}

/// Leaves one gradient, the sum, no longer than `longest`; returns its norm before.
double add_and_shorten(float longest, const std::vector<Slice>& slices, WorkerPool& pool,
                       std::vector<Parts>& gradients) {
  std::vector<double> squares(slices.size());
  const auto count = static_cast<int>(slices.size());
  pool.run(count, [&](int index) {
    const Slice& slice = slices[static_cast<std::size_t>(index)];
    add_up(gradients, slice);
    squares[static_cast<std::size_t>(index)] =
        sum_of_squares(at(gradients.front(), slice), slice.count);
  });
  gradients.resize(1);
  double sum = 0;
  for (const double square : squares) sum += square;
  const double norm = std::sqrt(sum);
  if (norm <= static_cast<double>(longest)) return norm;
  const auto factor = static_cast<float>(static_cast<double>(longest) / norm);
  pool.run(count, [&](int index) {
    const Slice& slice = slices[static_cast<std::size_t>(index)];
    float* const gradient = at(gradients.front(), slice);
    for (std::size_t i = 0; i < slice.count; ++i) gradient[i] *= factor;
  });
  return norm;
}

void check_share(const char* field, float value) {
  require_setting(
      value >= 0 && value < 1,
      std::string("optimiser.") + field + " must be 0 to below 1, got " + std::to_string(value));
}

}  // namespace

std::string_view name_of(OptimiserKind kind) {
  return kind == OptimiserKind::sgd ? "sgd" : "adamw";
}

OptimiserKind optimiser_from(std::string_view name) {
  if (name == "sgd") return OptimiserKind::sgd;
  if (name == "adamw") return OptimiserKind::adamw;
  throw Error(Fault::usage, "optimiser must be sgd or adamw, got '" + std::string(name) + "'");
}

void OptimiserParams::check() const {
  require_setting(weight_decay >= 0 && weight_decay <= 1,
                  "optimiser.weight_decay must be 0 to 1, got " + std::to_string(weight_decay));
  check_share("momentum", momentum);
  check_share("first_keep", first_keep);
  check_share("second_keep", second_keep);
  require_setting(epsilon > 0, "optimiser.epsilon must be above 0");
  require_setting(longest >= 0,
                  "optimiser.longest must be 0 or above, got " + std::to_string(longest));
}

OptimiserState make_optimiser_state(const OptimiserParams& params, const Network& net) {
  OptimiserState state;
  state.first = zeros_like(net);
  if (params.kind == OptimiserKind::adamw) state.second = zeros_like(net);
  return state;
}

double optimise(const OptimiserParams& params, float rate, std::vector<Network>& gradients,
                WorkerPool& pool, OptimiserState& state, Network& net, Network* average,
                float average_keep) {
  ++state.steps;
  const AdamStep adam = adam_step_of(params, rate, state.steps);
  const float weight_decay = adam.decay;
  const Parts weights = parameters(net);
  const Parts first = parameters(state.first);
  const Parts second = parameters(state.second);
  const Parts averages = average != nullptr ? parameters(*average) : Parts{};
  std::vector<Parts> slopes;
  slopes.reserve(gradients.size());
  for (Network& gradient : gradients) slopes.push_back(parameters(gradient));

  const std::vector<Slice> slices = slices_of(weights);
  const double norm =
      params.longest > 0 ? add_and_shorten(params.longest, slices, pool, slopes) : 0.0;
  pool.run(static_cast<int>(slices.size()), [&](int index) {
    const Slice& slice = slices[static_cast<std::size_t>(index)];
    add_up(slopes, slice);
    const float* const gradient = at(slopes.front(), slice);
    const bool is_bias = slice.part % 2 == 1;
    const float decay = is_bias ? 1.0F : weight_decay;
    const auto count = static_cast<long>(slice.count);
    if (params.kind == OptimiserKind::adamw) {
      AdamStep step = adam;
      step.decay = decay;
      adam_step(step, gradient, count, at(weights, slice), at(first, slice), at(second, slice));
    } else {
      const MomentumStep step{rate, decay, params.momentum, params.nesterov};
      momentum_step(step, gradient, count, at(weights, slice), at(first, slice));
    }
    if (average != nullptr) {
      move_towards(at(weights, slice), average_keep, slice.count, at(averages, slice));
    }
  });
  return norm;
}

}  // namespace inkline
