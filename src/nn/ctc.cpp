#include <inkline/nn/ctc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace inkline {
namespace {

// A path moves along states: blank, label 0, blank, label 1, ..., blank. Throughout
//   s  is the number of states, 2 l + 1.
// It stays in a state, goes on to the next, or leaps over a blank between two different labels.

/// Logarithm of a probability that is as good as 0; finite, so that no NaN can come of it.
constexpr float kImpossible = -1e30F;
constexpr Eigen::Index kLeap = 2;  // the longest move

using States = Eigen::ArrayXf;

struct Lattice {
  std::vector<int> classes;  ///< of every state, s
  States leap_in;            ///< s: 0 where a leap may end, else kImpossible
  States leap_out;           ///< s: 0 where a leap may begin, else kImpossible

  Eigen::Index size() const { return leap_in.size(); }
};

Lattice make_lattice(std::span<const int> labels, int blank) {
  const std::size_t count = 2 * labels.size() + 1;
  Lattice lattice{std::vector<int>(count, blank),
                  States::Constant(static_cast<Eigen::Index>(count), kImpossible),
                  {}};
  lattice.leap_out = lattice.leap_in;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    assert(labels[i] != blank);
    lattice.classes[2 * i + 1] = labels[i];
    if (i == 0 || labels[i] == labels[i - 1]) continue;
    lattice.leap_in(static_cast<Eigen::Index>(2 * i + 1)) = 0;
    lattice.leap_out(static_cast<Eigen::Index>(2 * i - 1)) = 0;
  }
  return lattice;
}

/// log(exp(a) + exp(b) + exp(c)), into `a`.
void add_logs(States& a, const Eigen::Ref<const States>& b, const Eigen::Ref<const States>& c,
              States& largest) {
  largest = a.max(b).max(c);
  a = largest + ((a - largest).exp() + (b - largest).exp() + (c - largest).exp()).log();
}

/// Moves logarithms so that the largest is 0; returns by how much.
double move_to_zero(Eigen::Ref<States> logs) {
  const float largest = logs.maxCoeff();
  logs -= largest;
  return static_cast<double>(largest);
}

Matrix log_softmax(const MatrixView& logits) {
  Matrix result(logits.rows(), logits.cols());
  for (Eigen::Index t = 0; t < logits.cols(); ++t) {
    const auto z = logits.col(t).array() - logits.col(t).maxCoeff();
    result.col(t) = z - std::log(z.exp().sum());
  }
  return result;
}

/// What every state says to every step: s x t.
Matrix emissions(const MatrixView& scores, const Lattice& lattice) {
  Matrix emitted(lattice.size(), scores.cols());
  for (Eigen::Index t = 0; t < scores.cols(); ++t) {
    for (Eigen::Index s = 0; s < lattice.size(); ++s) {
      emitted(s, t) = scores(lattice.classes[static_cast<std::size_t>(s)], t);
    }
  }
  return emitted;
}

struct Forward {
  Matrix logs;  ///< s x t: of all paths into a state, up to a number a step
  double log_probability = 0;
};

double log_of_ends(const Eigen::Ref<const States>& last) {
  const Eigen::Index s = last.size();
  const auto blank = static_cast<double>(last(s - 1));
  if (s == 1) return blank;
  const auto label = static_cast<double>(last(s - 2));
  return std::max(blank, label) + std::log1p(std::exp(-std::abs(blank - label)));
}

Forward run_forward(const Lattice& lattice, const Matrix& emitted) {
  const Eigen::Index s = lattice.size();
  Forward forward{Matrix(s, emitted.cols()), 0};
  States padded = States::Constant(s + kLeap, kImpossible);  // two states before the first
  States sum;
  States largest;
  States leaps(s);
  padded(kLeap) = 0;  // as if a path stood in the first blank before the row
  for (Eigen::Index t = 0; t < emitted.cols(); ++t) {
    sum = padded.tail(s);
    leaps = padded.head(s) + lattice.leap_in;
    add_logs(sum, padded.segment(1, s), leaps, largest);
    sum += emitted.col(t).array();
    forward.log_probability += move_to_zero(sum);
    padded.tail(s) = sum.max(kImpossible);
    forward.logs.col(t) = padded.tail(s);
  }
  forward.log_probability += log_of_ends(padded.tail(s));
  return forward;
}

/// Turns the logarithms of all paths into a state into the probability of being in that state,
/// given that the path spells the labels: s x t. It sums to 1 over the states of a step.
void run_backward(const Lattice& lattice, const Matrix& emitted, Matrix& logs) {
  const Eigen::Index s = lattice.size();
  States padded = States::Constant(s + kLeap, kImpossible);  // two states after the last
  States sum = States::Constant(s, kImpossible);             // of all paths out of a state
  States largest;
  States leaps(s);
  sum.tail(std::min<Eigen::Index>(s, 2)) = 0;
  for (Eigen::Index t = emitted.cols(); t-- > 0;) {
    auto column = logs.col(t).array();
    column += sum;
    column = (column - column.maxCoeff()).exp();
    column /= column.sum();
    padded.head(s) = (sum + emitted.col(t).array()).max(kImpossible);
    move_to_zero(padded.head(s));
    sum = padded.head(s);
    leaps = padded.tail(s) + lattice.leap_out;
    add_logs(sum, padded.segment(1, s), leaps, largest);
  }
}

}  // namespace

Eigen::Index ctc_steps_needed(std::span<const int> labels) {
  auto needed = static_cast<Eigen::Index>(labels.size());
  for (std::size_t i = 1; i < labels.size(); ++i) needed += labels[i] == labels[i - 1] ? 1 : 0;
  return needed;
}

std::optional<double> ctc_loss(const MatrixView& logits, std::span<const int> labels, int blank,
                               Eigen::Ref<Matrix> slope) {
  if (logits.cols() < ctc_steps_needed(labels)) {
    slope.setZero();
    return std::nullopt;
  }
  const Lattice lattice = make_lattice(labels, blank);
  slope = log_softmax(logits);
  const Matrix emitted = emissions(slope, lattice);
  Forward forward = run_forward(lattice, emitted);
  run_backward(lattice, emitted, forward.logs);
  // d loss / d logit = probability - probability given that the path spells the labels: c x t.
  slope.array() = slope.array().exp();
  for (Eigen::Index t = 0; t < slope.cols(); ++t) {
    for (Eigen::Index s = 0; s < lattice.size(); ++s) {
      slope(lattice.classes[static_cast<std::size_t>(s)], t) -= forward.logs(s, t);
    }
  }
  return -forward.log_probability;
}

std::optional<double> ctc_loss(const MatrixView& logits, std::span<const int> labels, int blank) {
  if (logits.cols() < ctc_steps_needed(labels)) return std::nullopt;
  const Lattice lattice = make_lattice(labels, blank);
  return -run_forward(lattice, emissions(log_softmax(logits), lattice)).log_probability;
}

std::vector<int> ctc_greedy(const MatrixView& scores, int blank) {
  std::vector<int> labels;
  int before = blank;
  for (Eigen::Index t = 0; t < scores.cols(); ++t) {
    Eigen::Index best = 0;
    scores.col(t).maxCoeff(&best);
    const int now = static_cast<int>(best);
    if (now != blank && now != before) labels.push_back(now);
    before = now;
  }
  return labels;
}

std::vector<LabelSteps> ctc_align(const MatrixView& scores, std::span<const int> labels,
                                  int blank) {
  if (labels.empty() || scores.cols() < ctc_steps_needed(labels)) return {};
  const Lattice lattice = make_lattice(labels, blank);
  const Matrix emitted = emissions(scores, lattice);
  const Eigen::Index s = lattice.size();
  const Eigen::Index steps = emitted.cols();
  // How many states the best path into a state moved at this step: 0 to 2, s x t.
  Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic> moves(s, steps);
  States padded = States::Constant(s + kLeap, kImpossible);
  padded(kLeap) = 0;
  for (Eigen::Index t = 0; t < steps; ++t) {
    for (Eigen::Index i = s; i-- > 0;) {  // from the end: what lies before is of the step before
      const float stay = padded(i + 2);
      const float next = padded(i + 1);
      const float leap = padded(i) + lattice.leap_in(i);
      const float best = std::max({stay, next, leap});
      moves(i, t) = static_cast<std::uint8_t>(best == stay ? 0 : best == next ? 1 : 2);
      padded(i + 2) = std::max(best + emitted(i, t), kImpossible);
    }
  }
  std::vector<LabelSteps> spans(labels.size(), {-1, -1});
  Eigen::Index at = padded(s + 1) >= padded(s) ? s - 1 : s - 2;
  for (Eigen::Index t = steps; t-- > 0;) {
    if (at % 2 == 1) {
      LabelSteps& span = spans[static_cast<std::size_t>(at / 2)];
      span.first = static_cast<int>(t);
      if (span.last < 0) span.last = span.first;
    }
    at -= moves(at, t);
  }
  return spans;
}

}  // namespace inkline
