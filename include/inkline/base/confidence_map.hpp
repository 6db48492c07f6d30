#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace inkline {

/// What speaks for one character that was read in a row, each from 0 to 1.
struct Certainty {
  double confidence = 0;  ///< by ink and language
  double by_ink = 0;      ///< by the ink alone: where the language overruled it, little
  double row_by_ink = 0;  ///< mean of by_ink over the row: how hard the hand is to read
};

/// Turns how sure a reader of rows is of a character into how often such characters are right. The
/// language makes a reader sure of words that the ink hardly shows, so that its confidence alone
/// does not tell them from words that are well written; what the ink says by itself does.
///
/// score = weights . logits, each logit kept within kMostLogit; confidence = piecewise linear in
/// the score. No weight is negative and the line rises everywhere: more certainty in any way is
/// never a lower confidence. See fit_confidence_map() for how it is made.
struct ConfidenceMap {
  static constexpr double kMostLogit = 10;  ///< 0.99995; floats tell no more apart near 1
  static constexpr std::size_t kMostKnots = 64;

  struct Knot {
    double score = 0;
    double confidence = 0;
  };

  std::array<double, 3> weights{1, 0, 0};  ///< of Certainty's fields in order; 0 to 100
  std::vector<Knot> knots;  ///< both fields strictly rising, confidence in [0, 1]; none: see below

  /// A map without knots leaves confidences as they are.
  bool is_empty() const { return knots.empty(); }

  double score(const Certainty& certainty) const;
  /// Beyond the outermost knots as at them.
  double operator()(const Certainty& certainty) const;
};

/// "W W W SCORE:CONFIDENCE SCORE:CONFIDENCE ...", the shortest that reads back the same.
std::string text_of(const ConfidenceMap& map);

/// The inverse, for texts from anywhere.
/// @param name    stands in messages
/// @throws Error  Fault::input, "NAME: reason", when the text is of another form, too long, or its
///                numbers are out of bounds or do not rise
ConfidenceMap confidence_map_from(const std::string& text, const std::string& name);

}  // namespace inkline
