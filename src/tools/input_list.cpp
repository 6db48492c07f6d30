#include "input_list.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include <inkline/base/error.hpp>

#include "picture_files.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;

/// `relative` is where the output goes below the output folder, extension included.
Input file_input(const fs::path& path, const fs::path& relative) {
  return {path.string(), path, relative, ""};
}

void append_folder(const fs::path& folder, bool recursive, std::vector<Input>& inputs) {
  try {
    const std::vector<fs::path> pictures = pictures_in(folder, recursive);
    for (const fs::path& picture : pictures) {
      inputs.push_back(file_input(picture, picture.lexically_relative(folder)));
    }
    if (!pictures.empty()) return;
    inputs.push_back({folder.string(), folder, folder.filename(),
                      folder.string() + ": no pictures in this folder"});
  } catch (const Error& error) {
    inputs.push_back({folder.string(), folder, folder.filename(), error.what()});
  }
}

fs::path without_extension(const fs::path& path) {
  return path.parent_path() / path.stem();
}

/// Input::stem holds the relative path with its extension so far.
void make_stems_unique(std::vector<Input>& inputs) {
  std::map<fs::path, int> uses;
  for (const Input& input : inputs) ++uses[without_extension(input.stem)];
  std::set<fs::path> taken;
  for (Input& input : inputs) {
    const fs::path plain = without_extension(input.stem);
    const fs::path base = uses[plain] == 1 ? plain : input.stem;
    fs::path stem = base;
    for (int number = 2; !taken.insert(stem).second; ++number) {
      stem = base;
      stem += '-' + std::to_string(number);
    }
    input.stem = stem;
  }
}

}  // namespace

InputList list_inputs(const std::vector<std::string>& arguments, bool recursive) {
  if (std::count(arguments.begin(), arguments.end(), "-") > 1) {
    throw Error(Fault::usage, "standard input (-) can be read only once");
  }
  InputList list;
  for (const std::string& argument : arguments) {
    std::error_code ignored;
    if (argument == "-") {
      list.inputs.push_back({"standard input", {}, "stdin", ""});
    } else if (fs::is_directory(argument, ignored)) {
      list.is_batch = true;
      append_folder(argument, recursive, list.inputs);
    } else {
      list.inputs.push_back(file_input(argument, fs::path(argument).filename()));
    }
  }
  list.is_batch = list.is_batch || list.inputs.size() > 1;
  make_stems_unique(list.inputs);
  return list;
}

}  // namespace inkline::tools
