#include "row_ink.hpp"

#include <vector>

namespace inkline {
namespace {

constexpr double kLeastSpread = 0.12;  // of the letter height: less is a dash or a row of dots

std::vector<int> pieces_of(const Row& row) {
  std::vector<int> pieces;
  for (const Letter& letter : row.letters) {
    pieces.insert(pieces.end(), letter.pieces.begin(), letter.pieces.end());
  }
  return pieces;
}

Box box_of(const Row& row) {
  Box box;
  for (const Letter& letter : row.letters) box = united(box, letter.box);
  return box;
}

}  // namespace

PlacedStrip strip_of(const PageInk& page, const Row& row, const StripParams& params) {
  const cv::Mat1b ink = ink_of(page.components, pieces_of(row));
  return {box_of(row), normalise_row(ink, params, kLeastSpread * page.letter_height)};
}

}  // namespace inkline
