#pragma once

#include <span>
#include <string>
#include <vector>

#include <inkline/text/decode_row.hpp>

#include "row_judge.hpp"

namespace inkline {

/// The outputs of a line reader as probabilities.
struct RowInk {
  int classes = 0;
  int steps = 0;
  std::span<const float> probabilities;  ///< classes x steps
  int blank = 0;

  float at(int step, int character) const {
    return probabilities[static_cast<std::size_t>(step) * static_cast<std::size_t>(classes) +
                         static_cast<std::size_t>(character)];
  }
};

/// The row of these characters with the steps of each, by the best alignment (Viterbi), and the
/// ink's log-probability of it, by all alignments. Confidences are left at 0.
///
/// @param characters  classes, none of them the blank
RowText aligned_row(const RowInk& ink, std::span<const int> characters,
                    std::span<const std::string> alphabet);

/// Sets confidence, by_ink and guesses of every character: how it compares with other characters,
/// and with none, in the stretch between its neighbours, when the rest of the row is right; by the
/// ink there and by what language and letters say of it and of the few characters behind it; all
/// softened by the temperature.
///
/// Source of the temperature: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On calibration of
/// modern neural networks", ICML 2017.
void judge_characters(const RowInk& ink, std::span<const int> characters,
                      std::span<const std::string> alphabet, const std::vector<bool>& allowed,
                      const RowJudge& judge, const RowDecodeParams& params, RowText& row);

}  // namespace inkline
