#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace inkline {

/// Checks every variable of a MATLAB 5 file for what libmatio 1.5.23 takes on trust: sizes beyond
/// the file or the variable (it spent seconds filling memory for fuzzed files of 2 kB, and took
/// files that were cut short), the checksum of what is compressed, and numbers stored as text, for
/// which it hands out memory that nobody wrote. Refuses all but matrices of real numbers.
///
/// @param bytes   the whole file
/// @param file    its name, for messages
/// @return        how many variables there are
/// @throws Error  Fault::input, "FILE: reason"
///
/// Source: The MathWorks, "MAT-File Format" (2023), chapter 1.
std::size_t check_mat_file(std::span<const std::byte> bytes, const std::string& file);

}  // namespace inkline
