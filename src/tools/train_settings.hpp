#pragma once

#include <optional>
#include <string>
#include <vector>

#include <inkline/nn/model.hpp>
#include <inkline/training/data_sources.hpp>
#include <inkline/training/train_loop.hpp>

namespace inkline::tools {

/// What `ocr-tools train` was asked to do.
struct TrainSettings {
  std::vector<std::string> data;  ///< KIND:PATH, at least one
  DataOptions data_options;
  TrainParams train;
  std::vector<std::string> alphabet;  ///< one character a class; "" for no character
  WeightFormat weights = WeightFormat::float16;
  std::string output;      ///< model file
  std::string checkpoint;  ///< written after every epoch; OUTPUT.checkpoint when not given
  std::string resume;      ///< checkpoint to go on from; empty for a new run
  std::string log;         ///< curves as CSV; empty for none
  std::string name;        ///< of the model; the stem of `output` when not given
  std::string provenance;  ///< text put before what the command writes itself
  bool json = false;
};

/// Nothing when help was asked for, which is then printed.
std::optional<TrainSettings> parse_train(int argc, char** argv);

}  // namespace inkline::tools
