#pragma once

#include <cstddef>
#include <span>

#include <inkline/base/confidence_map.hpp>

namespace inkline {

/// A character that was read, what spoke for it, and whether it was right.
struct JudgedCertainty {
  Certainty certainty;
  bool is_right = false;
};

/// Settings of fit_confidence_map().
struct ConfidenceFitParams {
  std::size_t least_answers = 500;  ///< fewer are refused; at least 1
  std::size_t most_groups = 24;     ///< of equally many answers, a knot each; 1 to 62
  std::size_t least_group = 100;    ///< answers in a group; at least 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The map under which confidences come true: first the weights, by logistic regression with none
/// negative; then, along their score, the share of right answers as the closest line that never
/// falls (isotonic regression by pooling adjacent violators), taken at groups of equally many
/// answers and tilted a little where it is flat, so that it rises everywhere.
///
/// The better a reader does on the rows it is fitted on, the surer the map: rows must be of writers
/// that the reader was not trained on.
///
/// Sources: B. Zadrozny, C. Elkan, "Transforming classifier scores into accurate multiclass
/// probability estimates", KDD 2002; J. Platt, "Probabilistic outputs for support vector machines",
/// 1999. Groups, tilt and the second and third input are ours.
///
/// @throws Error  Fault::usage, from params.check(); Fault::input when there are too few answers,
///                or only right or only wrong ones
ConfidenceMap fit_confidence_map(std::span<const JudgedCertainty> answers,
                                 const ConfidenceFitParams& params = {});

}  // namespace inkline
