#include "cross_out.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

std::vector<int> members_of(const Row& row) {
  std::vector<int> members;
  for (const Letter& letter : row.letters) {
    members.insert(members.end(), letter.pieces.begin(), letter.pieces.end());
  }
  return members;
}

std::vector<int> members_of(const std::vector<Row>& rows) {
  std::vector<int> all;
  for (const Row& row : rows) {
    const std::vector<int> own = members_of(row);
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

std::optional<StrikeLine> line_through(const PageInk& page, int piece,
                                       const StrikeLineParams& params) {
  const Box& box = page.pieces[static_cast<std::size_t>(piece)].box;
  const double least = params.least_span * page.letter_height;
  if (box.width < least) return std::nullopt;  // most pieces, and to paint one takes time
  return find_strike_line(ink_of(page.components, {piece}), page.stroke_width, page.letter_height,
                          params);
}

/// Whether a line goes through a piece of a row, and is no underline that the letters touch.
bool is_struck(const PageInk& page, const Row& row, int piece, const CrossOutParams& params) {
  const std::optional<StrikeLine> line = line_through(page, piece, params.line);
  if (!line) return false;
  const Box& box = page.pieces[static_cast<std::size_t>(piece)].box;
  const double above = row.metrics.baseline(box.centre_x()) - (box.y + line->height);
  return above >= params.least_height * row.metrics.letter_height;
}

/// As high as words, and wider than all of them.
bool may_be_joined_words(const Box& box, double letter_height) {
  constexpr double least_width = 5;  // in letter heights
  constexpr double least_height = 0.5;
  constexpr double most_height = 2.5;
  return box.width >= least_width * letter_height && box.height >= least_height * letter_height &&
         box.height <= most_height * letter_height;
}

/// One flag for each piece of the page.
std::vector<bool> crossed_out_pieces(const PageInk& page, const std::vector<Row>& rows,
                                     const CrossOutParams& params) {
  std::vector<bool> found(page.pieces.size(), false);
  const UsualInk usual = usual_ink(page.pieces, members_of(rows));
  for (const Row& row : rows) {
    const std::vector<int> members = members_of(row);
    for (const int piece : members) {
      if (is_struck(page, row, piece, params)) found[static_cast<std::size_t>(piece)] = true;
    }
    for (const int piece : find_scribbles(page.pieces, members, usual, page.stroke_width,
                                          page.letter_height, params.scribble)) {
      found[static_cast<std::size_t>(piece)] = true;
    }
  }
  return found;
}

constexpr double kFarthest = 3;  // from a crossed-out word to the row it stood in, letter heights

/// Whether a word stands on the height of a row, so far beside it.
bool is_beside(const Row& row, const Box& word, double gap) {
  const double foot = row.metrics.baseline(word.centre_x());
  const double height = row.metrics.letter_height;
  return std::abs(gap) < kFarthest * height && word.y < foot && word.bottom() > foot - height;
}

bool ends_before(const Row& row, const Box& word) {
  return !row.letters.empty() && is_beside(row, word, word.x - row.letters.back().box.right());
}

bool begins_behind(const Row& row, const Box& word) {
  return !row.letters.empty() && is_beside(row, word, row.letters.front().box.x - word.right());
}

/// Whether two rows run on one line and are written as large.
bool go_together(const Row& a, const Row& b, const Box& between) {
  constexpr double most_step = 0.4;  // from baseline to baseline, in letter heights
  constexpr double most_ratio = 1.7;
  const double higher = std::max(a.metrics.letter_height, b.metrics.letter_height);
  const double lower = std::min(a.metrics.letter_height, b.metrics.letter_height);
  const double x = between.centre_x();
  return higher < most_ratio * lower &&
         std::abs(a.metrics.baseline(x) - b.metrics.baseline(x)) < most_step * higher;
}

void append(Row& row, Row& rest) {
  const auto move_all = [](std::vector<Letter>& from, std::vector<Letter>& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    from.clear();
  };
  move_all(rest.letters, row.letters);
  move_all(rest.crossed_out, row.crossed_out);
  row.metrics = metrics_of(row.letters);
}

/// Ink of another kind may have parted a row: what is on either side of it becomes one again.
void join_over(const Box& word, std::vector<Row>& rows) {
  const auto before = std::find_if(rows.begin(), rows.end(),
                                   [&](const Row& row) { return ends_before(row, word); });
  if (before == rows.end()) return;
  const auto behind = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return &row != &*before && begins_behind(row, word) && go_together(*before, row, word);
  });
  if (behind != rows.end()) append(*before, *behind);
}

}  // namespace

void CrossOutParams::check() const {
  line.check();
  scribble.check();
  require_setting(least_height >= -1 && least_height <= 1,
                  "cross_out.least_height must be -1 to 1, got " + std::to_string(least_height));
}

std::vector<int> crossed_out_phrases(const PageInk& page, const ReadParams& params) {
  std::vector<int> phrases;
  if (!params.crossed_out.leave_out || page.letter_height <= 0) return phrases;
  const std::vector<Role> roles =
      sort_pieces(page.pieces, page.letter_height, page.stroke_width, params.pieces);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] != Role::rubbish) continue;
    if (!may_be_joined_words(page.pieces[i].box, page.letter_height)) continue;
    const auto piece = static_cast<int>(i);
    if (line_through(page, piece, params.crossed_out.line)) phrases.push_back(piece);
  }
  return phrases;
}

std::vector<Box> cross_out(const PageInk& page, std::vector<Row>& rows,
                           const CrossOutParams& params) {
  params.check();
  if (!params.leave_out || rows.empty()) return {};
  const std::vector<bool> crossed_out = crossed_out_pieces(page, rows, params);
  std::vector<Box> words;
  for (Row& row : rows) {
    row.crossed_out = take_crossed_out(row.letters, crossed_out);
    if (row.crossed_out.empty()) continue;
    const std::vector<Box> own = crossed_out_words(row.crossed_out, row.metrics.letter_height);
    words.insert(words.end(), own.begin(), own.end());
    if (!row.letters.empty()) row.metrics = metrics_of(row.letters);
  }
  for (const Box& word : words) join_over(word, rows);
  std::erase_if(rows, [](const Row& row) { return row.letters.empty(); });
  return words;
}

}  // namespace inkline
