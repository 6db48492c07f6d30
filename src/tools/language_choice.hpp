#pragma once

#include <inkline/text/decode_row.hpp>

#include "reading_options.hpp"

namespace inkline::tools {

/// Whether the build put a language into the program.
bool has_embedded_language();

/// What helps with reading rows: the language that is named, the words of the file, the alphabet.
/// The embedded language is used where it stands and not copied.
/// @throws Error  Fault::input, "NAME: reason", also when there is no embedded language
RowHelp chosen_help(const ReadingSettings& settings);

}  // namespace inkline::tools
