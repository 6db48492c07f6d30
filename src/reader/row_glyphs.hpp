#pragma once

#include <cstddef>
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
  std::vector<Letter> letters;  ///< from left to right
};

/// All characters of the page, ready for the classifier, row by row.
struct PageGlyphs {
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
};

/// The rows of the page, cut into characters by their gaps.
std::vector<Row> find_rows(const PageInk& page, const ReadParams& params);

/// Joins the pieces of one row to characters and measures it.
Row row_from(const PageInk& page, const RowMembers& members, const PieceParams& pieces,
             const JoinParams& join);

/// What the row tells about one of its characters.
GlyphContext context_of(const Box& box, const RowMetrics& row);

/// Cuts out every character of every row.
PageGlyphs cut_glyphs(const PageInk& page, const std::vector<Row>& rows,
                      const GlyphCropParams& crop);

}  // namespace inkline
