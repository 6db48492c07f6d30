#include <inkline/nn/loss.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::BatchLoss;
using inkline::Matrix;

TEST_CASE("probabilities of every column sum to one, however large the logits") {
  Matrix logits(3, 4);
  logits << 1, 1000, -1000, 0, 2, 999, -1001, 0, 3, -1000, -1e30F, 0;
  inkline::softmax_columns(logits);
  CHECK(logits.allFinite());
  for (Eigen::Index i = 0; i < logits.cols(); ++i) CHECK(logits.col(i).sum() == doctest::Approx(1));
  CHECK(logits(0, 3) == doctest::Approx(1.0 / 3));
  CHECK(logits(0, 1) / logits(1, 1) == doctest::Approx(std::exp(1.0)));
}

TEST_CASE("adding one number to all logits of a sample changes nothing") {
  Matrix logits(3, 1);
  logits << 0.5F, -1, 2;
  const Matrix moved = logits.array() + 4;
  const std::vector<int> labels{1};
  CHECK(inkline::cross_entropy(logits, labels, 0.1F).loss_sum ==
        doctest::Approx(inkline::cross_entropy(moved, labels, 0.1F).loss_sum));
}

TEST_CASE("the loss is minus the logarithm of the label's probability") {
  Matrix logits(2, 1);
  logits << std::log(0.8F), std::log(0.2F);
  CHECK(inkline::cross_entropy(logits, std::vector{0}).loss_sum == doctest::Approx(-std::log(0.8)));
  CHECK(inkline::cross_entropy(logits, std::vector{1}).loss_sum == doctest::Approx(-std::log(0.2)));
}

TEST_CASE("a hopelessly wrong answer has a large loss and not an infinite one") {
  Matrix logits(2, 1);
  logits << 500, -500;
  CHECK(inkline::cross_entropy(logits, std::vector{1}).loss_sum == doctest::Approx(1000));
}

TEST_CASE("smoothing spreads a share of the truth over all classes") {
  Matrix logits(2, 1);
  logits << std::log(0.8F), std::log(0.2F);
  const double expected = -0.9 * std::log(0.8) - 0.1 * std::log(0.2);
  CHECK(inkline::cross_entropy(logits, std::vector{0}, 0.2F).loss_sum == doctest::Approx(expected));
}

TEST_CASE("the slope of every sample sums to zero and is probability minus truth") {
  Matrix logits(3, 2);
  logits << 1, 0, 2, 0, -1, 0;
  Matrix probabilities = logits;
  inkline::softmax_columns(probabilities);
  const BatchLoss loss = inkline::cross_entropy_slope(logits, std::vector{1, 2}, 0.3F, 0.5F);
  CHECK(loss.right == 1);
  for (Eigen::Index i = 0; i < 2; ++i) {
    CHECK(logits.col(i).sum() == doctest::Approx(0).epsilon(1e-6));
  }
  CHECK(logits(1, 0) == doctest::Approx(0.5 * (probabilities(1, 0) - 0.7 - 0.1)));
  CHECK(logits(0, 0) == doctest::Approx(0.5 * (probabilities(0, 0) - 0.1)));
}

TEST_CASE("no samples have no loss") {
  const BatchLoss loss = inkline::cross_entropy(Matrix(3, 0), {});
  CHECK(loss.loss_sum == 0);
  CHECK(loss.right == 0);
}

}  // namespace
