#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <inkline/training/line_set.hpp>
#include <inkline/training/train_lines.hpp>

#include "run_files.hpp"

namespace inkline::tools {

/// What `ocr-tools train-lines` was asked to do.
struct LineTrainSettings {
  std::string data;  ///< KIND:PATH
  LineOptions line_options;
  LineDrawParams drawing;
  double neat_share = 0;              ///< of rows drawn neatly; 0 to 1
  std::size_t validation_rows = 200;  ///< of every kind of row, at most; 1 to 100,000
  LineTrainParams train;
  double stop_after = 0;    ///< minutes; 0 is never
  std::string start;        ///< model whose weights to begin with; empty for random ones
  bool has_layers = false;  ///< whether --layers was given
  RunFiles files;
};

/// Nothing when help was asked for, which is then printed.
std::optional<LineTrainSettings> parse_train_lines(int argc, char** argv);

}  // namespace inkline::tools
