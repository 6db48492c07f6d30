#include "part_rows.hpp"

#include <cstddef>
#include <utility>

#include <inkline/image/split_component.hpp>

namespace inkline {
namespace {

Piece piece_of(const Component& item) {
  return {item.box, item.area, item.core_top, item.core_height, item.thickness};
}

/// Whether anything was cut.
bool cut_bridges(PageInk& page, const std::vector<RowBridge>& bridges) {
  bool any = false;
  for (const RowBridge& bridge : bridges) {
    const auto index = static_cast<std::size_t>(bridge.piece);
    const CrossCut cut{bridge.slope, bridge.top, bridge.bottom};
    if (!split_component(page.components, bridge.piece, cut)) continue;
    page.pieces[index] = piece_of(page.components.items[index]);
    page.pieces.push_back(piece_of(page.components.items.back()));
    any = true;
  }
  return any;
}

}  // namespace

PageInk part_rows(PageInk page, const PieceParams& pieces, const RowParams& rows) {
  constexpr int most_rounds = 3;  // a piece may touch more than two rows
  if (page.letter_height <= 0) return page;
  // Labels are shared between copies of a page, and cutting changes them.
  page.components.labels = page.components.labels.clone();
  for (int round = 0; round < most_rounds; ++round) {
    const std::vector<Role> roles =
        sort_pieces(page.pieces, page.letter_height, page.stroke_width, pieces);
    const std::vector<RowMembers> found =
        cluster_rows(page.pieces, roles, page.letter_height, rows);
    if (!cut_bridges(page, find_bridges(page.pieces, found))) break;
  }
  return page;
}

}  // namespace inkline
