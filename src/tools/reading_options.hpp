#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <inkline/image/binarise.hpp>
#include <inkline/reader/read_page.hpp>

#include "options.hpp"

namespace inkline::tools {

/// What every command that reads pages can be told.
struct ReadingSettings {
  std::vector<std::filesystem::path> models;   ///< in place of the embedded ones
  std::optional<std::string> language;         ///< none, english or a file; absent: what is there
  std::optional<std::filesystem::path> words;  ///< a list of words that are likelier
  std::set<std::string> alphabet;              ///< characters to choose from; empty: all
  InkMethod threshold = BinariseParams{}.method;  ///< how ink is told from paper
};

/// Adds the options to a table, without help of their own.
void add_reading_options(cxxopts::Options& options);

/// @throws Error  Fault::usage for a value that makes no sense
ReadingSettings reading_settings(const cxxopts::ParseResult& parsed);

/// What read_page() is told of them; the rest goes into its readers.
ReadParams read_params(const ReadingSettings& settings);

/// The options for --help, each line indented by two spaces.
std::string reading_help();

}  // namespace inkline::tools
