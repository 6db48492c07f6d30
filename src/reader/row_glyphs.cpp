#include "row_glyphs.hpp"

#include <algorithm>

#include <inkline/base/median.hpp>
#include <inkline/image/glyph_crop.hpp>

namespace inkline {
namespace {

std::vector<Box> boxes_of(const std::vector<Letter>& letters) {
  std::vector<Box> boxes;
  boxes.reserve(letters.size());
  for (const Letter& letter : letters) boxes.push_back(letter.box);
  return boxes;
}

/// Median height of the row's pieces that are more than marks of the page.
double piece_height(const PageInk& page, const RowMembers& members, const PieceParams& params) {
  std::vector<int> heights;
  for (const int member : members) {
    const int height = page.pieces[static_cast<std::size_t>(member)].box.height;
    if (height >= params.least_letter_height * page.letter_height) heights.push_back(height);
  }
  return heights.empty() ? page.letter_height : median(std::move(heights));
}

}  // namespace

std::vector<Row> find_rows(const PageInk& page, const ReadParams& params,
                           std::span<const int> phrases) {
  std::vector<Row> rows;
  if (page.letter_height <= 0) return rows;
  std::vector<Role> roles =
      sort_pieces(page.pieces, page.letter_height, page.stroke_width, params.pieces);
  for (const int piece : phrases) roles[static_cast<std::size_t>(piece)] = Role::letter;
  for (const RowMembers& members :
       cluster_rows(page.pieces, roles, page.letter_height, params.rows)) {
    rows.push_back(row_from(page, members, params.pieces, params.join));
  }
  return rows;
}

Row row_from(const PageInk& page, const RowMembers& members, const PieceParams& pieces,
             const JoinParams& join) {
  Row row;
  row.letters = join_parts(page.pieces, members, piece_height(page, members, pieces), join);
  row.metrics = metrics_of(row.letters);
  return row;
}

RowMetrics metrics_of(const std::vector<Letter>& letters) {
  return measure_row(boxes_of(letters));
}

GlyphContext context_of(const Box& box, const RowMetrics& row) {
  const auto in_letters = [&](double length) {
    return static_cast<float>(length / row.letter_height);
  };
  const double baseline = row.baseline(box.centre_x());
  GlyphContext context;
  context.size_known = true;
  context.height = in_letters(box.height);
  context.width = in_letters(box.width);
  context.low_height = in_letters(row.low_height);
  context.high_height = in_letters(row.high_height);
  context.place_known = true;
  context.top = in_letters(baseline - box.y);
  context.bottom = in_letters(baseline - box.bottom());
  return context;
}

PageGlyphs cut_glyphs(const PageInk& page, const std::vector<Row>& rows,
                      const GlyphCropParams& crop) {
  PageGlyphs cut;
  for (const Row& row : rows) {
    for (const Letter& letter : row.letters) {
      cut.glyphs.push_back(crop_glyph(ink_of(page.components, letter.pieces), crop));
      cut.contexts.push_back(context_of(letter.box, row.metrics));
    }
  }
  return cut;
}

}  // namespace inkline
