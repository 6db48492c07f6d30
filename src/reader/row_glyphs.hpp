#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/features/glyph_features.hpp>
#include <inkline/image/glyph_crop.hpp>
#include <inkline/layout/join_parts.hpp>
#include <inkline/layout/row_metrics.hpp>
#include <inkline/reader/find_ink.hpp>
#include <inkline/reader/read_page.hpp>

namespace inkline {

/// One row of the page, cut into characters.
struct Row {
  RowMetrics metrics;
  std::vector<Letter> letters;      ///< from left to right
  std::vector<Letter> crossed_out;  ///< ink among them that is not read, see cross_out()
};

/// All characters of the page, ready for the classifier, row by row.
struct PageGlyphs {
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
};

/// The rows of the page, cut into characters by their gaps.
///
/// @param phrases  pieces that belong to rows however wide they are, see crossed_out_phrases()
std::vector<Row> find_rows(const PageInk& page, const ReadParams& params,
                           std::span<const int> phrases = {});

/// Joins the pieces of one row to characters and measures it.
Row row_from(const PageInk& page, const RowMembers& members, const PieceParams& pieces,
             const JoinParams& join);

/// Measures a row by its letters, of which there is at least one.
RowMetrics metrics_of(const std::vector<Letter>& letters);

/// What the row tells about one of its characters.
GlyphContext context_of(const Box& box, const RowMetrics& row);

/// Cuts out every character of every row.
PageGlyphs cut_glyphs(const PageInk& page, const std::vector<Row>& rows,
                      const GlyphCropParams& crop);

}  // namespace inkline
