#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <inkline/nn/matrix.hpp>

namespace inkline {

// Every batch holds one sample per column. Throughout this file
//   n  is the number of samples: of glyphs, or of steps along rows of writing,
//   d  is the number of inputs,
//   c  is the number of classes,
//   k  is the number of offsets of a layer; 1 where a network does not slide.
//
// A network that slides along rows of writing is given several of them in one batch: the steps of
// the first row, then those of the second, and so on with nothing between. `rows` holds how many
// steps each has, in all n; no rows at all means that the batch is one row. A row's answer does
// not depend on its neighbours (how the last bit is rounded may, as the batch is worked on in
// blocks), and to a network that does not slide rows mean nothing.

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

/// Bounds of every layer, checked where one is made and where one is read.
inline constexpr int kMaxWidth = 65536;
inline constexpr int kMaxOffsets = 64;  ///< of one layer
inline constexpr int kMaxOffset = 256;  ///< furthest step looked at, before or behind

/// One fully connected layer, z = weight * x + bias. With offsets x is put together from several
/// steps of the row: at step t it is the input of steps t + offsets[0], t + offsets[1], ... one
/// below the other, and 0 for those before or behind the row.
///
/// Source: A. Waibel et al., "Phoneme recognition using time-delay neural networks", IEEE TASSP 37
/// (1989) 328-339; with steps left out as in V. Peddinti et al., "A time delay neural network
/// architecture for efficient modeling of long temporal contexts", Interspeech 2015.
struct Dense {
  Matrix weight;                ///< out x (in * k)
  Vector bias;                  ///< out
  std::vector<int> offsets{0};  ///< k of them, ascending, each -256 to 256; {0} does not slide

  bool slides() const { return offsets.size() > 1 || offsets.front() != 0; }
  Eigen::Index inputs() const;  // in
};

/// Ascending, 1 to kMaxOffsets of them, none further than kMaxOffset.
bool are_offsets(std::span<const int> offsets);

/// Fully connected layers with `activation` between them; the last gives one logit a class. A
/// gradient has the same type and shapes.
struct Network {
  Activation activation = Activation::relu;
  std::vector<Dense> layers;  ///< at least one

  Eigen::Index inputs() const { return layers.front().inputs(); }       // d
  Eigen::Index classes() const { return layers.back().weight.rows(); }  // c
  bool slides() const;                                                  ///< any layer
  std::int64_t parameter_count() const;
};

/// What a hidden layer is to be like; a width alone is a layer that does not slide.
struct LayerParams {
  int width = 1;                ///< numbers it gives a step, 1 to 65536
  std::vector<int> offsets{0};  ///< steps it sees, ascending, at most 64, each -256 to 256

  /// Not explicit, so that {768, 384} are two plain layers.
  LayerParams(int outputs, std::vector<int> seen = {0});
};

/// Hidden layers as text: widths with commas between, each followed by @ and its offsets unless
/// they are {0}. Offsets are single ones and ranges FIRST:LAST or FIRST:LAST:STEP, with slashes
/// between: "512@-7:7:2,128,256@-12/-4:4/12".
/// @throws Error  Fault::usage, naming the word that is not understood or out of bounds
std::vector<LayerParams> layers_from(std::string_view text);

/// The shortest text that layers_from() turns into the same layers.
std::string text_of(std::span<const LayerParams> layers);

struct NetworkParams {
  int inputs = 0;                   ///< d, 1 to 65536
  std::vector<LayerParams> hidden;  ///< every hidden layer
  int classes = 0;                  ///< c, 1 to 65536; the last layer does not slide
  Activation activation = Activation::relu;
  Initialisation initialisation = Initialisation::he;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The same seed gives the same weights on every machine.
Network make_network(const NetworkParams& params, std::uint64_t seed);

/// A network of the same shapes with every number 0.
Network zeros_like(const Network& net);

/// Whether two networks have the same layers: sizes and offsets.
bool have_same_shape(const Network& a, const Network& b);

/// The hidden layers of a network, as make_network() takes them.
std::vector<LayerParams> hidden_layers_of(const Network& net);

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

/// What a forward pass leaves behind for the backward pass, and room to work in. One tape for all
/// batches of a thread saves their allocations: room only grows, so matrices marked "at least n"
/// may have columns of an earlier, larger batch behind theirs.
struct Tape {
  std::vector<Matrix> output;  ///< of every layer, out x at least n; the last holds logits, c x n
  std::vector<Matrix> mask;    ///< of every hidden layer, out x at least n: 0 or 1 / (1 - rate);
                               ///< empty without dropout
  float kept_share = 1;        ///< 1 - rate of dropout
  std::vector<Matrix> slope;   ///< backward(): of every hidden layer's z, out x at least n
  std::vector<float> spliced;  ///< neighbouring steps of one layer, (in * k) x some of n
};

/// @param input  d x n
/// @param rows   steps of every row, see above; their sum is n
void forward(const Network& net, const MatrixView& input, std::span<const int> rows, Tape& tape,
             const Dropout& dropout = {});

/// The same for a network that does not slide, or for a batch that is one row.
void forward(const Network& net, const MatrixView& input, Tape& tape, const Dropout& dropout = {});

/// Gradient of the loss with respect to every weight and bias of `net`.
/// @param input         d x n, as given to forward()
/// @param rows          as given to forward()
/// @param tape          what forward() left, for the same network; its room is used again
/// @param logit_slope   gradient with respect to the logits, c x n
/// @param gradient      the same shapes as net, see zeros_like(); overwritten
///
/// Source: C. M. Bishop, "Pattern Recognition and Machine Learning", 2006, section 5.3.
void backward(const Network& net, const MatrixView& input, std::span<const int> rows, Tape& tape,
              const MatrixView& logit_slope, Network& gradient);
void backward(const Network& net, const MatrixView& input, Tape& tape,
              const MatrixView& logit_slope, Network& gradient);

/// Class probabilities, c x n, of input d x n. Needs room for the longest row, not for all n: hand
/// in a whole page. (Where rows are read too slowly, stack two steps in one: as columns lie one
/// after the other, a d x n matrix is one of 2 d x n / 2 as well.)
Matrix classify(const Network& net, const MatrixView& input, std::span<const int> rows = {});

}  // namespace inkline
