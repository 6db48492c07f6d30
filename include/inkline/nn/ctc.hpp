#pragma once

#include <optional>
#include <span>
#include <vector>

#include <inkline/nn/matrix.hpp>

namespace inkline {

// Connectionist temporal classification: what a row says, without being told where. Throughout
//   c  is the number of classes, the blank among them,
//   t  is the number of steps along the row, one a column,
//   l  is the number of labels of its text.
// A path names a class for every step; without repeats and blanks it spells a text. The blank
// stands between equal neighbours, and wherever no character is.
//
// Source: A. Graves, S. Fernandez, F. Gomez, J. Schmidhuber, "Connectionist temporal
// classification", ICML 2006.

/// The fewest steps that can spell `labels`: one a label and a blank between equal neighbours.
Eigen::Index ctc_steps_needed(std::span<const int> labels);

/// Minus the logarithm of the probability of all paths that spell `labels`, in nats, and its
/// gradient. Sums run over logarithms, moved every step so that the largest is 0: rows of any
/// length lose no digits.
///
/// @param logits  c x t
/// @param labels  l class indices in [0, c), none of them `blank`
/// @param slope   c x t, overwritten: gradient with respect to the logits
/// @return        nothing, with a slope of 0, when the row is too short for its labels
std::optional<double> ctc_loss(const MatrixView& logits, std::span<const int> labels, int blank,
                               Eigen::Ref<Matrix> slope);

/// The same without the gradient.
std::optional<double> ctc_loss(const MatrixView& logits, std::span<const int> labels, int blank);

/// The text of the path that takes the likeliest class at every step.
/// @param scores  c x t: logits, probabilities or their logarithms
std::vector<int> ctc_greedy(const MatrixView& scores, int blank);

/// The steps at which a path names one label; never empty, and after those of the label before.
struct LabelSteps {
  int first = 0;
  int last = 0;  ///< included
};

/// Where the likeliest of all paths that spell `labels` names each of them (A. Viterbi, 1967).
///
/// @param scores  c x t: logits or logarithms of probabilities
/// @return        l entries; none when the row is too short for its labels
std::vector<LabelSteps> ctc_align(const MatrixView& scores, std::span<const int> labels, int blank);

}  // namespace inkline
