#pragma once

#include <string_view>

namespace inkline::tools {

/// Makes failures of standard output visible: a closed pipe becomes an error of the write in place
/// of a signal, and a standard output that is closed from the start stays unusable, so that no
/// file opened later can take its place. Call it once, first thing in main.
void guard_standard_streams();

/// Writes all of `text` to standard output at once, past any buffer.
/// @throws Error  Fault::input, "standard output: cannot write: reason", for example on a full disk
///                or a pipe whose reader has gone
void write_to_standard_output(std::string_view text);

}  // namespace inkline::tools
