#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace inkline::tools {

/// A picture and the text on it.
struct TruthPair {
  std::string name;               ///< path below the folder, without extension
  std::filesystem::path picture;  ///< NAME.jpg or another picture
  std::filesystem::path truth;    ///< NAME.gt.txt
};

/// What a folder and its sub-folders hold to measure by, in natural order.
struct TruthPairs {
  std::vector<TruthPair> pairs;
  std::vector<std::string> notes;  ///< truth without a picture
};

/// @throws Error  Fault::input, "PATH: reason", when the folder cannot be read
TruthPairs find_truth_pairs(const std::filesystem::path& folder);

/// Whether the name of a pair fits a shell pattern such as `ruled/*`: `*` and `?` stand for slashes
/// too.
bool fits_pattern(const std::string& name, const std::string& pattern);

}  // namespace inkline::tools
