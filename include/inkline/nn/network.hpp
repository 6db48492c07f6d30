#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <inkline/nn/matrix.hpp>

namespace inkline {

// Every batch holds one sample per column. Throughout this file
//   n  is the number of samples,
//   d  is the number of inputs,
//   c  is the number of classes.

/// What a hidden layer does to z = weight * x + bias.
enum class Activation {
  sigmoid,  ///< 1 / (1 + exp(-z))
  tanh,
  relu,  ///< max(z, 0)
};

/// How weights start; biases start at 0.
enum class Initialisation {
  xavier,  ///< even over +-sqrt(6 / (in + out)); for sigmoid and tanh. X. Glorot, Y. Bengio, 2010
  he,      ///< even over +-sqrt(6 / in); for ReLU. K. He et al., 2015
};

/// The names used in model files and on the command line; the inverses throw Error(Fault::usage).
std::string_view name_of(Activation activation);
std::string_view name_of(Initialisation initialisation);
Activation activation_from(std::string_view name);
Initialisation initialisation_from(std::string_view name);

/// One fully connected layer, z = weight * x + bias.
struct Dense {
  Matrix weight;  ///< out x in
  Vector bias;    ///< out
};

/// Fully connected layers with `activation` between them; the last gives one logit a class. A
/// gradient has the same type and shapes.
struct Network {
  Activation activation = Activation::relu;
  std::vector<Dense> layers;  ///< at least one

  Eigen::Index inputs() const { return layers.front().weight.cols(); }  // d
  Eigen::Index classes() const { return layers.back().weight.rows(); }  // c
  std::int64_t parameter_count() const;
};

struct NetworkParams {
  int inputs = 0;           ///< d, 1 to 65536
  std::vector<int> hidden;  ///< width of every hidden layer, each 1 to 65536
  int classes = 0;          ///< c, 1 to 65536
  Activation activation = Activation::relu;
  Initialisation initialisation = Initialisation::he;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The same seed gives the same weights on every machine.
Network make_network(const NetworkParams& params, std::uint64_t seed);

/// A network of the same shapes with every number 0.
Network zeros_like(const Network& net);

/// Every weight matrix and bias in order, as plain numbers; changing them changes `net`.
std::vector<std::span<float>> parameters(Network& net);

/// Hidden activations dropped while training, so that no unit relies on another alone. What is
/// kept is scaled by 1 / (1 - rate), so that nothing changes when reading.
/// Source: N. Srivastava et al., "Dropout", JMLR 15 (2014) 1929-1958.
struct Dropout {
  float rate = 0;          ///< share dropped, 0 (off) to below 1
  std::uint64_t seed = 0;  ///< another one every batch
  int first_column = 0;    ///< place of column 0 in the whole batch when this is a part of it
};

/// What a forward pass leaves behind for the backward pass. Reusing one saves its allocation.
struct Tape {
  std::vector<Matrix> output;  ///< of every layer, out x n; the last one holds logits, c x n
  std::vector<Matrix> mask;    ///< of every hidden layer, out x n: 0 or 1 / (1 - rate); or empty
  float kept_share = 1;        ///< 1 - rate of dropout
};

/// @param input  d x n
void forward(const Network& net, const MatrixView& input, Tape& tape, const Dropout& dropout = {});

/// Gradient of the loss with respect to every weight and bias of `net`.
/// @param input         d x n, as given to forward()
/// @param tape          what forward() left, for the same network
/// @param logit_slope   gradient with respect to the logits, c x n; overwritten
/// @param gradient      the same shapes as net, see zeros_like(); overwritten
///
/// Source: C. M. Bishop, "Pattern Recognition and Machine Learning", 2006, section 5.3.
void backward(const Network& net, const MatrixView& input, const Tape& tape, Matrix& logit_slope,
              Network& gradient);

/// Class probabilities, c x n, of input d x n.
Matrix classify(const Network& net, const MatrixView& input);

}  // namespace inkline
