#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <inkline/base/confidence_map.hpp>
#include <inkline/features/row_strip.hpp>
#include <inkline/nn/model.hpp>

namespace inkline {

/// A model that reads whole rows.
struct LineRecogniser {
  Model model;
  StripParams strip;  ///< what the rows handed to line_log_probabilities() must be normalised with
  int blank = 0;      ///< the class that is no character
  /// How often characters are right that it is so sure of; empty when the model does not know.
  ConfidenceMap confidences;
};

/// Whether a model is of the kind that reads rows.
bool reads_rows(const Model& model);

/// Makes a recogniser of a model: takes strip and map of confidences from its settings, and asks
/// its samples. A map may be missing.
/// @throws Error  Fault::input, one line "NAME: reason", when the model is of another kind,
///                settings are missing or wrong, the network does not fit, there is not one blank,
///                or a sample gets another answer
LineRecogniser make_line_recogniser(Model model, const std::string& name);

/// read_model() and make_line_recogniser().
LineRecogniser load_line_recogniser(std::span<const std::byte> bytes, const std::string& name);

/// Writes `strip` into the settings of `model`, in the form that make_line_recogniser() reads, and
/// draws new samples with the answers of the network as it is.
void describe_line_model(const StripParams& strip, Model& model);

/// The settings that make a map of confidences part of a model; for with_settings().
std::map<std::string, std::string> settings_of(const ConfidenceMap& confidences);

/// Logarithms of the class probabilities at every step of every row, one matrix a row: classes x
/// strip_steps(), without columns where a row has no ink. A row's answer does not depend on the
/// others, but for the last digits.
std::vector<Matrix> line_log_probabilities(const LineRecogniser& recogniser,
                                           std::span<const RowStrip> rows);

}  // namespace inkline
