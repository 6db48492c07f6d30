#include "row_ink.hpp"

#include <algorithm>
#include <cstddef>

namespace inkline {
namespace {

constexpr double kLeastSpread = 0.12;  // of the letter height: less is a dash or a row of dots
constexpr double kLargestScrap = 1.0;  // in letter heights of the row, both ways
constexpr double kReach = 1.5;         // scraps this far before or behind a row, likewise

struct InkOfRow {
  Box box;
  double letter_height = 0;
  std::vector<int> pieces;
};

InkOfRow ink_of_row(const Row& row) {
  InkOfRow ink;
  ink.letter_height = row.metrics.letter_height;
  for (const Letter& letter : row.letters) {
    ink.box = united(ink.box, letter.box);
    ink.pieces.insert(ink.pieces.end(), letter.pieces.begin(), letter.pieces.end());
  }
  return ink;
}

/// Whether the scrap lies where the row's letters are.
bool takes(const InkOfRow& ink, const Row& row, const Box& scrap) {
  if (std::max(scrap.width, scrap.height) > kLargestScrap * ink.letter_height) return false;
  const double beside = kReach * ink.letter_height;
  if (scrap.right() < ink.box.x - beside || scrap.x > ink.box.right() + beside) return false;
  const double foot = row.metrics.baseline(scrap.centre_x());
  const double top = foot - std::max(row.metrics.high_height, ink.letter_height);
  return scrap.centre_y() > top && scrap.centre_y() < foot;
}

/// Gives every piece that is in no row to the first row that takes it.
void share_out_scraps(const PageInk& page, const std::vector<Row>& rows,
                      std::vector<InkOfRow>& inks) {
  std::vector<bool> taken(page.pieces.size(), false);
  for (const InkOfRow& ink : inks) {
    for (const int piece : ink.pieces) taken[static_cast<std::size_t>(piece)] = true;
  }
  for (const Row& row : rows) {
    for (const Letter& letter : row.crossed_out) {
      for (const int piece : letter.pieces) taken[static_cast<std::size_t>(piece)] = true;
    }
  }
  const std::vector<InkOfRow> as_found = inks;
  for (std::size_t i = 0; i < page.pieces.size(); ++i) {
    if (taken[i]) continue;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!takes(as_found[r], rows[r], page.pieces[i].box)) continue;
      inks[r].pieces.push_back(static_cast<int>(i));
      inks[r].box = united(inks[r].box, page.pieces[i].box);
      break;
    }
  }
}

}  // namespace

std::vector<PlacedStrip> strips_of(const PageInk& page, const std::vector<Row>& rows,
                                   const StripParams& params) {
  std::vector<InkOfRow> inks;
  inks.reserve(rows.size());
  for (const Row& row : rows) inks.push_back(ink_of_row(row));
  share_out_scraps(page, rows, inks);
  std::vector<PlacedStrip> strips;
  strips.reserve(rows.size());
  for (const InkOfRow& ink : inks) {
    const cv::Mat1b painted = ink_of(page.components, ink.pieces);
    strips.push_back({ink.box, normalise_row(painted, params, kLeastSpread * page.letter_height)});
  }
  return strips;
}

int most_strokes(const RowStrip& strip) {
  constexpr uchar half = 127;  // soft-edged ink
  int most = 0;
  for (int y = 0; y < strip.ink.rows; ++y) {
    const uchar* row = strip.ink.ptr(y);
    int strokes = 0;
    for (int x = 0; x < strip.ink.cols; ++x) {
      if (row[x] > half && (x == 0 || row[x - 1] <= half)) ++strokes;
    }
    most = std::max(most, strokes);
  }
  return most;
}

}  // namespace inkline
