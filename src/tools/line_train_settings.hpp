#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <inkline/nn/model.hpp>
#include <inkline/training/line_set.hpp>
#include <inkline/training/train_lines.hpp>

namespace inkline::tools {

/// What `ocr-tools train-lines` was asked to do.
struct LineTrainSettings {
  std::string data;  ///< KIND:PATH
  LineOptions line_options;
  LineDrawParams drawing;
  double neat_share = 0;              ///< of rows drawn neatly; 0 to 1
  std::size_t validation_rows = 200;  ///< of every kind of row, at most; 1 to 100,000
  LineTrainParams train;
  double stop_after = 0;  ///< minutes; 0 is never
  WeightFormat weights = WeightFormat::float16;
  std::string output;       ///< model file, written after every epoch
  std::string checkpoint;   ///< written after every epoch; OUTPUT.checkpoint when not given
  std::string start;        ///< model whose weights to begin with; empty for random ones
  bool has_layers = false;  ///< whether --layers was given
  std::string resume;       ///< checkpoint to go on from; empty for a new run
  std::string log;          ///< curves as CSV; empty for none
  std::string name;         ///< of the model; the stem of `output` when not given
  std::string provenance;   ///< text put before what the command writes itself
  bool json = false;
};

/// Nothing when help was asked for, which is then printed.
std::optional<LineTrainSettings> parse_train_lines(int argc, char** argv);

}  // namespace inkline::tools
