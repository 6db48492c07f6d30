#pragma once

#include <cstdint>
#include <vector>

#include <inkline/nn/network.hpp>

namespace inkline {

/// Settings of check_gradients(). The networks are small: every parameter costs two passes.
struct GradientCheckParams {
  int inputs = 7;                                       ///< 1 to 64
  std::vector<LayerParams> hidden{{6, {-2, 0, 1}}, 5};  ///< widths of 1 to 64
  int classes = 4;                                      ///< 1 to 64
  std::vector<int> rows{5, 1, 3};                       ///< steps of each; 1 to 1024 in all
  double step = 1e-5;                                   ///< of the central difference; 1e-8 to 1e-2
  float smoothing = 0.1F;                               ///< of the labels; 0 to below 1
  float dropout = 0.25F;   ///< 0 to below 1; the mask is held while checking
  std::uint64_t seed = 1;  ///< of weights, inputs, labels and mask

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The largest error over the parameters of one layer, |backward - difference| divided by the
/// largest slope of that layer's weights or biases.
struct LayerGradientError {
  Activation activation = Activation::relu;
  int layer = 0;
  double weight_error = 0;
  double bias_error = 0;
};

/// What backward() may be off by: it computes in float, the difference in double.
inline constexpr double kGradientTolerance = 1e-4;

/// Compares backward() on every parameter with a central difference of a second, plain
/// implementation of the network in double, which goes from row to row and step to step. One entry
/// a layer and activation.
std::vector<LayerGradientError> check_gradients(const GradientCheckParams& params = {});

}  // namespace inkline
