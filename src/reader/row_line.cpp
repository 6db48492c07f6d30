#include "row_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <opencv2/imgproc.hpp>

#include <inkline/text/word_kinds.hpp>

namespace inkline {
namespace {

/// Columns of a strip that belong to one character.
struct Reach {
  int begin = 0;
  int end = 0;
};

/// A character reaches from its first step to its last and half the way to its neighbours: the
/// steps at which a network names a character are few and anywhere in it.
Reach reach_of(const RowText& text, std::size_t index, int width) {
  const auto middle = [](int before, int after) {
    return static_cast<int>(std::lround(kStripStep * (before + after + 1) / 2.0));
  };
  const std::vector<RowCharacter>& all = text.characters;
  Reach reach{0, width};
  if (index > 0) reach.begin = middle(all[index - 1].last_step, all[index].first_step);
  if (index + 1 < all.size()) reach.end = middle(all[index].last_step, all[index + 1].first_step);
  reach.begin = std::clamp(reach.begin, 0, width - 1);
  reach.end = std::clamp(reach.end, reach.begin + 1, width);
  return reach;
}

/// Around the ink of some columns, or all of them where there is none.
cv::Rect ink_bounds(const cv::Mat1b& strip, const Reach& reach) {
  constexpr int inked = 96;  // soft edges are darker than this about where the pen's edge was
  const cv::Rect columns(reach.begin, 0, reach.end - reach.begin, strip.rows);
  cv::Rect bounds = cv::boundingRect(strip(columns) > inked);
  if (bounds.empty()) return columns;
  bounds.x += columns.x;
  return bounds;
}

/// The box on the page of a rectangle of the strip.
Box on_page(const cv::Rect& bounds, const PlacedStrip& row) {
  double left = 1e9;
  double top = 1e9;
  double right = -1e9;
  double bottom = -1e9;
  for (const int x : {bounds.x, bounds.x + bounds.width}) {
    for (const int y : {bounds.y, bounds.y + bounds.height}) {
      const cv::Point2d corner = row.strip.in_row(x, y);
      left = std::min(left, corner.x);
      top = std::min(top, corner.y);
      right = std::max(right, corner.x);
      bottom = std::max(bottom, corner.y);
    }
  }
  const Box box{row.box.x + static_cast<int>(std::floor(left)),
                row.box.y + static_cast<int>(std::floor(top)),
                static_cast<int>(std::ceil(right) - std::floor(left)),
                static_cast<int>(std::ceil(bottom) - std::floor(top))};
  return common(box, row.box);
}

/// The reading that was chosen, with its alternatives behind it.
std::vector<Guess> guesses_of(const RowCharacter& character) {
  std::vector<Guess> guesses{{character.text, character.confidence}};
  for (const Guess& guess : character.guesses) {
    if (guess.text != character.text) guesses.push_back(guess);
  }
  return guesses;
}

}  // namespace

Line line_of(const RowText& text, const PlacedStrip& row) {
  Line line;
  bool word_begins = true;
  for (std::size_t i = 0; i < text.characters.size(); ++i) {
    const RowCharacter& character = text.characters[i];
    if (character.text == " ") {
      word_begins = true;
      continue;
    }
    if (word_begins) line.words.emplace_back();
    word_begins = false;
    const Reach reach = reach_of(text, i, row.strip.ink.cols);
    Word& word = line.words.back();
    word.glyphs.push_back({on_page(ink_bounds(row.strip.ink, reach), row), guesses_of(character)});
    word.box = united(word.box, word.glyphs.back().box);
    line.box = united(line.box, word.box);
  }
  spell_out(line);
  return line;
}

}  // namespace inkline
