#pragma once

#include <span>

#include <inkline/nn/matrix.hpp>

namespace inkline {

// n samples, one per column; c classes.

/// Logits to probabilities, c x n in place: exp(z) / sum(exp(z)) with the largest z of each column
/// subtracted first, so that nothing overflows.
void softmax_columns(Matrix& logits);

/// How well a batch was told apart.
struct BatchLoss {
  double loss_sum = 0;  ///< cross-entropy summed over the samples, in nats
  int right = 0;        ///< samples whose largest logit is the label's
};

/// Cross-entropy of softmax(logits) against the labels, from the logits so that no logarithm of 0
/// can occur, and its gradient.
///
/// The truth of a sample is 1 - smoothing for its label plus smoothing / c for every class
/// (C. Szegedy et al., "Rethinking the Inception architecture", 2016, section 7).
///
/// @param logits     c x n; becomes  scale * (probability - truth),  the gradient of
///                   scale * loss_sum
/// @param labels     n class indices in [0, c)
/// @param smoothing  0 to below 1
BatchLoss cross_entropy_slope(Matrix& logits, std::span<const int> labels, float smoothing,
                              float scale);

/// The same without the gradient; `logits` stays.
BatchLoss cross_entropy(const Matrix& logits, std::span<const int> labels, float smoothing = 0);

}  // namespace inkline
