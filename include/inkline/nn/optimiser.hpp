#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <inkline/nn/network.hpp>
#include <inkline/nn/worker_pool.hpp>

namespace inkline {

enum class OptimiserKind { sgd, adamw };

/// The name used on the command line; the inverse throws Error(Fault::usage).
std::string_view name_of(OptimiserKind kind);
OptimiserKind optimiser_from(std::string_view name);

/// Settings of optimise().
struct OptimiserParams {
  OptimiserKind kind = OptimiserKind::adamw;
  float weight_decay = 0.01F;  ///< of weights and not of biases, times the rate; 0 to 1
  float momentum = 0.9F;       ///< sgd: share of the velocity that stays; 0 to below 1
  bool nesterov = true;        ///< sgd: take the slope where the velocity leads
  float first_keep = 0.9F;     ///< adamw: beta 1; 0 to below 1
  float second_keep = 0.999F;  ///< adamw: beta 2; 0 to below 1
  float epsilon = 1e-8F;       ///< adamw: above 0
  float longest = 0;  ///< a gradient of a larger norm is shortened to this one; 0 for no bound

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What the optimiser remembers between steps; the same shapes as the network.
struct OptimiserState {
  Network first;           ///< velocity of sgd, first moment of adamw
  Network second;          ///< second moment of adamw; no layers with sgd
  std::int64_t steps = 0;  ///< done so far
};

OptimiserState make_optimiser_state(const OptimiserParams& params, const Network& net);

/// Moves every weight against its slope, the sum of `gradients` added up in their order, so that
/// a number of threads always gives the same digits. Weights are decayed apart from the slope.
///
/// sgd:    v = momentum * v - rate * g;  w += v  (nesterov: w += momentum * v - rate * g)
/// adamw:  m, v moving means of g and g * g;  w -= rate * m / (1 - beta1^t) /
///         (sqrt(v / (1 - beta2^t)) + epsilon)
///
/// @param gradients  one or more, the first is overwritten with the sum
/// @param average    when not null, moves towards net by 1 - average_keep
/// @return           norm of the gradient before it was shortened; 0 when there is no bound
///
/// Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
/// networks", ICML 2013 (the bound); I. Sutskever et al., "On the importance of initialization and
/// momentum", ICML 2013; I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR
/// 2019.
double optimise(const OptimiserParams& params, float rate, std::vector<Network>& gradients,
                WorkerPool& pool, OptimiserState& state, Network& net, Network* average = nullptr,
                float average_keep = 0);

}  // namespace inkline
