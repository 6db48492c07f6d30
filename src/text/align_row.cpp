#include "align_row.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace inkline {
namespace {

constexpr double kLeastAlternative = 1e-3;  // of the ink of the likeliest character there
constexpr float kNothing = 1e-30F;

/// Of the row with a blank before, between and behind: node 2 i + 1 is character i. n nodes.
struct Nodes {
  const RowInk& ink;
  std::span<const int> characters;

  std::size_t count() const { return 2 * characters.size() + 1; }
  int class_of(std::size_t node) const { return node % 2 == 0 ? ink.blank : characters[node / 2]; }
  /// A character may follow another one at once when they differ.
  bool may_skip_blank(std::size_t node) const {
    return node % 2 == 1 && node >= 3 && characters[node / 2] != characters[node / 2 - 1];
  }
  float at(int step, std::size_t node) const {
    return std::max(ink.at(step, class_of(node)), kNothing);
  }
};

/// Sum over all alignments, scaled at each step.
double ink_score(const Nodes& nodes) {
  std::vector<double> alpha(nodes.count(), 0);
  std::vector<double> next(nodes.count());
  alpha[0] = 1;
  double score = 0;
  for (int step = 0; step < nodes.ink.steps; ++step) {
    double sum = 0;
    for (std::size_t node = 0; node < nodes.count(); ++node) {
      double before = alpha[node];
      // At the first step an alignment begins with the first blank or the first character.
      if (node >= 1) before += alpha[node - 1];
      if (nodes.may_skip_blank(node)) before += alpha[node - 2];
      next[node] = before * static_cast<double>(nodes.at(step, node));
      sum += next[node];
    }
    if (!(sum > 0)) return -std::numeric_limits<double>::infinity();
    for (double& value : next) value /= sum;
    score += std::log(sum);
    alpha.swap(next);
  }
  const double ends = alpha.back() + (nodes.count() > 1 ? alpha[nodes.count() - 2] : 0.0);
  return score + std::log(ends);
}

/// Node of every step on the likeliest alignment.
std::vector<std::size_t> best_alignment(const Nodes& nodes) {
  const std::size_t n = nodes.count();
  const auto steps = static_cast<std::size_t>(nodes.ink.steps);
  constexpr double impossible = -1e300;
  std::vector<double> score(n, impossible);
  std::vector<double> next(n);
  std::vector<std::uint8_t> moves(n * steps);  // nodes that were moved on by
  score[0] = 0;
  for (std::size_t step = 0; step < steps; ++step) {
    for (std::size_t node = 0; node < n; ++node) {
      std::uint8_t move = 0;
      double best = score[node];
      if (node >= 1 && score[node - 1] > best) best = score[node - 1], move = 1;
      if (nodes.may_skip_blank(node) && score[node - 2] > best) best = score[node - 2], move = 2;
      next[node] = best + std::log(double{nodes.at(static_cast<int>(step), node)});
      moves[step * n + node] = move;
    }
    score.swap(next);
  }
  std::vector<std::size_t> path(steps);
  std::size_t node = n >= 2 && score[n - 2] > score[n - 1] ? n - 2 : n - 1;
  for (std::size_t step = steps; step-- > 0;) {
    path[step] = node;
    node -= moves[step * n + node];
  }
  return path;
}

/// Steps from `first` to `last`, both included.
struct Stretch {
  int first = 0;
  int last = 0;
};

/// Between the ink of the neighbours.
Stretch stretch_of(const RowText& row, std::size_t index, int steps) {
  const std::vector<RowCharacter>& all = row.characters;
  const int first = index == 0 ? 0 : all[index - 1].last_step + 1;
  const int last = index + 1 == all.size() ? steps - 1 : all[index + 1].first_step - 1;
  return {std::min(first, all[index].first_step), std::max(last, all[index].last_step)};
}

/// Probability that a stretch holds this one character, or none: over all alignments.
double ink_in(const RowInk& ink, const Stretch& stretch, int character) {
  double before = 1;
  double during = 0;
  double behind = 0;
  for (int step = stretch.first; step <= stretch.last; ++step) {
    const double blank = std::max(ink.at(step, ink.blank), kNothing);
    const double here = ink.at(step, character);
    behind = (behind + during) * blank;
    during = (during + before) * here;
    before *= blank;
  }
  return during + behind;
}

double blank_in(const RowInk& ink, const Stretch& stretch) {
  double product = 1;
  for (int step = stretch.first; step <= stretch.last; ++step) {
    product *= static_cast<double>(std::max(ink.at(step, ink.blank), kNothing));
  }
  return product;
}

/// Of the first among all, and none at all.
float share_of_first(const std::vector<RowCandidate>& candidates, double none) {
  double sum = none;
  for (const RowCandidate& candidate : candidates) sum += candidate.probability;
  return sum > 0 ? static_cast<float>(candidates.front().probability / sum) : 0.0F;
}

/// Characters that the ink of a stretch can be, the chosen one first.
std::vector<RowCandidate> candidates_in(const RowInk& ink, const Stretch& stretch, int chosen,
                                        const std::vector<bool>& allowed) {
  std::vector<RowCandidate> list{{chosen, ink_in(ink, stretch, chosen)}};
  for (int c = 0; c < ink.classes; ++c) {
    if (c == chosen || !allowed[static_cast<std::size_t>(c)]) continue;
    float peak = 0;
    for (int step = stretch.first; step <= stretch.last; ++step) {
      peak = std::max(peak, ink.at(step, c));
    }
    if (static_cast<double>(peak) < kLeastAlternative) continue;
    list.push_back({c, ink_in(ink, stretch, c)});
  }
  return list;
}

}  // namespace

RowText aligned_row(const RowInk& ink, std::span<const int> characters,
                    std::span<const std::string> alphabet) {
  RowText row;
  const Nodes nodes{ink, characters};
  row.ink_score = ink_score(nodes);
  for (const int character : characters) {
    row.characters.push_back({alphabet[static_cast<std::size_t>(character)], -1, -1, 0, {}, 0});
  }
  const std::vector<std::size_t> path = best_alignment(nodes);
  for (std::size_t step = 0; step < path.size(); ++step) {
    if (path[step] % 2 == 0) continue;
    RowCharacter& character = row.characters[path[step] / 2];
    if (character.first_step < 0) character.first_step = static_cast<int>(step);
    character.last_step = static_cast<int>(step);
  }
  return row;
}

void judge_characters(const RowInk& ink, std::span<const int> characters,
                      std::span<const std::string> alphabet, const std::vector<bool>& allowed,
                      const RowJudge& judge, const RowDecodeParams& params, RowText& row) {
  const auto softened = [&](double probability) {
    return std::pow(probability, 1 / params.temperature);
  };
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const Stretch stretch = stretch_of(row, i, ink.steps);
    std::vector<RowCandidate> candidates = candidates_in(ink, stretch, characters[i], allowed);
    const double none = blank_in(ink, stretch);
    row.characters[i].by_ink = share_of_first(candidates, none);
    double sum = 0;
    const bool is_alone = candidates.size() == 1;
    for (RowCandidate& candidate : candidates) {
      if (!is_alone) candidate.probability *= judge.worth(i, candidate.character);
      candidate.probability = softened(candidate.probability);
      sum += candidate.probability;
    }
    if (none > 0) sum += softened(none * (is_alone ? 1.0 : judge.worth(i, -1)));
    if (!(sum > 0)) sum = 1;
    set_guesses(std::move(candidates), sum, alphabet, params.alternatives, row.characters[i]);
  }
}

}  // namespace inkline
