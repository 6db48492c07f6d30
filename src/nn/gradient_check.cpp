#include <inkline/nn/gradient_check.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/nn/loss.hpp>

namespace inkline {
namespace {

/// A network, a batch and its mask, all fixed while parameters are moved one at a time.
struct Problem {
  Network net;
  Matrix input;  // d x n
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
  shape.inputs = params.widths.front();
  shape.hidden.assign(params.widths.begin() + 1, params.widths.end() - 1);
  shape.classes = params.widths.back();
  shape.activation = activation;
  Problem problem{make_network(shape, params.seed),
                  Matrix(shape.inputs, params.samples),
                  {},
                  {params.dropout, derived_seed(params.seed, 1), 0},
                  params.smoothing};
  Random random(derived_seed(params.seed, 2));
  for (float& value : problem.input.reshaped()) value = static_cast<float>(random.uniform(-1, 1));
  for (Dense& layer : problem.net.layers) {
    for (float& value : layer.bias) value = static_cast<float>(random.uniform(-0.3, 0.3));
  }
  for (int i = 0; i < params.samples; ++i) {
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

/// Mean loss over the batch, by the book and in double.
double plain_loss(const Problem& problem, const Numbers& numbers, const Tape& tape) {
  const std::size_t count = problem.net.layers.size();
  double loss = 0;
  for (Eigen::Index sample = 0; sample < problem.input.cols(); ++sample) {
    std::vector<double> values(problem.input.col(sample).begin(), problem.input.col(sample).end());
    for (std::size_t layer = 0; layer < count; ++layer) {
      const std::vector<double>& weight = numbers[2 * layer];
      std::vector<double> out = numbers[2 * layer + 1];
      for (std::size_t row = 0; row < out.size(); ++row) {
        for (std::size_t k = 0; k < values.size(); ++k) {
          out[row] += weight[k * out.size() + row] * values[k];
        }
        if (layer + 1 == count) continue;
        out[row] = activated(problem.net.activation, out[row]);
        if (!tape.mask.empty()) {
          out[row] *= static_cast<double>(tape.mask[layer](static_cast<Eigen::Index>(row), sample));
        }
      }
      values = std::move(out);
    }
    double power_sum = 0;
    for (const double z : values) power_sum += std::exp(z);
    const auto label = static_cast<std::size_t>(problem.labels[static_cast<std::size_t>(sample)]);
    for (std::size_t k = 0; k < values.size(); ++k) {
      const double smoothing = static_cast<double>(problem.smoothing);
      const double truth =
          (k == label ? 1.0 - smoothing : 0.0) + smoothing / static_cast<double>(values.size());
      loss -= truth * (values[k] - std::log(power_sum));
    }
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
  forward(problem.net, problem.input, tape, problem.dropout);
  Matrix slope = tape.output.back();
  cross_entropy_slope(slope, problem.labels, problem.smoothing,
                      1.0F / static_cast<float>(params.samples));
  Network gradient = zeros_like(problem.net);
  backward(problem.net, problem.input, tape, slope, gradient);

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

}  // namespace

void GradientCheckParams::check() const {
  require_setting(widths.size() >= 2, "gradient_check.widths must hold inputs and classes");
  for (const int width : widths) {
    require_setting(width >= 1 && width <= 64,
                    "gradient_check.widths must be 1 to 64, got " + std::to_string(width));
  }
  require_setting(samples >= 1 && samples <= 256,
                  "gradient_check.samples must be 1 to 256, got " + std::to_string(samples));
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
