#include <inkline/nn/loss.hpp>

#include <cassert>
#include <cmath>

namespace inkline {
namespace {

/// z of one column is already reduced by its largest value; `log_sum` is log(sum(exp(z))).
double column_loss(const Eigen::Ref<const Vector>& z, int label, float smoothing, double log_sum) {
  const double share = smoothing / static_cast<double>(z.size());
  const double expected = (1.0 - smoothing) * z(label) + share * static_cast<double>(z.sum());
  return log_sum - expected;
}

}  // namespace

void softmax_columns(Matrix& logits) {
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    auto column = logits.col(i).array();
    column = (column - column.maxCoeff()).exp();
    column /= column.sum();
  }
}

BatchLoss cross_entropy_slope(Matrix& logits, std::span<const int> labels, float smoothing,
                              float scale) {
  assert(static_cast<std::size_t>(logits.cols()) == labels.size());
  BatchLoss result;
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    const int label = labels[static_cast<std::size_t>(i)];
    auto column = logits.col(i);
    Eigen::Index best = 0;
    const float largest = column.maxCoeff(&best);
    column.array() -= largest;
    const Vector power = column.array().exp();
    const float sum = power.sum();
    result.loss_sum += column_loss(column, label, smoothing, std::log(static_cast<double>(sum)));
    result.right += best == label ? 1 : 0;
    // scale * (probability - truth)
    column = power * (scale / sum);
    column.array() -= scale * smoothing / static_cast<float>(logits.rows());
    column(label) -= scale * (1.0F - smoothing);
  }
  return result;
}

BatchLoss cross_entropy(const Matrix& logits, std::span<const int> labels, float smoothing) {
  Matrix copy = logits;
  return cross_entropy_slope(copy, labels, smoothing, 1.0F);
}

}  // namespace inkline
