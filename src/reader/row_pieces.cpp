#include "row_pieces.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

/// Ink pixels of each column, smoothed over its neighbours.
std::vector<double> column_profile(const cv::Mat1b& ink) {
  cv::Mat1f sums;
  cv::reduce(ink, sums, 0, cv::REDUCE_SUM, CV_32F);
  cv::Mat1f smooth;
  cv::blur(sums, smooth, {3, 1}, {-1, -1}, cv::BORDER_REPLICATE);
  std::vector<double> profile;
  for (int x = 0; x < smooth.cols; ++x) profile.push_back(double{smooth(0, x)} / 255.0);
  return profile;
}

/// Columns where little ink has to be cut, thinnest first, at a distance from each other and from
/// the ends; then in order, with both ends.
std::vector<int> possible_cuts(const cv::Mat1b& ink, double stroke_width, double letter_height,
                               const CutParams& params) {
  const std::vector<double> profile = column_profile(ink);
  std::vector<int> columns;
  for (int x = 1; x + 1 < ink.cols; ++x) {
    const double here = profile[static_cast<std::size_t>(x)];
    const bool lowest = here <= profile[static_cast<std::size_t>(x) - 1] &&
                        here <= profile[static_cast<std::size_t>(x) + 1];
    if (lowest && here <= params.thickest_cut * stroke_width) columns.push_back(x);
  }
  std::stable_sort(columns.begin(), columns.end(), [&](int a, int b) {
    return profile[static_cast<std::size_t>(a)] < profile[static_cast<std::size_t>(b)];
  });
  const double apart = params.narrowest_part * letter_height;
  std::vector<int> cuts{0, ink.cols};
  for (const int column : columns) {
    const bool fits = std::all_of(cuts.begin(), cuts.end(),
                                  [&](int cut) { return std::abs(cut - column) >= apart; });
    if (fits && cuts.size() < static_cast<std::size_t>(params.most_cuts) + 2)
      cuts.push_back(column);
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

bool may_be_several(const Box& box, double letter_height, const CutParams& params) {
  return box.width >= params.least_width * letter_height &&
         box.width <= params.most_width * letter_height;
}

/// The ink of a letter between two columns.
RowPiece part_of(std::size_t letter, const Box& whole, const cv::Mat1b& ink, int begin, int end) {
  const cv::Rect bounds = cv::boundingRect(ink.colRange(begin, end));
  const Box box{whole.x + begin + bounds.x, whole.y + bounds.y, bounds.width, bounds.height};
  return {letter, begin, box};
}

}  // namespace

RowOfPieces pieces_of_row(const PageInk& page, const Row& row, std::vector<bool> sure,
                          const CutParams& params) {
  const double height = row.metrics.letter_height;
  RowOfPieces result{{}, std::move(sure), std::vector<cv::Mat1b>(row.letters.size())};
  for (std::size_t i = 0; i < row.letters.size(); ++i) {
    const Box& box = row.letters[i].box;
    if (result.sure[i] || !may_be_several(box, height, params)) {
      result.pieces.push_back({i, 0, box});
      continue;
    }
    cv::Mat1b& ink = result.inks[i];
    ink = ink_of(page.components, row.letters[i].pieces);
    const std::vector<int> cuts = possible_cuts(ink, page.stroke_width, height, params);
    for (std::size_t c = 0; c + 1 < cuts.size(); ++c) {
      // Between the parts of a letter that do not overlap there may be no ink at all.
      const RowPiece part = part_of(i, box, ink, cuts[c], cuts[c + 1]);
      if (part.box.width > 0) result.pieces.push_back(part);
    }
  }
  return result;
}

}  // namespace inkline
