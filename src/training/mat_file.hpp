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

/// Reads all real matrices of numbers from a MATLAB 5 file (save -v6 and -v7, SciPy), compressed or
/// not; other variables are passed over.
///
/// Our own reader since libmatio believes the sizes in a damaged file: under our fuzz test version
/// 1.5.23 spent seconds filling memory for files of 2 kB, and it took files that were cut short.
///
/// @throws Error  Fault::input, "FILE: reason"
///
/// Source: The MathWorks, "MAT-File Format" (2023), chapter 1.
std::vector<MatTable> read_mat_file(const std::filesystem::path& path);

}  // namespace inkline
