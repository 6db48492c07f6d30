#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace inkline {

/// An answer, how sure the reader was of it, and whether it was right.
struct JudgedAnswer {
  double confidence = 0;  ///< 0 to 1
  bool is_right = false;
};

/// Answers of about the same confidence.
struct ReliabilityBin {
  double low = 0;   ///< confidences from here
  double high = 0;  ///< to here; 1 belongs to the last bin
  std::size_t answers = 0;
  double confidence = 0;  ///< mean; 0 without answers
  double accuracy = 0;    ///< share that is right; 0 without answers
};

/// Answers by confidence in bins of equal width, all of them, empty ones too.
/// @param bins  1 to 1000
std::vector<ReliabilityBin> reliability(std::span<const JudgedAnswer> answers, std::size_t bins);

/// How far confidence and accuracy lie apart, the mean over all answers: the sum over the bins of
/// their share of answers times |confidence - accuracy|. 0 without answers.
///
/// Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining well calibrated probabilities
/// using Bayesian binning", AAAI 2015.
double expected_calibration_error(std::span<const ReliabilityBin> bins);

/// What is left when unsure answers are refused.
struct CoveragePoint {
  double coverage = 0;    ///< share of answers given
  double confidence = 0;  ///< of the least sure answer given
  double accuracy = 0;    ///< of the answers given
};

/// Accuracy of the surest share of the answers, for each share. Answers of one confidence go
/// together, so that the coverage can be more than asked for. Empty without answers.
/// @param shares  each above 0, at most 1
std::vector<CoveragePoint> accuracy_against_coverage(std::span<const JudgedAnswer> answers,
                                                     std::span<const double> shares);

}  // namespace inkline
