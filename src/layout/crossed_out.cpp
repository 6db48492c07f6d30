#include <inkline/layout/crossed_out.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

constexpr std::size_t kFewest = 3;  // other pieces that tell what a row is like

double depth_of(const Piece& piece) {
  return static_cast<double>(piece.area) / std::max(1, piece.box.width);
}

double fill_of(const Piece& piece) {
  return depth_of(piece) / std::max(1, piece.box.height);
}

bool may_be_word(const Piece& piece, double letter_height, const ScribbleParams& params) {
  return piece.box.width >= params.least_width * letter_height;
}

bool is_scribble(const Piece& piece, const UsualInk& usual, double stroke_width,
                 double letter_height, const ScribbleParams& params) {
  const double tallness = std::max(1.0, piece.box.height / (params.tall * letter_height));
  const double depth = depth_of(piece) / tallness;
  if (depth < params.least_depth * stroke_width || depth < params.least_ratio * usual.depth) {
    return false;
  }
  return piece.thickness <= params.most_thickness * usual.thickness ||
         fill_of(piece) >= params.least_fill;
}

/// Whether most of a letter's width lies between the ends of a box.
bool stands_in(const Box& letter, const Box& box) {
  return 2 * horizontal_overlap(letter, box) > letter.width;
}

/// How far it is to the nearest word of a line when that is level with a box.
std::optional<int> distance(const Box& box, const Line& line) {
  std::optional<int> nearest;
  bool is_level = false;
  for (const Word& word : line.words) {
    const int aside = std::max(0, -horizontal_overlap(word.box, box));
    if (nearest && aside >= *nearest) continue;
    nearest = aside;
    is_level = 2 * vertical_overlap(word.box, box) >= std::min(word.box.height, box.height);
  }
  return is_level ? nearest : std::nullopt;
}

}  // namespace

void ScribbleParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("scribble.") + what + ", got " + std::to_string(value));
  };
  require(least_width >= 0.5 && least_width <= 20, "least_width must be 0.5 to 20", least_width);
  require(least_depth >= 1 && least_depth <= 20, "least_depth must be 1 to 20", least_depth);
  require(least_ratio >= 1 && least_ratio <= 10, "least_ratio must be 1 to 10", least_ratio);
  require(tall >= 0.5 && tall <= 5, "tall must be 0.5 to 5", tall);
  require(most_thickness >= 1 && most_thickness <= 10, "most_thickness must be 1 to 10",
          most_thickness);
  require(least_fill >= 0 && least_fill <= 1, "least_fill must be 0 to 1", least_fill);
}

UsualInk usual_ink(std::span<const Piece> pieces, std::span<const int> members) {
  std::vector<double> depths;
  std::vector<double> thicknesses;
  for (const int member : members) {
    const Piece& piece = pieces[static_cast<std::size_t>(member)];
    depths.push_back(depth_of(piece));
    thicknesses.push_back(piece.thickness);
  }
  return {median(depths), median(thicknesses)};
}

std::vector<int> find_scribbles(std::span<const Piece> pieces, std::span<const int> members,
                                const UsualInk& page, double stroke_width, double letter_height,
                                const ScribbleParams& params) {
  params.check();
  std::vector<int> found;
  for (const int member : members) {
    const Piece& piece = pieces[static_cast<std::size_t>(member)];
    if (!may_be_word(piece, letter_height, params)) continue;
    if (depth_of(piece) < params.least_depth * stroke_width) continue;
    std::vector<int> others(members.begin(), members.end());
    std::erase(others, member);
    const UsualInk usual = others.size() < kFewest ? page : usual_ink(pieces, others);
    if (is_scribble(piece, usual, stroke_width, letter_height, params)) found.push_back(member);
  }
  return found;
}

std::vector<Letter> take_crossed_out(std::vector<Letter>& letters,
                                     const std::vector<bool>& crossed_out) {
  std::vector<Box> struck;
  for (const Letter& letter : letters) {
    const bool is_struck = std::any_of(letter.pieces.begin(), letter.pieces.end(), [&](int piece) {
      return crossed_out[static_cast<std::size_t>(piece)];
    });
    if (is_struck) struck.push_back(letter.box);
  }
  if (struck.empty()) return {};
  const auto stays = [&](const Letter& letter) {
    return std::none_of(struck.begin(), struck.end(),
                        [&](const Box& box) { return stands_in(letter.box, box); });
  };
  const auto first = std::stable_partition(letters.begin(), letters.end(), stays);
  std::vector<Letter> taken(std::make_move_iterator(first), std::make_move_iterator(letters.end()));
  letters.erase(first, letters.end());
  return taken;
}

std::vector<Box> crossed_out_words(std::span<const Letter> letters, double letter_height) {
  constexpr double widest_gap = 0.3;  // in letter heights
  std::vector<Box> words;
  for (const Letter& letter : letters) {
    const bool goes_on = !words.empty() &&
                         -horizontal_overlap(words.back(), letter.box) < widest_gap * letter_height;
    if (goes_on) {
      words.back() = united(words.back(), letter.box);
    } else {
      words.push_back(letter.box);
    }
  }
  return words;
}

std::vector<CrossedOut> placed_in_lines(std::span<const Box> boxes, std::span<const Line> lines) {
  std::vector<CrossedOut> placed;
  for (const Box& box : boxes) {
    CrossedOut word{box};
    std::optional<int> least;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::optional<int> aside = distance(box, lines[i]);
      if (!aside || (least && *aside >= *least)) continue;
      least = aside;
      word.line = static_cast<int>(i);
    }
    if (word.line >= 0) {
      const std::vector<Word>& words = lines[static_cast<std::size_t>(word.line)].words;
      word.word = static_cast<int>(std::count_if(words.begin(), words.end(), [&](const Word& w) {
        return w.box.centre_x() < box.centre_x();
      }));
    }
    placed.push_back(word);
  }
  return placed;
}

}  // namespace inkline
