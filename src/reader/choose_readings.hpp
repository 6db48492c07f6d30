#pragma once

#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

#include "read_rows.hpp"

namespace inkline {

/// Chooses for every row between its reading as a whole and that by characters, and leaves rows
/// without words that are more likely dirt than writing.
///
/// @param by_rows    from read_rows()
/// @param by_glyphs  from read_glyphs(), of the same rows
std::vector<Line> choose_readings(std::vector<RowReading> by_rows, std::vector<Line> by_glyphs,
                                  const ChoiceParams& params);

}  // namespace inkline
