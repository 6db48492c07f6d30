#pragma once

#include <Eigen/Core>

namespace inkline {

/// Columns lie one after the other in memory; a batch holds one sample per column.
using Matrix = Eigen::MatrixXf;
using Vector = Eigen::VectorXf;

/// A matrix, or neighbouring columns of one, that is only read. Never copies.
using MatrixView = Eigen::Ref<const Matrix>;

}  // namespace inkline
