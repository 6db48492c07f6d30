#include "row_arcs.hpp"

#include <algorithm>

#include <inkline/image/glyph_crop.hpp>

namespace inkline {
namespace {

/// Parts of one letter may always be one again; two letters where one is doubtful and the gap
/// small.
bool may_join(const RowOfPieces& row, std::size_t left, double letter_height,
              const LatticeParams& params) {
  const RowPiece& a = row.pieces[left];
  const RowPiece& b = row.pieces[left + 1];
  if (a.letter == b.letter) return true;
  const bool both_sure = row.sure[a.letter] && row.sure[b.letter];
  return !both_sure && gap_between(a, b, letter_height) <= params.widest_inside;
}

bool is_whole_letter(const RowOfPieces& row, const PieceRun& run) {
  const RowPiece& first = row.pieces[run.from];
  const RowPiece& last = row.pieces[run.to - 1];
  const bool ends = run.to == row.pieces.size() || row.pieces[run.to].letter != last.letter;
  return first.letter == last.letter && first.begin == 0 && ends;
}

cv::Mat1b ink_of_run(const PageInk& page, const Row& row, RowOfPieces& pieces,
                     const PieceRun& run) {
  cv::Mat1b ink(run.box.height, run.box.width, uchar{0});
  for (std::size_t i = run.from; i < run.to; ++i) {
    const RowPiece& piece = pieces.pieces[i];
    const Letter& letter = row.letters[piece.letter];
    cv::Mat1b& whole = pieces.inks[piece.letter];
    if (whole.empty()) whole = ink_of(page.components, letter.pieces);
    const cv::Rect in_letter(piece.box.x - letter.box.x, piece.box.y - letter.box.y,
                             piece.box.width, piece.box.height);
    const cv::Rect in_run(piece.box.x - run.box.x, piece.box.y - run.box.y, piece.box.width,
                          piece.box.height);
    cv::Mat1b part = ink(in_run);
    cv::bitwise_or(part, whole(in_letter), part);
  }
  return ink;
}

}  // namespace

double gap_between(const RowPiece& a, const RowPiece& b, double letter_height) {
  if (a.letter == b.letter) return -1;
  return (b.box.x - a.box.right()) / letter_height;
}

void add_runs(const RowOfPieces& row, std::size_t index, double letter_height,
              const LatticeParams& params, std::vector<PieceRun>& runs) {
  const auto most = static_cast<std::size_t>(params.most_pieces_of_one);
  for (std::size_t from = 0; from < row.pieces.size(); ++from) {
    Box box = row.pieces[from].box;
    runs.push_back({index, from, from + 1, box});
    for (std::size_t to = from + 2; to <= std::min(from + most, row.pieces.size()); ++to) {
      box = united(box, row.pieces[to - 1].box);
      if (box.width > params.widest * letter_height) break;
      if (!may_join(row, to - 2, letter_height, params)) break;
      runs.push_back({index, from, to, box});
    }
  }
}

Matrix classify_runs(const PageInk& page, const std::vector<Row>& rows,
                     std::span<const ClassifiedLetters> letters, const Recogniser& recogniser,
                     std::vector<RowOfPieces>& pieces, std::span<const PieceRun> runs) {
  Matrix all(static_cast<Eigen::Index>(recogniser.model.alphabet.size()),
             static_cast<Eigen::Index>(runs.size()));
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
  std::vector<Eigen::Index> columns;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const PieceRun& run = runs[i];
    RowOfPieces& row = pieces[run.row];
    const auto column = static_cast<Eigen::Index>(i);
    if (is_whole_letter(row, run)) {
      const auto letter = static_cast<Eigen::Index>(row.pieces[run.from].letter);
      all.col(column) = letters[run.row].probabilities.col(letter);
      continue;
    }
    glyphs.push_back(crop_glyph(ink_of_run(page, rows[run.row], row, run), recogniser.crop));
    contexts.push_back(context_of(run.box, rows[run.row].metrics));
    columns.push_back(column);
  }
  const Matrix found = classify(recogniser, glyphs, contexts);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    all.col(columns[i]) = found.col(static_cast<Eigen::Index>(i));
  }
  return all;
}

}  // namespace inkline
