#include <inkline/nn/ctc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/random.hpp>
#include <inkline/nn/loss.hpp>

namespace {

using inkline::LabelSteps;
using inkline::Matrix;
using Labels = std::vector<int>;

constexpr int kBlank = 2;

Matrix random_logits(int classes, int steps, std::uint64_t seed, double spread = 2) {
  inkline::Random random(seed);
  Matrix logits(classes, steps);
  for (float& z : logits.reshaped()) z = static_cast<float>(random.normal(0, spread));
  return logits;
}

/// Calls visit(path, probability) for every way to name a class at every step.
template <class Visit>
void for_all_paths(const Matrix& logits, const Visit& visit) {
  Matrix probability = logits;
  inkline::softmax_columns(probability);
  Labels path(static_cast<std::size_t>(logits.cols()), 0);
  while (true) {
    double p = 1;
    for (std::size_t t = 0; t < path.size(); ++t) {
      p *= static_cast<double>(probability(path[t], static_cast<Eigen::Index>(t)));
    }
    visit(path, p);
    std::size_t t = 0;
    while (t < path.size() && ++path[t] == logits.rows()) path[t++] = 0;
    if (t == path.size()) return;
  }
}

Labels spelt(const Labels& path) {
  Labels text;
  for (std::size_t t = 0; t < path.size(); ++t) {
    if (path[t] != kBlank && (t == 0 || path[t] != path[t - 1])) text.push_back(path[t]);
  }
  return text;
}

double probability_of(const Matrix& logits, const Labels& labels) {
  double sum = 0;
  for_all_paths(logits,
                [&](const Labels& path, double p) { sum += spelt(path) == labels ? p : 0; });
  return sum;
}

/// Steps of each label on a path that spells `count` of them.
std::vector<LabelSteps> spans_of(const Labels& path, std::size_t count) {
  std::vector<LabelSteps> spans;
  for (std::size_t t = 0; t < path.size(); ++t) {
    if (path[t] == kBlank) continue;
    const int step = static_cast<int>(t);
    if (t == 0 || path[t] != path[t - 1]) spans.push_back({step, step});
    spans.back().last = step;
  }
  REQUIRE(spans.size() == count);
  return spans;
}

const std::vector<Labels> kTexts{{}, {0}, {0, 1}, {1, 1}, {0, 0, 1}, {1, 0, 1}, {3, 0, 3, 1}};

TEST_SUITE("ctc") {
  TEST_CASE("the loss is that of all paths that spell the text, counted one by one") {
    for (const int steps : {1, 2, 4, 6}) {
      const Matrix logits = random_logits(4, steps, 7);
      for (const Labels& labels : kTexts) {
        CAPTURE(steps);
        CAPTURE(labels.size());
        const std::optional<double> loss = inkline::ctc_loss(logits, labels, kBlank);
        const double probability = probability_of(logits, labels);
        CHECK(loss.has_value() == (probability > 0));
        if (loss) CHECK(*loss == doctest::Approx(-std::log(probability)).epsilon(1e-5));
      }
    }
  }

  TEST_CASE("the slope agrees with a central difference of the loss") {
    for (const Labels& labels : kTexts) {
      CAPTURE(labels.size());
      Matrix logits = random_logits(4, 7, 3);
      Matrix slope(4, 7);
      const std::optional<double> loss = inkline::ctc_loss(logits, labels, kBlank, slope);
      REQUIRE(loss.has_value());
      CHECK(*loss == doctest::Approx(*inkline::ctc_loss(logits, labels, kBlank)).epsilon(1e-9));
      for (Eigen::Index k = 0; k < logits.size(); ++k) {
        constexpr float kStep = 0.02F;
        float& z = logits.data()[k];
        const float saved = z;
        z = saved + kStep;
        const double above = *inkline::ctc_loss(logits, labels, kBlank);
        z = saved - kStep;
        const double below = *inkline::ctc_loss(logits, labels, kBlank);
        z = saved;
        CHECK(slope.data()[k] == doctest::Approx((above - below) / 0.04).epsilon(2e-3));
      }
    }
  }

  TEST_CASE("the slopes of a step sum to nothing, however sure the network is of the wrong text") {
    Matrix logits = random_logits(5, 40, 11);
    logits.row(4).array() += 90.0F;  // as good as certain of a class that is not in the text
    Matrix slope(5, 40);
    const std::optional<double> loss = inkline::ctc_loss(logits, Labels{0, 1, 3}, kBlank, slope);
    REQUIRE(loss.has_value());
    CHECK(*loss > 3000);
    CHECK(slope.allFinite());
    CHECK(slope.colwise().sum().cwiseAbs().maxCoeff() < 1e-4F);
  }

  TEST_CASE("a row of two thousand steps loses no digits") {
    // All classes alike at every step: the loss is known from the number of paths of a text of one
    // label, t (t + 1) / 2.
    constexpr int kSteps = 2000;
    const Matrix logits = Matrix::Zero(3, kSteps);
    Matrix slope(3, kSteps);
    const std::optional<double> loss = inkline::ctc_loss(logits, Labels{0}, kBlank, slope);
    REQUIRE(loss.has_value());
    const double paths = 0.5 * kSteps * (kSteps + 1);
    CHECK(*loss == doctest::Approx(kSteps * std::log(3.0) - std::log(paths)).epsilon(1e-6));
    CHECK(slope.allFinite());
    // In the middle, the share of paths that name the label is (t + 1) / 2 t; all others name the
    // blank.
    CHECK(slope(0, kSteps / 2) == doctest::Approx(1.0 / 3 - 0.5).epsilon(0.01));
    CHECK(slope(1, kSteps / 2) == doctest::Approx(1.0 / 3).epsilon(0.001));
  }

  TEST_CASE("a long text on a long row has a finite loss and slope") {
    const Matrix logits = random_logits(20, 2000, 5, 6);
    Labels labels;
    for (int i = 0; i < 300; ++i) labels.push_back(3 + i * i % 17);
    Matrix slope(20, 2000);
    const std::optional<double> loss = inkline::ctc_loss(logits, labels, kBlank, slope);
    REQUIRE(loss.has_value());
    CHECK(std::isfinite(*loss));
    CHECK(slope.allFinite());
    CHECK(slope.colwise().sum().cwiseAbs().maxCoeff() < 1e-4F);
  }

  TEST_CASE("a row too short for its text is skipped, repeats counted") {
    CHECK(inkline::ctc_steps_needed(Labels{}) == 0);
    CHECK(inkline::ctc_steps_needed(Labels{0, 1, 0}) == 3);
    CHECK(inkline::ctc_steps_needed(Labels{0, 0, 0, 1}) == 6);
    const Matrix logits = random_logits(4, 5, 1);
    Matrix slope = Matrix::Ones(4, 5);
    CHECK_FALSE(inkline::ctc_loss(logits, Labels{0, 0, 0, 1}, kBlank, slope).has_value());
    CHECK(slope == Matrix::Zero(4, 5));
    CHECK_FALSE(inkline::ctc_loss(logits, Labels{0, 0, 0, 1}, kBlank).has_value());
    CHECK(inkline::ctc_align(logits, Labels{0, 0, 0, 1}, kBlank).empty());
    CHECK(inkline::ctc_loss(Matrix(4, 0), Labels{}, kBlank) == 0.0);
  }

  TEST_CASE("greedy reading drops repeats and blanks, and keeps what a blank parts") {
    const Labels path{0, 0, kBlank, 0, 1, 1, kBlank, kBlank, 3, 1};
    Matrix scores = Matrix::Zero(4, static_cast<Eigen::Index>(path.size()));
    for (std::size_t t = 0; t < path.size(); ++t) scores(path[t], static_cast<Eigen::Index>(t)) = 1;
    CHECK(inkline::ctc_greedy(scores, kBlank) == Labels{0, 0, 1, 3, 1});
    CHECK(inkline::ctc_greedy(Matrix(4, 0), kBlank).empty());
  }

  TEST_CASE("labels are placed as on the likeliest path of all that spell them") {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
      const Matrix logits = random_logits(4, 7, seed);
      for (const Labels& labels : kTexts) {
        double best = 0;
        Labels best_path;
        for_all_paths(logits, [&](const Labels& path, double p) {
          if (p > best && spelt(path) == labels) best = p, best_path = path;
        });
        const std::vector<LabelSteps> expected = spans_of(best_path, labels.size());
        const std::vector<LabelSteps> got = inkline::ctc_align(logits, labels, kBlank);
        CAPTURE(seed);
        REQUIRE(got.size() == expected.size());
        for (std::size_t i = 0; i < got.size(); ++i) {
          CHECK(got[i].first == expected[i].first);
          CHECK(got[i].last == expected[i].last);
        }
      }
    }
  }
}

}  // namespace
