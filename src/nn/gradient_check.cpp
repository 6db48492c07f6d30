#include <inkline/nn/gradient_check.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/nn/loss.hpp>

namespace inkline {
namespace {

int steps_of(std::span<const int> rows) {
  return std::accumulate(rows.begin(), rows.end(), 0);
}

/// A network, a batch and its mask, all fixed while parameters are moved one at a time.
struct Problem {
  Network net;
  Matrix input;  // d x n
  std::vector<int> rows;
  std::vector<int> labels;
  Dropout dropout;
  float smoothing = 0;
};

double activated(Activation activation, double z) {
  switch (activation) {
    case Activation::sigmoid:
      return 1.0 / (1.0 + std::exp(-z));
    case Activation::tanh:
      return std::tanh(z);
    case Activation::relu:
      break;
  }
  return std::max(z, 0.0);
}

Problem make_problem(const GradientCheckParams& params, Activation activation) {
  NetworkParams shape;
  shape.inputs = params.inputs;
  shape.hidden = params.hidden;
  shape.classes = params.classes;
  shape.activation = activation;
  Problem problem{make_network(shape, params.seed),
                  Matrix(shape.inputs, steps_of(params.rows)),
                  params.rows,
                  {},
                  {params.dropout, derived_seed(params.seed, 1), 0},
                  params.smoothing};
  Random random(derived_seed(params.seed, 2));
  for (float& value : problem.input.reshaped()) value = static_cast<float>(random.uniform(-1, 1));
  for (Dense& layer : problem.net.layers) {
    for (float& value : layer.bias) value = static_cast<float>(random.uniform(-0.3, 0.3));
  }
  for (Eigen::Index i = 0; i < problem.input.cols(); ++i) {
    problem.labels.push_back(
        static_cast<int>(random.index(static_cast<std::size_t>(shape.classes))));
  }
  return problem;
}

/// All weights and biases in the order of parameters(), in double.
using Numbers = std::vector<std::vector<double>>;

Numbers numbers_of(Network net) {
  Numbers numbers;
  for (const std::span<float> span : parameters(net)) {
    numbers.emplace_back(span.begin(), span.end());
  }
  return numbers;
}

/// One step's numbers after the other.
using Steps = std::vector<std::vector<double>>;

/// weight * x + bias of one step of a row, by the book.
std::vector<double> plain_sum(const Dense& shape, const std::vector<double>& weight,
                              const std::vector<double>& bias, const Steps& in, std::size_t step) {
  std::vector<double> out = bias;
  const std::size_t width = in.front().size();
  for (std::size_t part = 0; part < shape.offsets.size(); ++part) {
    const auto source = static_cast<std::ptrdiff_t>(step) + shape.offsets[part];
    if (source < 0 || source >= static_cast<std::ptrdiff_t>(in.size())) continue;
    const std::vector<double>& values = in[static_cast<std::size_t>(source)];
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t row = 0; row < out.size(); ++row) {
        out[row] += weight[(part * width + k) * out.size() + row] * values[k];
      }
    }
  }
  return out;
}

/// Logits of every step of the row that begins at column `first`.
Steps plain_logits(const Problem& problem, const Numbers& numbers, const Tape& tape,
                   Eigen::Index first, int length) {
  Steps values;
  for (Eigen::Index i = first; i < first + length; ++i) {
    values.emplace_back(problem.input.col(i).begin(), problem.input.col(i).end());
  }
  const std::size_t count = problem.net.layers.size();
  for (std::size_t layer = 0; layer < count; ++layer) {
    Steps out;
    for (std::size_t step = 0; step < values.size(); ++step) {
      out.push_back(plain_sum(problem.net.layers[layer], numbers[2 * layer], numbers[2 * layer + 1],
                              values, step));
      if (layer + 1 == count) continue;
      for (double& z : out.back()) z = activated(problem.net.activation, z);
      if (tape.mask.empty()) continue;
      const auto mask = tape.mask[layer].col(first + static_cast<Eigen::Index>(step));
      for (std::size_t row = 0; row < out.back().size(); ++row) {
        out.back()[row] *= static_cast<double>(mask(static_cast<Eigen::Index>(row)));
      }
    }
    values = std::move(out);
  }
  return values;
}

double plain_cross_entropy(const std::vector<double>& logits, std::size_t label, double smoothing) {
  double power_sum = 0;
  for (const double z : logits) power_sum += std::exp(z);
  double loss = 0;
  for (std::size_t k = 0; k < logits.size(); ++k) {
    const double truth =
        (k == label ? 1.0 - smoothing : 0.0) + smoothing / static_cast<double>(logits.size());
    loss -= truth * (logits[k] - std::log(power_sum));
  }
  return loss;
}

/// Mean loss over the batch, by the book and in double.
double plain_loss(const Problem& problem, const Numbers& numbers, const Tape& tape) {
  double loss = 0;
  int first = 0;
  for (const int length : problem.rows) {
    const Steps logits = plain_logits(problem, numbers, tape, first, length);
    for (std::size_t step = 0; step < logits.size(); ++step) {
      const int label = problem.labels[static_cast<std::size_t>(first) + step];
      loss += plain_cross_entropy(logits[step], static_cast<std::size_t>(label),
                                  static_cast<double>(problem.smoothing));
    }
    first += length;
  }
  return loss / static_cast<double>(problem.input.cols());
}

double largest_error(std::span<const float> slopes, std::span<const double> differences) {
  double error = 0;
  double largest = 1e-12;
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    error = std::max(error, std::abs(static_cast<double>(slopes[i]) - differences[i]));
    largest = std::max(largest, std::abs(differences[i]));
  }
  return error / largest;
}

std::vector<double> differences_of(const Problem& problem, const Tape& tape, double step,
                                   Numbers& numbers, std::size_t part) {
  std::vector<double> differences;
  for (double& number : numbers[part]) {
    const double saved = number;
    number = saved + step;
    const double above = plain_loss(problem, numbers, tape);
    number = saved - step;
    const double below = plain_loss(problem, numbers, tape);
    number = saved;
    differences.push_back((above - below) / (2 * step));
  }
  return differences;
}

std::vector<LayerGradientError> check_activation(const GradientCheckParams& params,
                                                 Activation activation) {
  const Problem problem = make_problem(params, activation);
  Tape tape;
  forward(problem.net, problem.input, problem.rows, tape, problem.dropout);
  Matrix slope = tape.output.back();
  cross_entropy_slope(slope, problem.labels, problem.smoothing,
                      1.0F / static_cast<float>(problem.input.cols()));
  Network gradient = zeros_like(problem.net);
  backward(problem.net, problem.input, problem.rows, tape, slope, gradient);

  Numbers numbers = numbers_of(problem.net);
  const std::vector<std::span<float>> slopes = parameters(gradient);
  std::vector<LayerGradientError> errors;
  for (std::size_t layer = 0; layer < problem.net.layers.size(); ++layer) {
    const auto error = [&](std::size_t part) {
      return largest_error(slopes[part], differences_of(problem, tape, params.step, numbers, part));
    };
    errors.push_back({activation, static_cast<int>(layer), error(2 * layer), error(2 * layer + 1)});
  }
  return errors;
}

void check_width(const char* field, int width) {
  require_setting(width >= 1 && width <= 64, std::string("gradient_check.") + field +
                                                 " must be 1 to 64, got " + std::to_string(width));
}

}  // namespace

void GradientCheckParams::check() const {
  check_width("inputs", inputs);
  for (const LayerParams& layer : hidden) check_width("hidden", layer.width);
  check_width("classes", classes);
  require_setting(std::all_of(rows.begin(), rows.end(),
                              [](int length) { return length >= 0 && length <= 1024; }) &&
                      rows.size() <= 256 && steps_of(rows) >= 1 && steps_of(rows) <= 1024,
                  "gradient_check.rows must hold 1 to 1024 steps");
  require_setting(step >= 1e-8 && step <= 1e-2, "gradient_check.step must be 1e-8 to 1e-2");
  require_setting(smoothing >= 0 && smoothing < 1, "gradient_check.smoothing must be 0 to below 1");
  require_setting(dropout >= 0 && dropout < 1, "gradient_check.dropout must be 0 to below 1");
}

std::vector<LayerGradientError> check_gradients(const GradientCheckParams& params) {
  params.check();
  std::vector<LayerGradientError> errors;
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    const std::vector<LayerGradientError> more = check_activation(params, a);
    errors.insert(errors.end(), more.begin(), more.end());
  }
  return errors;
}

}  // namespace inkline
