#include <inkline/layout/pieces.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

bool is_elongated(const Box& box, double aspect) {
  return box.width > aspect * box.height || box.height > aspect * box.width;
}

using HeightsAndWeights = std::vector<std::pair<int, double>>;

/// The height at which half of the total weight is reached.
double weighted_median(HeightsAndWeights& heights) {
  std::sort(heights.begin(), heights.end());
  double total = 0;
  for (const auto& [height, weight] : heights) total += weight;
  double sum = 0;
  for (const auto& [height, weight] : heights) {
    sum += weight;
    if (sum >= total / 2) return height;
  }
  return 0;
}

/// A hole, a blot, a shadow at the edge: thick all over, and no mere dot.
bool is_blob(const Piece& piece, double letter, double stroke, const PieceParams& params) {
  const double longer = std::max(piece.box.width, piece.box.height);
  return longer > params.least_letter_height * letter &&
         piece.thickness > params.blob_strokes * stroke &&
         piece.thickness > params.blob_share * longer;
}

/// A piece of a ruled line, a dash, or the bar of a large T.
bool is_flat_line(const Box& box, double letter, const PieceParams& params) {
  return box.width > params.line_width * letter && box.width > params.line_aspect * box.height;
}

/// Whether a flat line lies on top of one narrow stem, or next to it: a broken T.
bool tops_a_stem(const Box& line, std::span<const Piece> pieces, double letter) {
  constexpr double most_width = 3;  // letter heights
  constexpr double deepest = 0.4;   // the stem begins, below the bar
  constexpr double narrow = 0.6;    // of the bar
  if (line.width > most_width * letter) return false;
  int stems = 0;
  int others = 0;
  for (const Piece& piece : pieces) {
    const Box& box = piece.box;
    if (box.height < 0.5 * letter || box.y < line.y - 0.1 * letter ||
        box.y > line.bottom() + deepest * letter || horizontal_overlap(box, line) <= 0)
      continue;
    const bool is_inside = box.centre_x() > line.x && box.centre_x() < line.right();
    ++(is_inside && box.width < narrow * line.width && box.height > letter ? stems : others);
  }
  return stems == 1 && others <= 1;
}

/// Several small letters joined, which are as low as a mark beside words with ascenders: there is
/// more ink than in one stroke along it, a dash or a tilde.
bool is_small_word(const Piece& piece, double letter, double stroke) {
  constexpr double least_height = 0.3;   // letter heights
  constexpr double least_strokes = 2.5;  // stroke widths high
  constexpr double least_ink = 1.3;      // strokes along it
  const Box& box = piece.box;
  return box.width > 1.5 * box.height && box.height > least_height * letter &&
         box.height > least_strokes * stroke && piece.area > least_ink * box.width * stroke;
}

bool is_rubbish(const Piece& piece, double letter, double stroke, const PieceParams& params) {
  const Box& box = piece.box;
  if (box.height > params.most_height * letter) return true;
  if (box.width > params.most_width * letter) return true;
  if (is_blob(piece, letter, stroke, params)) return true;
  const double least = params.least_mark_strokes * stroke;
  return std::max(box.width, box.height) < 1.3 * least || piece.area < least * least;
}

}  // namespace

void PieceParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("pieces.") + what + ", got " + std::to_string(value));
  };
  require(least_letter_height >= 0.1 && least_letter_height <= 1,
          "least_letter_height must be 0.1 to 1", least_letter_height);
  require(most_height > 1, "most_height must be above 1", most_height);
  require(most_width > 1, "most_width must be above 1", most_width);
  require(line_aspect > 1, "line_aspect must be above 1", line_aspect);
  require(line_width > 0, "line_width must be above 0", line_width);
  require(blob_strokes >= 1, "blob_strokes must be at least 1", blob_strokes);
  require(blob_share >= 0 && blob_share <= 1, "blob_share must be 0 to 1", blob_share);
  require(least_mark_strokes >= 0, "least_mark_strokes must not be negative", least_mark_strokes);
}

double letter_height(std::span<const Piece> pieces) {
  constexpr double elongated = 12.0;  // no letter is; ruled lines and sheet edges are
  constexpr int lowest = 4;           // pixels: what is lower cannot be read at any scale
  constexpr double emptiest = 0.03;   // ink of a frame is a smaller share of its box
  HeightsAndWeights heights;
  for (const Piece& piece : pieces) {
    const double box_area = 1.0 * piece.box.width * piece.box.height;
    if (piece.box.height < lowest || is_elongated(piece.box, elongated)) continue;
    if (piece.area < emptiest * box_area) continue;
    heights.emplace_back(piece.box.height, std::sqrt(piece.area));
  }
  // A second look without what is far larger than the rest: stains, drawings, dark borders.
  const double first = weighted_median(heights);
  HeightsAndWeights counted;
  for (const auto& [height, weight] : heights) {
    if (height <= 3 * first) counted.emplace_back(height, weight);
  }
  return weighted_median(counted);
}

std::vector<Role> sort_pieces(std::span<const Piece> pieces, double letter_height,
                              double stroke_width, const PieceParams& params) {
  params.check();
  constexpr int most_lines = 200;  // more are ruling or texture
  int lines = 0;
  std::vector<Role> roles;
  roles.reserve(pieces.size());
  for (const Piece& piece : pieces) {
    const bool is_line = is_flat_line(piece.box, letter_height, params);
    if (is_rubbish(piece, letter_height, stroke_width, params) ||
        (is_line && (++lines > most_lines || !tops_a_stem(piece.box, pieces, letter_height)))) {
      roles.push_back(Role::rubbish);
    } else if (piece.box.height < params.least_letter_height * letter_height &&
               !is_small_word(piece, letter_height, stroke_width)) {
      roles.push_back(Role::mark);
    } else {
      roles.push_back(Role::letter);
    }
  }
  return roles;
}

}  // namespace inkline
