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

/// Steps worked on at once: enough for a product at full speed, few enough that what is made of
/// them is still in the cache when the next formula wants it.
constexpr Eigen::Index kBlock = 256;

void activate(Activation activation, Eigen::Ref<Matrix> z) {
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
void multiply_by_slope(Activation activation, const MatrixView& output, float kept_share,
                       Eigen::Ref<Matrix> slope) {
  const auto a = output.array() * kept_share;
  switch (activation) {
    case Activation::sigmoid:
      slope.array() *= a * (1.0F - a);
      break;
    case Activation::tanh:
      slope.array() *= 1.0F - a.square();
      break;
    case Activation::relu:
      for (Eigen::Index column = 0; column < slope.cols(); ++column) {
        const float* const on = output.col(column).data();
        float* const target = slope.col(column).data();
        for (Eigen::Index i = 0; i < slope.rows(); ++i) target[i] = on[i] > 0 ? target[i] : 0.0F;
      }
      break;
  }
}

/// Four decisions from one random number: 16 bits each are fine enough for a rate.
void draw_mask(const Dropout& dropout, std::uint64_t layer, Eigen::Index first_column,
               Eigen::Ref<Matrix> mask) {
  const auto threshold = static_cast<int>(std::lround(dropout.rate * 65536.0F));
  const float kept = 1.0F / (1.0F - dropout.rate);
  const std::uint64_t layer_seed = derived_seed(dropout.seed, layer);
  std::vector<std::uint16_t> drawn(static_cast<std::size_t>(mask.rows() + 3));
  for (Eigen::Index column = 0; column < mask.cols(); ++column) {
    const Eigen::Index sample = first_column + column + dropout.first_column;
    Random random(derived_seed(layer_seed, static_cast<std::uint64_t>(sample)));
    for (Eigen::Index row = 0; row < mask.rows(); row += 4) {
      const std::uint64_t bits = random.next();
      std::uint16_t* const four = drawn.data() + row;
      for (unsigned i = 0; i < 4; ++i) four[i] = static_cast<std::uint16_t>(bits >> (16U * i));
    }
    float* const target = mask.col(column).data();
    for (Eigen::Index row = 0; row < mask.rows(); ++row) {
      target[row] = int{drawn[static_cast<std::size_t>(row)]} < threshold ? 0.0F : kept;
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

/// The first n columns of a matrix that is made wider where it is too narrow, never narrower.
Eigen::Ref<Matrix> room_for(Eigen::Index rows, Eigen::Index n, Matrix& room) {
  if (room.rows() != rows || room.cols() < n) room.resize(rows, n);
  return room.leftCols(n);
}

Eigen::Map<Matrix> room_for(Eigen::Index rows, Eigen::Index n, std::vector<float>& room) {
  const auto size = static_cast<std::size_t>(rows * n);
  if (room.size() < size) room.resize(size);
  return {room.data(), rows, n};
}

/// Neighbouring columns of a batch of n.
struct Block {
  Eigen::Index begin;
  Eigen::Index count;
};

/// Calls work(block) for one block after the other.
template <class Work>
void for_each_block(Eigen::Index n, const Work& work) {
  for (Eigen::Index begin = 0; begin < n; begin += kBlock) {
    work(Block{begin, std::min(kBlock, n - begin)});
  }
}

/// What a layer sees of its input: a block's columns themselves, or spliced into `room`.
MatrixView seen_by(const Dense& layer, const MatrixView& in, std::span<const int> rows, Block block,
                   std::vector<float>& room) {
  if (!layer.slides()) return in.middleCols(block.begin, block.count);
  const Eigen::Map<Matrix> spliced = room_for(layer.weight.cols(), block.count, room);
  splice(in, rows, layer.offsets, block.begin, spliced);
  return spliced;
}

/// Layer i of forward(), in x n to out x n. Calls after(block, out) with every block's columns of
/// the output, while they are in the cache.
template <class After>
void run_layer(const Network& net, std::size_t i, const MatrixView& in, std::span<const int> rows,
               std::vector<float>& room, Eigen::Ref<Matrix> out, const After& after) {
  const Dense& layer = net.layers[i];
  const bool is_last = i + 1 == net.layers.size();
  for_each_block(in.cols(), [&](Block block) {
    Eigen::Ref<Matrix> part = out.middleCols(block.begin, block.count);
    multiply(layer.weight, seen_by(layer, in, rows, block, room), Transposed::none,
             part);                                // z = weight * x
    part.colwise() += layer.bias;                  // z = weight * x + bias
    if (!is_last) activate(net.activation, part);  // a = f(z); logits stay as they are
    after(block, part);
  });
}

/// Calls work(columns, rows) with a few rows at a time, or parts of a batch without any.
template <class Work>
void for_each_group(const Network& net, Eigen::Index n, std::span<const int> rows,
                    const Work& work) {
  if (!net.slides()) {
    for_each_block(n, [&](Block block) { work(block, std::span<const int>()); });
    return;
  }
  if (rows.empty()) work(Block{0, n}, rows);
  Block group{0, 0};
  std::size_t first = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    group.count += rows[i];
    if (group.count < kBlock && i + 1 < rows.size()) continue;
    work(group, rows.subspan(first, i + 1 - first));
    group = {group.begin + group.count, 0};
    first = i + 1;
  }
}

/// Room for what one layer takes and what it gives.
struct Rooms {
  std::vector<float> taken;
  std::vector<float> given;
  std::vector<float> spliced;
};

/// forward() without a tape: no layer's output is kept once the next one is done.
void find_logits(const Network& net, const MatrixView& input, std::span<const int> rows,
                 Rooms& rooms, const Eigen::Ref<Matrix>& logits) {
  const Eigen::Index n = input.cols();
  const auto nothing = [](Block, const Eigen::Ref<Matrix>&) {};
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    const Eigen::Map<const Matrix> before(rooms.taken.data(), net.layers[i].inputs(), n);
    const MatrixView in = i == 0 ? input : MatrixView(before);  // in x n
    if (i + 1 == net.layers.size()) {
      run_layer(net, i, in, rows, rooms.spliced, logits, nothing);
    } else {
      const Eigen::Index width = net.layers[i].weight.rows();
      run_layer(net, i, in, rows, rooms.spliced, room_for(width, n, rooms.given), nothing);
    }
    rooms.taken.swap(rooms.given);
  }
}

/// delta * x', out x (in * k).
void find_weight_slope(const MatrixView& delta, const MatrixView& in, std::span<const int> rows,
                       std::vector<float>& room, Dense& slope) {
  if (!slope.slides()) {
    multiply(delta, in, Transposed::right, slope.weight);
    return;
  }
  if (in.cols() == 0) slope.weight.setZero();
  for_each_block(in.cols(), [&](Block block) {
    multiply(delta.middleCols(block.begin, block.count), seen_by(slope, in, rows, block, room),
             Transposed::right, slope.weight, block.begin > 0);
  });
}

/// weight' * delta, in x n; what several steps owe to one of their input is added up.
void find_input_slope(const Dense& layer, const MatrixView& delta, std::span<const int> rows,
                      std::vector<float>& room, Eigen::Ref<Matrix> slope) {
  if (!layer.slides()) {
    multiply(layer.weight, delta, Transposed::left, slope);
    return;
  }
  slope.setZero();
  for_each_block(delta.cols(), [&](Block block) {
    Eigen::Map<Matrix> spliced = room_for(layer.weight.cols(), block.count, room);
    multiply(layer.weight, delta.middleCols(block.begin, block.count), Transposed::left, spliced);
    add_spliced(spliced, rows, layer.offsets, block.begin, slope);
  });
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

bool Network::slides() const {
  return std::any_of(layers.begin(), layers.end(),
                     [](const Dense& layer) { return layer.slides(); });
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

bool have_same_shape(const Network& a, const Network& b) {
  return std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                    [](const Dense& x, const Dense& y) {
                      return x.weight.rows() == y.weight.rows() &&
                             x.weight.cols() == y.weight.cols() && x.offsets == y.offsets;
                    });
}

std::vector<LayerParams> hidden_layers_of(const Network& net) {
  std::vector<LayerParams> layers;
  for (std::size_t i = 0; i + 1 < net.layers.size(); ++i) {
    const Dense& layer = net.layers[i];
    layers.emplace_back(static_cast<int>(layer.weight.rows()), layer.offsets);
  }
  return layers;
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
    const Eigen::Index width = net.layers[i].weight.rows();
    const MatrixView in = i == 0 ? input : MatrixView(tape.output[i - 1].leftCols(n));  // in x n
    const bool is_masked = i < tape.mask.size();
    if (is_masked) room_for(width, n, tape.mask[i]);
    if (i + 1 == count) tape.output[i].resize(width, n);
    run_layer(net, i, in, rows, tape.spliced, room_for(width, n, tape.output[i]),
              [&](Block block, Eigen::Ref<Matrix>& out) {
                if (!is_masked) return;
                Eigen::Ref<Matrix> mask = tape.mask[i].middleCols(block.begin, block.count);
                draw_mask(dropout, i, block.begin, mask);
                out.array() *= mask.array();  // a * mask
              });
  }
}

void forward(const Network& net, const MatrixView& input, Tape& tape, const Dropout& dropout) {
  forward(net, input, {}, tape, dropout);
}

void backward(const Network& net, const MatrixView& input, std::span<const int> rows, Tape& tape,
              const MatrixView& logit_slope, Network& gradient) {
  const Eigen::Index n = input.cols();
  tape.slope.resize(net.layers.size() - 1);
  for (std::size_t i = net.layers.size(); i-- > 0;) {
    const Dense& layer = net.layers[i];
    Dense& slope = gradient.layers[i];
    const MatrixView in = i == 0 ? input : MatrixView(tape.output[i - 1].leftCols(n));  // in x n
    // Slope with respect to z, out x n.
    const MatrixView delta =
        i < tape.slope.size() ? MatrixView(tape.slope[i].leftCols(n)) : logit_slope;
    slope.bias = delta.rowwise().sum();                       // out
    find_weight_slope(delta, in, rows, tape.spliced, slope);  // delta * x', out x (in * k)
    if (i == 0) break;
    Eigen::Ref<Matrix> back = room_for(in.rows(), n, tape.slope[i - 1]);
    find_input_slope(layer, delta, rows, tape.spliced, back);  // weight' * delta, in x n
    if (!tape.mask.empty()) back.array() *= tape.mask[i - 1].leftCols(n).array();
    // A dropped unit has slope 0 already; of a kept one the output over its mask is f(z).
    multiply_by_slope(net.activation, in, tape.kept_share, back);
  }
}

void backward(const Network& net, const MatrixView& input, Tape& tape,
              const MatrixView& logit_slope, Network& gradient) {
  backward(net, input, {}, tape, logit_slope, gradient);
}

Matrix classify(const Network& net, const MatrixView& input, std::span<const int> rows) {
  assert(rows_fill(rows, input.cols()));
  Matrix probabilities(net.classes(), input.cols());
  Rooms rooms;
  for_each_group(net, input.cols(), rows, [&](Block group, std::span<const int> group_rows) {
    find_logits(net, input.middleCols(group.begin, group.count), group_rows, rooms,
                probabilities.middleCols(group.begin, group.count));
  });
  softmax_columns(probabilities);
  return probabilities;
}

}  // namespace inkline
