#include "row_pieces.hpp"

#include <cstddef>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "possible_cuts.hpp"

namespace inkline {
namespace {

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
