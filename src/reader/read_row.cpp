#include <inkline/reader/read_row.hpp>

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

#include "classified_letters.hpp"
#include "read_rows.hpp"
#include "row_glyphs.hpp"
#include "row_ink.hpp"

namespace inkline {
namespace {

/// All pieces but rubbish.
RowMembers members_of(const PageInk& page, const PieceParams& params) {
  const std::vector<Role> roles =
      sort_pieces(page.pieces, page.letter_height, page.stroke_width, params);
  RowMembers members;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] != Role::rubbish) members.push_back(static_cast<int>(i));
  }
  return members;
}

}  // namespace

RowText read_row(const cv::Mat1b& ink, const Readers& readers, const ReadParams& params) {
  assert(readers.rows);
  params.check();
  const PageInk page = measured_ink(ink);
  if (page.pieces.empty()) return {};
  std::vector<Row> rows(1);
  const RowMembers members = members_of(page, params.pieces);
  if (!members.empty()) rows.front() = row_from(page, members, params.pieces, params.join);
  std::vector<cv::Mat1b> crops;
  const auto letters = classify_letters(page, rows, readers.glyphs, crops);
  // All ink belongs to the row, also what would be dirt on a page.
  const PlacedStrip strip{{0, 0, ink.cols, ink.rows}, normalise_row(ink, readers.rows->strip)};
  return std::move(decode_rows(page, rows, std::vector{strip}, letters, readers, params).front());
}

}  // namespace inkline
