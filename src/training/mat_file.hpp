#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace inkline {

/// A matrix of a MATLAB file, column by column as MATLAB stores it.
struct MatTable {
  std::string name;
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<float> values;  ///< finite

  float at(std::size_t row, std::size_t col) const { return values[col * rows + row]; }
};

/// Reads the matrices of a MATLAB 5 file (save -v6 and -v7, SciPy), compressed or not, through
/// libmatio; empty ones are passed over. All variables have to be real numbers or logical values
/// in rows and columns.
///
/// @throws Error  Fault::input, "FILE: reason"
std::vector<MatTable> read_mat_file(const std::filesystem::path& path);

}  // namespace inkline
