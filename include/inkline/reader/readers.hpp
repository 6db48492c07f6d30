#pragma once

#include <optional>
#include <utility>

#include <inkline/features/line_recogniser.hpp>
#include <inkline/features/recogniser.hpp>
#include <inkline/text/decode_row.hpp>

namespace inkline {

/// What a page is read with.
struct Readers {
  /// Not explicit: characters alone are one way to read.
  Readers(Recogniser characters) : glyphs(std::move(characters)) {}

  Recogniser glyphs;                   ///< knows single characters
  std::optional<LineRecogniser> rows;  ///< reads rows as a whole; absent: characters alone
  RowHelp help;                        ///< what helps with rows: language, words, an alphabet
};

}  // namespace inkline
