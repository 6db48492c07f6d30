#include "find_turn.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/turned_box.hpp>
#include <inkline/features/row_strip.hpp>
#include <inkline/layout/row_metrics.hpp>

namespace inkline {
namespace {

Box whole(cv::Size size) {
  return {0, 0, size.width, size.height};
}

/// Shares the pixels of `picture` for 0 degrees.
cv::Mat turned(const cv::Mat& picture, int degrees) {
  if (picture.empty() || degrees == 0) return picture;
  cv::Mat upright;
  cv::rotate(picture, upright,
             degrees == 90    ? cv::ROTATE_90_CLOCKWISE
             : degrees == 180 ? cv::ROTATE_180
                              : cv::ROTATE_90_COUNTERCLOCKWISE);
  return upright;
}

cv::Size turned(cv::Size size, int degrees) {
  return degrees % 180 == 0 ? size : cv::Size(size.height, size.width);
}

/// The pieces of the page alone, turned: all that the search for rows looks at.
PageInk turned_pieces(const PageInk& page, int degrees) {
  PageInk turned_page;
  turned_page.stroke_width = page.stroke_width;
  turned_page.pieces = page.pieces;
  for (Piece& piece : turned_page.pieces) {
    piece.box = turned(piece.box, whole(page.ink.size()), degrees);
    if (degrees != 0) piece.core_height = 0;  // it was measured along rows of the page as it lay
  }
  turned_page.letter_height = letter_height(turned_page.pieces);
  return turned_page;
}

/// Rows turned upside down. Letters keep their order, and so run from right to left.
std::vector<Row> upended(std::vector<Row> rows, const Box& page) {
  for (Row& row : rows) {
    std::vector<Box> boxes;
    for (Letter& letter : row.letters) {
      letter.box = turned(letter.box, page, 180);
      boxes.push_back(letter.box);
    }
    std::reverse(boxes.begin(), boxes.end());
    row.metrics = measure_row(boxes);
  }
  return rows;
}

/// A letter and the row it stands in.
struct PlacedLetter {
  const Letter* letter;
  const Row* row;
};

/// Letters of all rows, marks left out: dots and dashes look alike in every position.
std::vector<PlacedLetter> letters_of(const std::vector<Row>& rows, double letter_height) {
  constexpr double mark = 0.5;  // of the letter height
  std::vector<PlacedLetter> letters;
  for (const Row& row : rows) {
    for (const Letter& letter : row.letters) {
      const int longer = std::max(letter.box.width, letter.box.height);
      if (longer >= mark * letter_height) letters.push_back({&letter, &row});
    }
  }
  return letters;
}

/// How sure the classifier is of some of the letters, on a page turned by `degrees`. The letters
/// are taken evenly over the page.
std::vector<double> confidences(const PageInk& page, std::span<const PlacedLetter> letters,
                                int degrees, const Recogniser& recogniser, int most) {
  const std::size_t count = std::min(letters.size(), static_cast<std::size_t>(most));
  if (count == 0) return {};
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [letter, row] = letters[i * letters.size() / count];
    const cv::Mat1b ink = turned(ink_of(page.components, letter->pieces), degrees);
    glyphs.push_back(crop_glyph(ink, recogniser.crop));
    contexts.push_back(context_of(letter->box, row->metrics));
  }
  Matrix probabilities = classify(recogniser, glyphs, contexts);
  for (std::size_t c = 0; c < recogniser.model.alphabet.size(); ++c) {
    const bool no_character = recogniser.model.alphabet[c].empty();
    if (no_character) probabilities.row(static_cast<Eigen::Index>(c)).setZero();
  }
  std::vector<double> sure;
  for (Eigen::Index i = 0; i < probabilities.cols(); ++i) {
    sure.push_back(probabilities.col(i).maxCoeff());
  }
  return sure;
}

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// A page in one position, and upside down from there.
struct Axis {
  double letters_a_row = 0;
  double aspect = 1;             ///< width over height of the letters
  std::size_t letters = 0;       ///< on the page
  std::vector<double> as_is;     ///< confidence of some letters ...
  std::vector<double> upended;   ///< ... and of the same letters upside down
  double row_score = 0;          ///< of the longest rows ...
  double row_score_upended = 0;  ///< ... and of the same upside down; 0 without a reader of rows

  bool is_better_upended() const {
    if (row_score != row_score_upended) return row_score_upended > row_score;
    return mean(upended) > mean(as_is);
  }
  double best_row_score() const { return std::max(row_score, row_score_upended); }
  double confidence() const { return std::max(mean(as_is), mean(upended)); }
};

/// Width over height, summed with a weight that keeps a few large pieces from outvoting the rest.
double aspect_of(std::span<const PlacedLetter> letters) {
  double width = 1;
  double height = 1;
  for (const PlacedLetter& placed : letters) {
    const Box& box = placed.letter->box;
    const double weight = 1 / std::sqrt(1.0 * box.width * box.height);
    width += weight * box.width;
    height += weight * box.height;
  }
  return width / height;
}

int width_of(const Row& row) {
  return row.letters.empty() ? 0 : row.letters.back().box.right() - row.letters.front().box.x;
}

std::vector<Row> longest_rows(std::vector<Row> rows, int most) {
  const auto count = std::min(rows.size(), static_cast<std::size_t>(most));
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(),
                    [](const Row& a, const Row& b) { return width_of(a) > width_of(b); });
  rows.resize(count);
  return rows;
}

/// The ink of a row, letters and marks.
cv::Mat1b ink_of_row(const PageInk& page, const Row& row) {
  std::vector<int> pieces;
  for (const Letter& letter : row.letters) {
    pieces.insert(pieces.end(), letter.pieces.begin(), letter.pieces.end());
  }
  return ink_of(page.components, pieces);
}

/// How likely the reader of rows takes what it reads on a page turned by `degrees`: mean logarithm
/// a step, ink and language together; 0 without a reader.
double score_of_rows(const PageInk& page, std::span<const Row> rows, int degrees,
                     const Readers& readers, const ReadParams& params) {
  if (!readers.rows) return 0;
  std::vector<RowStrip> strips;
  for (const Row& row : rows) {
    strips.push_back(normalise_row(turned(ink_of_row(page, row), degrees), readers.rows->strip));
  }
  double score = 0;
  double steps = 0;
  for (const Matrix& scores : line_log_probabilities(*readers.rows, strips)) {
    if (scores.cols() == 0) continue;
    const StepScores row{static_cast<int>(scores.rows()), static_cast<int>(scores.cols()),
                         std::span(scores.data(), static_cast<std::size_t>(scores.size()))};
    score += decode_row(row, readers.rows->model.alphabet, readers.help, params.decode).score;
    steps += static_cast<double>(scores.cols());
  }
  return steps > 0 ? score / steps : 0;
}

Axis look_along(const PageInk& page, int degrees, const Readers& readers,
                const ReadParams& params) {
  const auto [pieces, rows] = rows_along(page, degrees, params);
  const std::vector<PlacedLetter> letters = letters_of(rows, pieces.letter_height);
  Axis axis;
  axis.letters = letters.size();
  if (letters.empty()) return axis;
  axis.letters_a_row = static_cast<double>(letters.size()) / static_cast<double>(rows.size());
  axis.aspect = aspect_of(letters);
  const int most = params.turn.most_letters;
  axis.as_is = confidences(page, letters, degrees, readers.glyphs, most);
  const auto score_rows = [&, &rows = rows](int most_rows) {  // by name for clang before 16
    const std::vector<Row> longest = longest_rows(rows, most_rows);
    axis.row_score = score_of_rows(page, longest, degrees, readers, params);
    axis.row_score_upended = score_of_rows(page, longest, (degrees + 180) % 360, readers, params);
  };
  if (degrees == 0 && mean(axis.as_is) >= params.turn.sure_confidence) {
    score_rows(1);  // pages are seldom turned: one row is enough where the letters agree with it
    if (axis.row_score >= axis.row_score_upended) return axis;
  }
  score_rows(params.turn.most_rows);

  const Box frame = whole(turned(page.ink.size(), degrees));
  const std::vector<Row> rows_upended = upended(rows, frame);
  axis.upended = confidences(page, letters_of(rows_upended, pieces.letter_height),
                             (degrees + 180) % 360, readers.glyphs, most);
  return axis;
}

/// Whether the letters are read better upside down, beyond chance.
bool are_letters_upside_down(const Axis& axis, const TurnParams& params) {
  const double n = static_cast<double>(axis.as_is.size());
  std::vector<double> gains;
  for (std::size_t i = 0; i < axis.as_is.size(); ++i) {
    gains.push_back(axis.upended[i] - axis.as_is[i]);
  }
  const double gain = mean(gains);
  for (double& value : gains) value = (value - gain) * (value - gain);
  const double deviation = std::sqrt(mean(gains) / n);
  // Of ink that nobody could read, such as tiny joined words, chance decides.
  const bool is_legible = mean(axis.upended) >= 0.8 * params.readable_confidence;
  return is_legible && gain >= params.least_gain && gain >= params.least_deviations * deviation;
}

bool is_upside_down(const Axis& axis, const Readers& readers, const TurnParams& params) {
  if (!readers.rows) return are_letters_upside_down(axis, params);
  return axis.row_score_upended >= params.readable_row_score &&
         axis.row_score_upended - axis.row_score >= params.least_row_gain;
}

/// Above 0 for a page that lies on its side.
double sideways_evidence(const Axis& upright, const Axis& sideways, const TurnParams& params) {
  const double best = std::max(upright.confidence(), sideways.confidence());
  const double say = best >= params.readable_confidence ? params.confidence_weight : 0;
  return std::log(sideways.letters_a_row / upright.letters_a_row) +
         std::log(sideways.aspect / upright.aspect) +
         say * (sideways.confidence() - upright.confidence()) +
         params.row_weight * (sideways.best_row_score() - upright.best_row_score());
}

}  // namespace

void TurnParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("turn.") + what + ", got " + std::to_string(value));
  };
  const int turn = degrees.value_or(0);
  require(turn == 0 || turn == 90 || turn == 180 || turn == 270,
          "degrees must be 0, 90, 180 or 270", turn);
  require(most_letters > 0, "most_letters must be above 0", most_letters);
  require(most_rows > 0, "most_rows must be above 0", most_rows);
  require(least_letters > 0, "least_letters must be above 0", least_letters);
  require(sure_confidence >= 0 && sure_confidence <= 1, "sure_confidence must be 0 to 1",
          sure_confidence);
  require(least_evidence > 0, "least_evidence must be above 0", least_evidence);
  require(confidence_weight >= 0 && confidence_weight <= 100, "confidence_weight must be 0 to 100",
          confidence_weight);
  require(readable_confidence >= 0 && readable_confidence <= 1,
          "readable_confidence must be 0 to 1", readable_confidence);
  require(row_weight >= 0 && row_weight <= 100, "row_weight must be 0 to 100", row_weight);
  require(least_row_gain >= 0 && least_row_gain <= 10, "least_row_gain must be 0 to 10",
          least_row_gain);
  require(readable_row_score >= -10 && readable_row_score <= 0,
          "readable_row_score must be -10 to 0", readable_row_score);
  require(least_gain >= 0 && least_gain <= 1, "least_gain must be 0 to 1", least_gain);
  require(least_deviations >= 0 && least_deviations <= 100, "least_deviations must be 0 to 100",
          least_deviations);
}

RowsAlong rows_along(const PageInk& page, int degrees, const ReadParams& params) {
  RowsAlong along;
  along.pieces = turned_pieces(page, degrees);
  along.rows = find_rows(along.pieces, params);
  return along;
}

int find_turn(const PageInk& page, const Readers& readers, const ReadParams& params) {
  const TurnParams& turn = params.turn;
  turn.check();
  if (turn.degrees) return *turn.degrees;

  const Axis upright = look_along(page, 0, readers, params);
  const auto least = static_cast<std::size_t>(turn.least_letters);
  if (upright.letters < least || upright.upended.empty()) return 0;
  const Axis sideways = look_along(page, 90, readers, params);
  if (sideways.letters >= least &&
      sideways_evidence(upright, sideways, turn) >= turn.least_evidence) {
    return sideways.is_better_upended() ? 270 : 90;
  }
  return is_upside_down(upright, readers, turn) ? 180 : 0;
}

PageInk turned(const PageInk& page, int degrees) {
  if (degrees == 0) return page;
  PageInk upright = turned_pieces(page, degrees);
  upright.scale = page.scale;
  upright.even = turned(page.even, degrees);
  upright.ink = turned(page.ink, degrees);
  upright.ruling = turned(page.ruling, degrees);
  upright.components.labels = turned(page.components.labels, degrees);
  upright.components.items = page.components.items;
  for (Component& item : upright.components.items) {
    item.box = turned(item.box, whole(page.ink.size()), degrees);
  }
  return upright;
}

}  // namespace inkline
