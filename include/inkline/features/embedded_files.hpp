#pragma once

#include <cstddef>
#include <span>

namespace inkline {

// The bytes of the files that the build put into this program; empty for one that was not there.
// Only programs link them: inkline::embedded_files.

/// The classifier of single characters (CMake's INKLINE_MODEL).
std::span<const std::byte> embedded_model();

/// The reader of whole rows (CMake's INKLINE_LINE_MODEL).
std::span<const std::byte> embedded_line_model();

/// The language model (CMake's INKLINE_LANGUAGE).
std::span<const std::byte> embedded_language();

}  // namespace inkline
