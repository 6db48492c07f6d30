#include <inkline/nn/kernels.hpp>

#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/random.hpp>

namespace {

using inkline::CpuLevel;
using inkline::Matrix;
using inkline::Transposed;

Matrix random_matrix(Eigen::Index rows, Eigen::Index cols, std::uint64_t seed) {
  inkline::Random random(seed);
  Matrix matrix(rows, cols);
  for (float& value : matrix.reshaped()) value = static_cast<float>(random.uniform(-1, 1));
  return matrix;
}

std::vector<CpuLevel> levels_here() {
  std::vector<CpuLevel> levels{CpuLevel::baseline};
  if (inkline::best_cpu_level() >= CpuLevel::v3) levels.push_back(CpuLevel::v3);
  if (inkline::best_cpu_level() >= CpuLevel::v4) levels.push_back(CpuLevel::v4);
  return levels;
}

/// The product by its definition, in double.
Matrix plain_product(const Matrix& left, const Matrix& right) {
  return (left.cast<double>() * right.cast<double>()).cast<float>();
}

TEST_CASE("every level multiplies as the definition says, whichever factor is turned over") {
  struct Size {
    Eigen::Index rows, inner, cols;
  };
  for (const CpuLevel level : levels_here()) {
    CAPTURE(name_of(level));
    for (const Size size : {Size{1, 1, 1}, Size{3, 5, 2}, Size{17, 33, 9}, Size{95, 130, 64}}) {
      CAPTURE(size.rows);
      const Matrix a = random_matrix(size.rows, size.inner, 1);
      const Matrix b = random_matrix(size.inner, size.cols, 2);
      const Matrix turned_a = a.transpose();
      const Matrix turned_b = b.transpose();
      const Matrix expected = plain_product(a, b);
      Matrix result = Matrix::Constant(size.rows, size.cols, 7.0F);
      inkline::multiply(a, b, Transposed::none, result, false, level);
      CHECK(result.isApprox(expected, 1e-5F));
      inkline::multiply(turned_a, b, Transposed::left, result, false, level);
      CHECK(result.isApprox(expected, 1e-5F));
      inkline::multiply(a, turned_b, Transposed::right, result, false, level);
      CHECK(result.isApprox(expected, 1e-5F));
      inkline::multiply(a, b, Transposed::none, result, true, level);
      CHECK(result.isApprox(2 * expected, 1e-5F));
    }
  }
}

TEST_CASE("neighbouring columns of a larger matrix are multiplied in place") {
  const Matrix a = random_matrix(6, 8, 1);
  const Matrix b = random_matrix(8, 20, 2);
  Matrix result = Matrix::Zero(6, 20);
  inkline::multiply(a, b.middleCols(5, 4), Transposed::none, result.middleCols(5, 4));
  CHECK(result.middleCols(5, 4).isApprox(plain_product(a, b.middleCols(5, 4)), 1e-5F));
  CHECK(result.leftCols(5).isZero());
  CHECK(result.rightCols(11).isZero());
}

TEST_CASE("the same product twice has the same digits") {
  const Matrix a = random_matrix(70, 90, 1);
  const Matrix b = random_matrix(90, 50, 2);
  Matrix first(70, 50);
  Matrix second(70, 50);
  inkline::multiply(a, b, Transposed::none, first);
  inkline::multiply(a, b, Transposed::none, second);
  CHECK(first == second);
}

TEST_CASE("levels have the names of the psABI") {
  CHECK(name_of(CpuLevel::baseline) == "x86-64");
  CHECK(name_of(CpuLevel::v3) == "x86-64-v3");
  CHECK(name_of(CpuLevel::v4) == "x86-64-v4");
}

}  // namespace
