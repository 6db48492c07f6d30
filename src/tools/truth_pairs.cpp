#include "truth_pairs.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <system_error>

#include <fnmatch.h>

#include <inkline/base/error.hpp>

#include "natural_order.hpp"
#include "picture_files.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kTruthEnding = ".gt.txt";

struct Found {
  fs::path picture;
  fs::path truth;
};

/// Files by their path without extension; two pictures of one name: the first in byte order.
std::map<std::string, Found> find_files(const fs::path& folder) {
  std::error_code problem;
  fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied,
                                           problem);
  if (problem) throw Error(Fault::input, folder.string() + ": " + problem.message());
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : entries) {
    std::error_code ignored;
    if (entry.is_regular_file(ignored)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());

  std::map<std::string, Found> found;
  for (const fs::path& file : files) {
    std::string name = file.lexically_relative(folder).string();
    if (name.ends_with(kTruthEnding)) {
      name.resize(name.size() - kTruthEnding.size());
      found[name].truth = file;
    } else if (file.extension() != ".txt" && looks_like_picture(file)) {
      Found& entry = found[(fs::path(name).parent_path() / file.stem()).string()];
      if (entry.picture.empty()) entry.picture = file;
    }
  }
  return found;
}

}  // namespace

TruthPairs find_truth_pairs(const fs::path& folder) {
  TruthPairs result;
  for (const auto& [name, found] : find_files(folder)) {
    if (found.truth.empty()) continue;
    if (found.picture.empty()) {
      result.notes.push_back(found.truth.string() + ": no picture of this name");
    } else {
      result.pairs.push_back({name, found.picture, found.truth});
    }
  }
  std::sort(result.pairs.begin(), result.pairs.end(),
            [](const TruthPair& a, const TruthPair& b) { return natural_less(a.name, b.name); });
  return result;
}

bool fits_pattern(const std::string& name, const std::string& pattern) {
  return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

}  // namespace inkline::tools
