#include "row_lattices.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

#include <inkline/base/error.hpp>
#include <inkline/layout/words.hpp>

#include "guesses.hpp"
#include "row_arcs.hpp"
#include "row_pieces.hpp"

namespace inkline {
namespace {

// Kept away from 0 and 1: the classifier is surer than it should be.
constexpr double kLeastRejected = 1e-4;

/// What is needed to weigh the ways through a row.
struct Weighing {
  std::vector<int> places;  ///< of the classifier's classes in the lattice's alphabet; -1 for none
  Eigen::Index reject;      ///< the classifier's reject class, or -1
  const LatticeParams& params;
  const WordParams& words;

  double rejected(const Eigen::Ref<const Vector>& probabilities) const {
    if (reject < 0) return kLeastRejected;
    return std::clamp(double{probabilities(reject)}, kLeastRejected, 1 - kLeastRejected);
  }
};

Eigen::Index reject_class(const Recogniser& recogniser) {
  const auto& alphabet = recogniser.model.alphabet;
  const auto place = std::find(alphabet.begin(), alphabet.end(), "");
  return place == alphabet.end() ? -1 : place - alphabet.begin();
}

std::vector<int> wanted_places(std::span<const std::string> classes,
                               std::span<const std::string> alphabet,
                               const std::set<std::string>& only) {
  std::vector<int> places = places_in(alphabet, classes);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!only.empty() && !only.contains(classes[i])) places[i] = -1;
  }
  return places;
}

std::vector<bool> sure_letters(const ClassifiedLetters& letters, const Weighing& weighing) {
  std::vector<bool> sure;
  for (Eigen::Index i = 0; i < letters.probabilities.cols(); ++i) {
    Eigen::Index best = 0;
    const double most{letters.probabilities.col(i).maxCoeff(&best)};
    sure.push_back(best != weighing.reject && most >= weighing.params.sure);
  }
  return sure;
}

/// How likely two neighbouring pieces belong to one character, by what is between them.
double share_inside(const RowPiece& a, const RowPiece& b, double letter_height,
                    const LatticeParams& params) {
  if (a.letter == b.letter) return 1 - params.cut_is_gap;
  const double gap = gap_between(a, b, letter_height);
  if (gap < 0) return params.inside_overlap;
  return params.inside_gap * std::exp(-gap / params.usual_inside);
}

/// That the row goes on with another character behind a piece.
double end_weight(const RowOfPieces& row, std::size_t last, double letter_height,
                  const LatticeParams& params) {
  if (last + 1 >= row.pieces.size()) return 0;
  return std::log(1 - share_inside(row.pieces[last], row.pieces[last + 1], letter_height, params));
}

double layout_weight(const RowOfPieces& row, const PieceRun& run, double letter_height,
                     const LatticeParams& params) {
  double weight = end_weight(row, run.to - 1, letter_height, params);
  for (std::size_t i = run.from; i + 1 < run.to; ++i) {
    weight += std::log(share_inside(row.pieces[i], row.pieces[i + 1], letter_height, params));
  }
  return weight;
}

/// The likeliest characters of a run, and dirt where it is a single piece.
std::vector<LatticeReading> readings_of(const Eigen::Ref<const Vector>& probabilities,
                                        std::size_t pieces, double layout,
                                        const Weighing& weighing) {
  const LatticeParams& params = weighing.params;
  const double rejected = weighing.rejected(probabilities);
  const double whole = layout + static_cast<double>(pieces) * std::log(1 - rejected);
  std::vector<LatticeReading> readings;
  for (Eigen::Index c = 0; c < probabilities.size(); ++c) {
    const int place = weighing.places[static_cast<std::size_t>(c)];
    const double share = double{probabilities(c)} / (1 - rejected);
    if (place < 0 || share < params.least_probability) continue;
    const double weight = whole + params.reading_weight * std::log(share);
    readings.push_back({place, static_cast<float>(weight)});
  }
  std::sort(readings.begin(), readings.end(), [](const LatticeReading& a, const LatticeReading& b) {
    return a.log_weight > b.log_weight;
  });
  if (readings.size() > static_cast<std::size_t>(params.most_readings)) {
    readings.resize(static_cast<std::size_t>(params.most_readings));
  }
  if (pieces == 1) {
    const double dirt = layout + std::log(rejected * params.dirt);
    readings.push_back({LatticeReading::kDirt, static_cast<float>(dirt)});
  }
  return readings;
}

/// The gap between those inside words and those between them, by the row's own gaps.
double word_gap(const std::vector<Box>& boxes, double letter_height, const WordParams& params) {
  const std::vector<std::size_t> starts = split_words(boxes, letter_height, params);
  double widest_none = 0;
  double narrowest_space = std::numeric_limits<double>::infinity();
  int right = boxes.front().right();
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    const double gap = std::max(0, boxes[i].x - right);
    const bool is_space = std::find(starts.begin(), starts.end(), i) != starts.end();
    if (is_space) narrowest_space = std::min(narrowest_space, gap);
    if (!is_space) widest_none = std::max(widest_none, gap);
    right = std::max(right, boxes[i].right());
  }
  if (std::isfinite(narrowest_space)) return (widest_none + narrowest_space) / 2;
  return std::max(params.least_gap, widest_none / letter_height + 0.2) * letter_height;
}

std::vector<LatticeGap> gaps_of(const RowOfPieces& row, double letter_height,
                                const Weighing& weighing) {
  std::vector<Box> boxes;
  for (const RowPiece& piece : row.pieces) boxes.push_back(piece.box);
  std::vector<LatticeGap> gaps(boxes.size());
  if (boxes.empty()) return gaps;
  const double threshold = word_gap(boxes, letter_height, weighing.words);
  int right = boxes.front().right();
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    const double gap = std::max(0, boxes[i].x - right);
    const double odds = (gap - threshold) / (weighing.params.space_softness * letter_height);
    gaps[i].space = static_cast<float>(-std::log1p(std::exp(-odds)));
    gaps[i].none = static_cast<float>(-std::log1p(std::exp(odds)));
    right = std::max(right, boxes[i].right());
  }
  return gaps;
}

/// Every letter may be what the classifier cannot tell, the likelier the less it takes it for one.
std::vector<LatticeStretch> unclear_letters(const RowOfPieces& row,
                                            const ClassifiedLetters& letters, double letter_height,
                                            const Weighing& weighing) {
  const LatticeParams& params = weighing.params;
  std::vector<LatticeStretch> stretches;
  for (std::size_t from = 0; from < row.pieces.size();) {
    const std::size_t letter = row.pieces[from].letter;
    std::size_t to = from + 1;
    while (to < row.pieces.size() && row.pieces[to].letter == letter) ++to;
    const bool is_wide = letters.boxes[letter].width > params.widest * letter_height;
    const auto column = letters.probabilities.col(static_cast<Eigen::Index>(letter));
    const double share = is_wide ? 1 : std::min(1.0, weighing.rejected(column) + params.unclear);
    const double weight = std::log(share) + end_weight(row, to - 1, letter_height, params);
    stretches.push_back({static_cast<int>(from), static_cast<int>(to), static_cast<float>(weight)});
    from = to;
  }
  return stretches;
}

/// A row's lattice but for its arcs.
RowLattice frame_of(const RowOfPieces& pieces, const ClassifiedLetters& letters,
                    double letter_height, const Weighing& weighing) {
  RowLattice lattice;
  lattice.pieces = static_cast<int>(pieces.pieces.size());
  lattice.unclear = unclear_letters(pieces, letters, letter_height, weighing);
  lattice.gaps = gaps_of(pieces, letter_height, weighing);
  return lattice;
}

}  // namespace

void LatticeParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("lattice.") + what + ", got " + std::to_string(value));
  };
  const auto require_inner = [&](double value, const std::string& name) {
    require(value > 0 && value < 1, (name + " must be between 0 and 1").c_str(), value);
  };
  require(most_pieces_of_one >= 1 && most_pieces_of_one <= 8, "most_pieces_of_one must be 1 to 8",
          most_pieces_of_one);
  require(widest > 0 && widest <= 5, "widest must be above 0, at most 5", widest);
  require(widest_inside >= 0 && widest_inside <= 2, "widest_inside must be 0 to 2", widest_inside);
  require(sure > 0 && sure <= 1, "sure must be above 0, at most 1", sure);
  require(reading_weight >= 0 && reading_weight <= 3, "reading_weight must be 0 to 3",
          reading_weight);
  require_inner(inside_gap, "inside_gap");
  require_inner(inside_overlap, "inside_overlap");
  require(usual_inside > 0 && usual_inside <= 2, "usual_inside must be above 0, at most 2",
          usual_inside);
  require_inner(cut_is_gap, "cut_is_gap");
  require_inner(dirt, "dirt");
  require_inner(unclear, "unclear");
  require(space_softness > 0 && space_softness <= 2, "space_softness must be above 0, at most 2",
          space_softness);
  require_inner(least_probability, "least_probability");
  require(most_readings >= 1 && most_readings <= 100, "most_readings must be 1 to 100",
          most_readings);
  require(most_pieces >= 1 && most_pieces <= 10'000, "most_pieces must be 1 to 10000", most_pieces);
}

std::vector<RowLattice> lattices_of(const PageInk& page, const std::vector<Row>& rows,
                                    std::span<const ClassifiedLetters> letters,
                                    const Recogniser& recogniser,
                                    std::span<const std::string> alphabet,
                                    const std::set<std::string>& only, const ReadParams& params) {
  const Weighing weighing{wanted_places(recogniser.model.alphabet, alphabet, only),
                          reject_class(recogniser), params.lattice, params.words};
  std::vector<RowOfPieces> pieces;
  std::vector<PieceRun> runs;
  std::vector<RowLattice> lattices;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double height = rows[r].metrics.letter_height;
    pieces.push_back(pieces_of_row(page, rows[r], sure_letters(letters[r], weighing), params.cut));
    if (pieces[r].pieces.size() > static_cast<std::size_t>(params.lattice.most_pieces)) {
      pieces[r].pieces.clear();
    }
    add_runs(pieces[r], r, height, params.lattice, runs);
    lattices.push_back(frame_of(pieces[r], letters[r], height, weighing));
  }
  const Matrix found = classify_runs(page, rows, letters, recogniser, pieces, runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const PieceRun& run = runs[i];
    const double layout =
        layout_weight(pieces[run.row], run, rows[run.row].metrics.letter_height, params.lattice);
    lattices[run.row].arcs.push_back(
        {static_cast<int>(run.from), static_cast<int>(run.to),
         readings_of(found.col(static_cast<Eigen::Index>(i)), run.count(), layout, weighing)});
  }
  return lattices;
}

}  // namespace inkline
