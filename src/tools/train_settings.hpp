#pragma once

#include <optional>
#include <string>
#include <vector>

#include <inkline/training/data_sources.hpp>
#include <inkline/training/train_loop.hpp>

#include "run_files.hpp"

namespace inkline::tools {

/// What `ocr-tools train` was asked to do.
struct TrainSettings {
  std::vector<std::string> data;  ///< KIND:PATH, at least one
  DataOptions data_options;
  TrainParams train;
  std::vector<std::string> alphabet;  ///< one character a class; "" for no character
  RunFiles files;
};

/// Nothing when help was asked for, which is then printed.
std::optional<TrainSettings> parse_train(int argc, char** argv);

}  // namespace inkline::tools
