#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <inkline/reader/find_turn.hpp>
#include <inkline/text/doubt.hpp>
#include <inkline/text/format.hpp>

#include "reading_options.hpp"

namespace inkline::tools {

/// What the command line of `ocr` asks for.
struct OcrSettings {
  enum class Task { read, help, version };
  /// What becomes of crossed-out words: left out, left out with a mark, or read like others.
  enum class CrossedOutWords { skip, mark, keep };

  Task task = Task::read;
  std::vector<std::string> arguments;  ///< INPUT..., at least one when the task is to read
  bool recursive = false;
  std::optional<std::filesystem::path> output;  ///< absent: standard output
  std::vector<const PageFormat*> formats;       ///< at least one, each once
  ReadingSettings reading;
  std::optional<std::filesystem::path> steps;
  DoubtParams doubt;
  StraightenParams straighten;
  TurnParams turn;
  CrossedOutWords crossed_out = CrossedOutWords::skip;
};

/// @throws Error or cxxopts::exceptions::exception on a command line that makes no sense
OcrSettings parse_ocr(int argc, const char* const* argv);

/// What --help prints.
std::string ocr_help();

}  // namespace inkline::tools
