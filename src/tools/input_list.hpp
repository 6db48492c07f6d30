#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace inkline::tools {

/// One picture to read.
struct Input {
  std::string name;            ///< as it stands in messages
  std::filesystem::path path;  ///< empty for standard input
  std::filesystem::path stem;  ///< of its output files below a folder: no extension, and unique
  std::string problem;         ///< why there is nothing to read ("NAME: reason"), else empty
};

/// The pictures that the arguments name.
struct InputList {
  std::vector<Input> inputs;
  bool is_batch = false;  ///< more than one, or from a folder: outputs go to a folder
};

/// Turns arguments into pictures: `-` is standard input, a folder stands for the pictures in it
/// (see pictures_in()), anything else for itself. A folder that gives nothing stays in the list
/// with its problem.
///
/// Two inputs of one stem, such as a.jpg and a.png, keep their extension in it (a.jpg, a.png);
/// what is still alike gets -2, -3 and so on.
///
/// @throws Error  Fault::usage when `-` is given twice
InputList list_inputs(const std::vector<std::string>& arguments, bool recursive);

}  // namespace inkline::tools
