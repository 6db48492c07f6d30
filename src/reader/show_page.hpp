#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/page.hpp>
#include <inkline/image/find_sheet.hpp>

#include "row_glyphs.hpp"
#include "row_ink.hpp"

namespace inkline {

/// The picture, its desk paled and the sheet outlined; BGR. Only for a sheet with a desk.
cv::Mat3b sheet_picture(const cv::Mat& picture, const Sheet& sheet);

/// The ink coloured by row, characters boxed, baselines drawn; BGR.
cv::Mat3b rows_picture(const PageInk& page, const std::vector<Row>& rows);

/// Every crop beside what it was read as, best first; BGR.
cv::Mat3b contact_sheet(const std::vector<cv::Mat1b>& glyphs, const std::vector<Glyph>& read);

/// Every row as the reader of whole rows sees it, twice enlarged, black on white.
cv::Mat1b strips_picture(const std::vector<PlacedStrip>& rows);

/// The page, paled, with boxes and the text read above each character; BGR.
cv::Mat3b text_picture(const cv::Mat& picture, const Page& page);

}  // namespace inkline
