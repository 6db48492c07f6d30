#pragma once

#include <string>

#include <inkline/nn/model.hpp>

#include "options.hpp"

namespace inkline::tools {

/// What the commands that train are told about the files of a run.
struct RunFiles {
  std::string output;      ///< model file
  std::string checkpoint;  ///< written after every epoch; OUTPUT.checkpoint when not given
  std::string resume;      ///< checkpoint to go on from; empty for a new run
  std::string log;         ///< curves as CSV; empty for none
  WeightFormat weights = WeightFormat::float16;
  std::string name;        ///< of the model; the stem of `output` when not given
  std::string provenance;  ///< text put before what the command writes itself
  bool json = false;       ///< whether to print one JSON object at the end
};

/// The group of options that fill `files`, and --help.
void add_file_options(cxxopts::Options& options, RunFiles& files);

/// @throws Error  Fault::input when the folder of an output file is missing: to be said at once,
///                not after an hour. Empty is no file.
void check_folder_of(const std::string& file);

/// What the options alone do not fill.
/// @throws Error  Fault::usage when there is no output; from check_folder_of()
void complete(const cxxopts::ParseResult& parsed, RunFiles& files);

}  // namespace inkline::tools
