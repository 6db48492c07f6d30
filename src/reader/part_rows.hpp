#pragma once

#include <inkline/layout/pieces.hpp>
#include <inkline/layout/row_bridges.hpp>
#include <inkline/layout/rows.hpp>
#include <inkline/reader/find_ink.hpp>

namespace inkline {

/// Cuts pieces of ink that are part of two rows, so that each row has its own: letters of rows
/// written close to each other touch.
PageInk part_rows(PageInk page, const PieceParams& pieces, const RowParams& rows);

}  // namespace inkline
