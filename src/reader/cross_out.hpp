#pragma once

#include <vector>

#include <inkline/base/box.hpp>
#include <inkline/reader/cross_out.hpp>

#include "row_glyphs.hpp"

namespace inkline {

/// Pieces that a line through several words makes wider than anything written. They are parts of
/// their row all the same, or it would fall apart there.
std::vector<int> crossed_out_phrases(const PageInk& page, const ReadParams& params);

/// Takes crossed-out words out of their rows: words with a line drawn through them, or hidden under
/// a zigzag, hatching or scribble. They stay with their row as what is not read; a row of nothing
/// else goes.
///
/// @param rows  of the page; those left are measured anew
/// @return      boxes of the words, row after row, in pixels of the copy worked on
/// @throws Error  Fault::usage, from params.check()
std::vector<Box> cross_out(const PageInk& page, std::vector<Row>& rows,
                           const CrossOutParams& params = {});

}  // namespace inkline
