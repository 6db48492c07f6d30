#include <inkline/evaluation/fit_confidence_map.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr std::size_t kInputs = 3;
constexpr std::size_t kUnknowns = kInputs + 1;  // and the offset, the last
using Unknowns = std::array<double, kUnknowns>;

/// An answer as the regression sees it.
struct Observation {
  Unknowns x{};  ///< logits, and 1
  double y = 0;  ///< 1 where right
};

std::vector<Observation> observations_of(std::span<const JudgedCertainty> answers) {
  std::vector<Observation> list;
  list.reserve(answers.size());
  ConfidenceMap single;  // asked for one logit after the other
  for (const JudgedCertainty& answer : answers) {
    Observation& o = list.emplace_back();
    for (std::size_t i = 0; i < kInputs; ++i) {
      single.weights.fill(0);
      single.weights[i] = 1;
      o.x[i] = single.score(answer.certainty);
    }
    o.x[kInputs] = 1;
    o.y = answer.is_right ? 1 : 0;
  }
  return list;
}

double dot(const Unknowns& a, const Unknowns& b) {
  double sum = 0;
  for (std::size_t i = 0; i < kUnknowns; ++i) sum += a[i] * b[i];
  return sum;
}

struct NewtonSystem {
  std::array<Unknowns, kUnknowns> curvature{};
  Unknowns gradient{};
};

/// Of the negative log-likelihood at `weights`.
NewtonSystem newton_system(const std::vector<Observation>& observations, const Unknowns& weights,
                           const std::array<bool, kUnknowns>& is_used) {
  constexpr double pull = 1;  // towards 0, as strong as a few answers: keeps the system regular
  NewtonSystem system;
  for (const Observation& o : observations) {
    const double p = 1 / (1 + std::exp(-dot(weights, o.x)));
    for (std::size_t i = 0; i < kUnknowns; ++i) {
      system.gradient[i] += (p - o.y) * o.x[i];
      for (std::size_t j = 0; j < kUnknowns; ++j) {
        system.curvature[i][j] += p * (1 - p) * o.x[i] * o.x[j];
      }
    }
  }
  for (std::size_t i = 0; i < kUnknowns; ++i) {
    system.curvature[i][i] += pull;
    system.gradient[i] += pull * weights[i];
    if (is_used[i]) continue;
    system.gradient[i] = 0;
    for (std::size_t j = 0; j < kUnknowns; ++j) {
      system.curvature[i][j] = system.curvature[j][i] = i == j ? 1 : 0;
    }
  }
  return system;
}

/// curvature x step = gradient, by Gauss's elimination; the curvature is positive definite.
Unknowns solve(NewtonSystem system) {
  auto& a = system.curvature;
  Unknowns& b = system.gradient;
  for (std::size_t i = 0; i < kUnknowns; ++i) {
    for (std::size_t k = i + 1; k < kUnknowns; ++k) {
      const double factor = a[k][i] / a[i][i];
      for (std::size_t j = i; j < kUnknowns; ++j) a[k][j] -= factor * a[i][j];
      b[k] -= factor * b[i];
    }
  }
  Unknowns step{};
  for (std::size_t i = kUnknowns; i-- > 0;) {
    double rest = b[i];
    for (std::size_t j = i + 1; j < kUnknowns; ++j) rest -= a[i][j] * step[j];
    step[i] = rest / a[i][i];
  }
  return step;
}

Unknowns regression(const std::vector<Observation>& observations,
                    const std::array<bool, kUnknowns>& is_used) {
  constexpr int most_rounds = 100;
  Unknowns weights{};
  for (int round = 0; round < most_rounds; ++round) {
    const Unknowns step = solve(newton_system(observations, weights, is_used));
    double longest = 0;
    for (const double part : step) longest = std::max(longest, std::abs(part));
    // Far from the goal a whole step of Newton overshoots: none is longer than 1.
    const double share = std::min(1.0, 1 / std::max(longest, 1e-12));
    for (std::size_t i = 0; i < kUnknowns; ++i) weights[i] -= share * step[i];
    if (longest < 1e-9) break;
  }
  return weights;
}

/// Leaves out the input whose weight is most negative until none is.
std::array<double, kInputs> fitted_weights(const std::vector<Observation>& observations) {
  std::array<bool, kUnknowns> is_used{};
  is_used.fill(true);
  Unknowns weights = regression(observations, is_used);
  for (std::size_t round = 0; round < kInputs; ++round) {
    const auto worst = std::min_element(weights.begin(), weights.begin() + kInputs);
    if (*worst >= 0) break;
    is_used[static_cast<std::size_t>(worst - weights.begin())] = false;
    weights = regression(observations, is_used);
  }
  std::array<double, kInputs> result{};
  for (std::size_t i = 0; i < kInputs; ++i) result[i] = std::max(weights[i], 0.0);
  const bool says_nothing = result[0] + result[1] + result[2] < 1e-6;
  return says_nothing ? ConfidenceMap{}.weights : result;
}

struct Scored {
  double score = 0;
  double right = 0;  ///< 1 or 0; after pooling the share of right ones around it
};

/// Isotonic regression: neighbours whose shares would fall are pooled. `answers` in order of score.
void pool_adjacent_violators(std::vector<Scored>& answers) {
  struct Block {
    double right = 0;
    std::size_t count = 0;
    double share() const { return right / static_cast<double>(count); }
  };
  std::vector<Block> blocks;
  for (const Scored& answer : answers) {
    blocks.push_back({answer.right, 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].share() >= blocks.back().share()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back().right += last.right;
      blocks.back().count += last.count;
    }
  }
  auto answer = answers.begin();
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.count; ++i) (answer++)->right = block.share();
  }
}

/// Means of groups of equally many answers; the first and last reach as far as scores can.
std::vector<ConfidenceMap::Knot> group_means(const std::vector<Scored>& answers,
                                             const ConfidenceFitParams& params, double most_score) {
  const std::size_t groups =
      std::clamp<std::size_t>(answers.size() / params.least_group, 1, params.most_groups);
  std::vector<ConfidenceMap::Knot> knots;
  for (std::size_t g = 0; g < groups; ++g) {
    const std::size_t begin = g * answers.size() / groups;
    const std::size_t end = (g + 1) * answers.size() / groups;
    ConfidenceMap::Knot mean;
    for (std::size_t i = begin; i < end; ++i) {
      mean.score += answers[i].score;
      mean.confidence += answers[i].right;
    }
    const auto count = static_cast<double>(end - begin);
    mean.score /= count;
    // As if one more answer had been half right: no group is certain of anything.
    mean.confidence = (mean.confidence + 0.5) / (count + 1);
    knots.push_back(mean);
  }
  knots.insert(knots.begin(), {-most_score, knots.front().confidence / 2});
  knots.push_back({most_score, (1 + knots.back().confidence) / 2});
  return knots;
}

/// Drops knots of about the same score and tilts flat parts.
std::vector<ConfidenceMap::Knot> made_rising(const std::vector<ConfidenceMap::Knot>& knots,
                                             double most_score) {
  constexpr double least_step = 1e-4;
  const double least_distance = 1e-4 * most_score;
  std::vector<ConfidenceMap::Knot> rising{knots.front()};
  for (std::size_t i = 1; i < knots.size(); ++i) {
    if (knots[i].score - rising.back().score < least_distance) continue;
    rising.push_back(knots[i]);
    double& confidence = rising.back().confidence;
    confidence = std::max(confidence, rising[rising.size() - 2].confidence + least_step);
  }
  // Tilting may have pushed the upper end over 1.
  double most = 1;
  for (std::size_t i = rising.size(); i-- > 0;) {
    rising[i].confidence = std::min(rising[i].confidence, most);
    most = rising[i].confidence - least_step / 100;
  }
  return rising;
}

}  // namespace

void ConfidenceFitParams::check() const {
  require_setting(least_answers >= 1, "confidence_fit.least_answers must be at least 1");
  require_setting(most_groups >= 1 && most_groups <= ConfidenceMap::kMostKnots - 2,
                  "confidence_fit.most_groups must be 1 to 62, got " + std::to_string(most_groups));
  require_setting(least_group >= 1, "confidence_fit.least_group must be at least 1");
}

ConfidenceMap fit_confidence_map(std::span<const JudgedCertainty> answers,
                                 const ConfidenceFitParams& params) {
  params.check();
  const auto right = static_cast<std::size_t>(
      std::count_if(answers.begin(), answers.end(), [](const auto& a) { return a.is_right; }));
  if (answers.size() < params.least_answers || right == 0 || right == answers.size()) {
    throw Error(Fault::input, "confidences can be fitted to at least " +
                                  std::to_string(params.least_answers) +
                                  " characters, some right and some wrong; these are " +
                                  std::to_string(answers.size()) + ", " + std::to_string(right) +
                                  " of them right");
  }
  ConfidenceMap map;
  map.weights = fitted_weights(observations_of(answers));
  std::vector<Scored> scored;
  for (const JudgedCertainty& answer : answers) {
    scored.push_back({map.score(answer.certainty), answer.is_right ? 1.0 : 0.0});
  }
  // Among equal scores the wrong ones first would be taken for a rise.
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score < b.score : a.right > b.right;
  });
  pool_adjacent_violators(scored);
  const double most_score = map.score({1, 1, 1});
  map.knots = made_rising(group_means(scored, params, most_score), most_score);
  return map;
}

}  // namespace inkline
