#include "glyph_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "guesses.hpp"

namespace inkline {
namespace {

struct Steps {
  int first = 0;
  int last = 0;
};

/// Steps whose middle lies in the box.
Steps steps_of(const Box& box, const PlacedStrip& row, int count) {
  const auto step_at = [&](double x) {
    const cv::Point2d place = row.strip.in_strip(x - row.box.x, box.centre_y() - row.box.y);
    return place.x / kStripStep - 0.5;
  };
  return {std::max(0, static_cast<int>(std::ceil(step_at(box.x)))),
          std::min(count - 1, static_cast<int>(std::floor(step_at(box.right()))))};
}

/// The class of each step that is likeliest.
std::vector<int> best_classes(const Matrix& log_probabilities) {
  std::vector<int> best;
  for (Eigen::Index step = 0; step < log_probabilities.cols(); ++step) {
    Eigen::Index index = 0;
    log_probabilities.col(step).maxCoeff(&index);
    best.push_back(static_cast<int>(index));
  }
  return best;
}

/// How many characters greedy reading sees between two steps.
int characters_in(const std::vector<int>& best, const Steps& steps, int blank) {
  int count = 0;
  int before = blank;
  for (int step = steps.first; step <= steps.last; ++step) {
    const int here = best[static_cast<std::size_t>(step)];
    if (here != blank && here != before) ++count;
    before = here;
  }
  return count;
}

/// The classifier's opinion in the order of the row's alphabet, without its reject class; a class
/// that it does not know keeps `least`.
Vector opinion_of(const Matrix& probabilities, Eigen::Index letter, const std::vector<int>& place,
                  Eigen::Index classes, float least) {
  Vector opinion = Vector::Constant(classes, least);
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] < 0) continue;
    opinion(place[i]) = std::max(least, probabilities(static_cast<Eigen::Index>(i), letter));
  }
  return opinion;
}

/// Mixes an opinion into one step: p(c) becomes p(c)^(1-w) o(c)^w among the characters, their sum
/// and the blank's share stay.
void mix(const Vector& opinion, float weight, Eigen::Index blank, Eigen::Ref<Vector> step) {
  const float blank_share = std::exp(step(blank));
  const float characters = std::max(1e-9F, 1 - blank_share);
  Vector mixed = (1 - weight) * step + weight * opinion.array().log().matrix();
  mixed(blank) = -1e9F;
  const float top = mixed.maxCoeff();
  const float sum = top + std::log((mixed.array() - top).exp().sum());
  const float keep = step(blank);
  step = (mixed.array() - sum + std::log(characters)).matrix();
  step(blank) = keep;
}

}  // namespace

void add_glyph_evidence(const ClassifiedLetters& letters,
                        std::span<const std::string> glyph_alphabet, const PlacedStrip& row,
                        std::span<const std::string> row_alphabet, const EvidenceParams& params,
                        Matrix& log_probabilities) {
  const auto blank_place = std::find(row_alphabet.begin(), row_alphabet.end(), "");
  const auto blank = static_cast<int>(blank_place - row_alphabet.begin());
  const auto reject_place = std::find(glyph_alphabet.begin(), glyph_alphabet.end(), "");
  const std::vector<int> best = best_classes(log_probabilities);
  const std::vector<int> places = places_in(row_alphabet, glyph_alphabet);
  const int count = static_cast<int>(log_probabilities.cols());
  for (std::size_t i = 0; i < letters.boxes.size(); ++i) {
    const Steps steps = steps_of(letters.boxes[i], row, count);
    if (steps.last < steps.first || characters_in(best, steps, blank) != 1) continue;
    const auto letter = static_cast<Eigen::Index>(i);
    float trust = params.weight;
    if (reject_place != glyph_alphabet.end()) {
      trust *= 1 - letters.probabilities(reject_place - glyph_alphabet.begin(), letter);
    }
    const Vector opinion = opinion_of(letters.probabilities, letter, places,
                                      log_probabilities.rows(), params.least_probability);
    for (int step = steps.first; step <= steps.last; ++step) {
      mix(opinion, trust, blank, log_probabilities.col(step));
    }
  }
}

}  // namespace inkline
