#include <inkline/nn/network.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/nn/kernels.hpp>
#include <inkline/nn/loss.hpp>

#include "splice.hpp"

namespace inkline {
namespace {

/// Steps that are spliced at once: enough for a product at full speed, few enough that they and
/// what is made of them stay in the cache.
constexpr Eigen::Index kBlock = 256;

void activate(Activation activation, Matrix& z) {
  switch (activation) {
    case Activation::sigmoid:
      // Through tanh, which saturates instead of overflowing.
      z.array() = 0.5F + 0.5F * (0.5F * z.array()).tanh();
      break;
    case Activation::tanh:
      z.array() = z.array().tanh();
      break;
    case Activation::relu:
      z.array() = z.array().max(0.0F);
      break;
  }
}

/// Turns the slope with respect to a = f(z) into the slope with respect to z. `output` is a
/// divided by `kept_share` where dropout kept it.
void multiply_by_slope(Activation activation, const Matrix& output, float kept_share,
                       Matrix& slope) {
  const auto a = output.array() * kept_share;
  switch (activation) {
    case Activation::sigmoid:
      slope.array() *= a * (1.0F - a);
      break;
    case Activation::tanh:
      slope.array() *= 1.0F - a.square();
      break;
    case Activation::relu:
      slope.array() *= (output.array() > 0.0F).cast<float>();
      break;
  }
}

/// Four decisions from one random number: 16 bits each are fine enough for a rate.
void draw_mask(const Dropout& dropout, std::uint64_t layer, Matrix& mask) {
  const auto threshold = static_cast<std::uint64_t>(std::lround(dropout.rate * 65536.0F));
  const float kept = 1.0F / (1.0F - dropout.rate);
  const std::uint64_t layer_seed = derived_seed(dropout.seed, layer);
  for (Eigen::Index column = 0; column < mask.cols(); ++column) {
    const Eigen::Index sample = column + dropout.first_column;
    Random random(derived_seed(layer_seed, static_cast<std::uint64_t>(sample)));
    std::uint64_t bits = 0;
    for (Eigen::Index row = 0; row < mask.rows(); ++row) {
      bits = row % 4 == 0 ? random.next() : bits >> 16U;
      mask(row, column) = (bits & 0xFFFFU) < threshold ? 0.0F : kept;
    }
  }
}

void check_width(const char* field, int width) {
  require_setting(
      width >= 1 && width <= kMaxWidth,
      std::string("network.") + field + " must be 1 to 65536, got " + std::to_string(width));
}

double initial_limit(Initialisation initialisation, int in, int out) {
  return std::sqrt(6.0 / (initialisation == Initialisation::xavier ? in + out : in));
}

Dense make_layer(Initialisation initialisation, int in, const LayerParams& params, Random& random) {
  const int out = params.width;
  const int seen = in * static_cast<int>(params.offsets.size());
  const double limit = initial_limit(initialisation, seen, out);
  Dense layer{Matrix(out, seen), Vector::Zero(out), params.offsets};
  for (float& weight : layer.weight.reshaped()) {
    weight = static_cast<float>(random.uniform(-limit, limit));
  }
  return layer;
}

[[maybe_unused]] bool rows_fill(std::span<const int> rows, Eigen::Index n) {
  return rows.empty() || std::accumulate(rows.begin(), rows.end(), Eigen::Index{0}) == n;
}

/// weight * x for a layer that slides, a block of steps after the other.
void multiply_spliced(const Dense& layer, const MatrixView& in, std::span<const int> rows,
                      Matrix& spliced, Matrix& out) {
  for (Eigen::Index begin = 0; begin < in.cols(); begin += kBlock) {
    const Eigen::Index count = std::min(kBlock, in.cols() - begin);
    splice(in, rows, layer.offsets, begin, count, spliced);
    multiply(layer.weight, spliced.leftCols(count), Transposed::none, out.middleCols(begin, count));
  }
}

/// delta * x' for a layer that slides.
void slope_of_spliced_weight(const Matrix& delta, const MatrixView& in, std::span<const int> rows,
                             Matrix& spliced, Dense& slope) {
  for (Eigen::Index begin = 0; begin < in.cols(); begin += kBlock) {
    const Eigen::Index count = std::min(kBlock, in.cols() - begin);
    splice(in, rows, slope.offsets, begin, count, spliced);
    multiply(delta.middleCols(begin, count), spliced.leftCols(count), Transposed::right,
             slope.weight, begin > 0);
  }
}

/// weight' * delta for a layer that slides; what several steps owe to one is added up.
void slope_of_spliced_input(const Dense& layer, const Matrix& delta, std::span<const int> rows,
                            Matrix& spliced, Matrix& slope) {
  slope.setZero();
  for (Eigen::Index begin = 0; begin < delta.cols(); begin += kBlock) {
    const Eigen::Index count = std::min(kBlock, delta.cols() - begin);
    spliced.resize(layer.weight.cols(), std::max(count, spliced.cols()));
    multiply(layer.weight, delta.middleCols(begin, count), Transposed::left,
             spliced.leftCols(count));
    add_spliced(spliced, rows, layer.offsets, begin, count, slope);
  }
}

}  // namespace

std::string_view name_of(Activation activation) {
  switch (activation) {
    case Activation::sigmoid:
      return "sigmoid";
    case Activation::tanh:
      return "tanh";
    case Activation::relu:
      break;
  }
  return "relu";
}

std::string_view name_of(Initialisation initialisation) {
  return initialisation == Initialisation::xavier ? "xavier" : "he";
}

Activation activation_from(std::string_view name) {
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    if (name == name_of(a)) return a;
  }
  throw Error(Fault::usage,
              "activation must be sigmoid, tanh or relu, got '" + std::string(name) + "'");
}

Initialisation initialisation_from(std::string_view name) {
  for (const Initialisation i : {Initialisation::xavier, Initialisation::he}) {
    if (name == name_of(i)) return i;
  }
  throw Error(Fault::usage, "init must be xavier or he, got '" + std::string(name) + "'");
}

std::int64_t Network::parameter_count() const {
  std::int64_t count = 0;
  for (const Dense& layer : layers) count += layer.weight.size() + layer.bias.size();
  return count;
}

Eigen::Index Dense::inputs() const {
  return weight.cols() / static_cast<Eigen::Index>(offsets.size());
}

bool are_offsets(std::span<const int> offsets) {
  return !offsets.empty() && offsets.size() <= static_cast<std::size_t>(kMaxOffsets) &&
         offsets.front() >= -kMaxOffset && offsets.back() <= kMaxOffset &&
         std::adjacent_find(offsets.begin(), offsets.end(), std::greater_equal<>()) ==
             offsets.end();
}

void NetworkParams::check() const {
  check_width("inputs", inputs);
  int in = inputs;
  for (const LayerParams& layer : hidden) {
    check_width("hidden", layer.width);
    require_setting(are_offsets(layer.offsets),
                    "network.hidden must have 1 to 64 ascending offsets of -256 to 256");
    require_setting(layer.offsets.size() * static_cast<std::size_t>(in) <= kMaxWidth,
                    "network.hidden sees more than 65536 inputs");
    in = layer.width;
  }
  check_width("classes", classes);
}

Network make_network(const NetworkParams& params, std::uint64_t seed) {
  params.check();
  Random random(seed);
  Network net{params.activation, {}};
  int in = params.inputs;
  for (const LayerParams& layer : params.hidden) {
    net.layers.push_back(make_layer(params.initialisation, in, layer, random));
    in = layer.width;
  }
  net.layers.push_back(make_layer(params.initialisation, in, params.classes, random));
  return net;
}

Network zeros_like(const Network& net) {
  Network zeros{net.activation, {}};
  for (const Dense& layer : net.layers) {
    zeros.layers.push_back({Matrix::Zero(layer.weight.rows(), layer.weight.cols()),
                            Vector::Zero(layer.bias.size()), layer.offsets});
  }
  return zeros;
}

std::vector<std::span<float>> parameters(Network& net) {
  std::vector<std::span<float>> spans;
  for (Dense& layer : net.layers) {
    spans.emplace_back(layer.weight.data(), static_cast<std::size_t>(layer.weight.size()));
    spans.emplace_back(layer.bias.data(), static_cast<std::size_t>(layer.bias.size()));
  }
  return spans;
}

void forward(const Network& net, const MatrixView& input, std::span<const int> rows, Tape& tape,
             const Dropout& dropout) {
  assert(rows_fill(rows, input.cols()));
  const std::size_t count = net.layers.size();
  const Eigen::Index n = input.cols();
  tape.output.resize(count);
  tape.mask.resize(dropout.rate > 0 ? count - 1 : 0);
  tape.kept_share = 1.0F - dropout.rate;
  for (std::size_t i = 0; i < count; ++i) {
    const Dense& layer = net.layers[i];
    const MatrixView in = i == 0 ? input : MatrixView(tape.output[i - 1]);  // in x n
    Matrix& out = tape.output[i];                                           // out x n
    out.resize(layer.weight.rows(), n);
    if (layer.slides()) {
      multiply_spliced(layer, in, rows, tape.spliced, out);  // z = weight * x
    } else {
      multiply(layer.weight, in, Transposed::none, out);  // z = weight * x
    }
    out.colwise() += layer.bias;    // z = weight * x + bias
    if (i + 1 == count) break;      // logits stay as they are
    activate(net.activation, out);  // a = f(z)
    if (tape.mask.empty()) continue;
    tape.mask[i].resize(out.rows(), n);
    draw_mask(dropout, i, tape.mask[i]);
    out.array() *= tape.mask[i].array();  // a * mask
  }
}

void forward(const Network& net, const MatrixView& input, Tape& tape, const Dropout& dropout) {
  forward(net, input, {}, tape, dropout);
}

void backward(const Network& net, const MatrixView& input, std::span<const int> rows, Tape& tape,
              Matrix& logit_slope, Network& gradient) {
  Matrix& delta = logit_slope;  // slope with respect to z of layer i, out x n
  Matrix& back = tape.slope;
  for (std::size_t i = net.layers.size(); i-- > 0;) {
    const Dense& layer = net.layers[i];
    const MatrixView in = i == 0 ? input : MatrixView(tape.output[i - 1]);  // in x n
    Dense& slope = gradient.layers[i];
    slope.bias = delta.rowwise().sum();  // out
    if (layer.slides()) {
      slope_of_spliced_weight(delta, in, rows, tape.spliced, slope);  // delta * x', out x (in * k)
    } else {
      multiply(delta, in, Transposed::right, slope.weight);  // delta * x', out x in
    }
    if (i == 0) break;
    back.resize(in.rows(), in.cols());
    if (layer.slides()) {
      slope_of_spliced_input(layer, delta, rows, tape.spliced, back);  // in x n
    } else {
      multiply(layer.weight, delta, Transposed::left, back);  // weight' * delta, in x n
    }
    if (!tape.mask.empty()) back.array() *= tape.mask[i - 1].array();
    // A dropped unit has slope 0 already; of a kept one the output over its mask is f(z).
    multiply_by_slope(net.activation, tape.output[i - 1], tape.kept_share, back);
    delta.swap(back);
  }
}

void backward(const Network& net, const MatrixView& input, Tape& tape, Matrix& logit_slope,
              Network& gradient) {
  backward(net, input, {}, tape, logit_slope, gradient);
}

Matrix classify(const Network& net, const MatrixView& input, std::span<const int> rows) {
  if (input.cols() == 0) return Matrix(net.classes(), 0);
  Tape tape;
  forward(net, input, rows, tape);
  softmax_columns(tape.output.back());
  return std::move(tape.output.back());
}

}  // namespace inkline
