#pragma once

#include <span>

#include <inkline/nn/matrix.hpp>

namespace inkline {

// n steps of several rows of writing, one a column, see network.hpp.

/// Columns begin to begin + count of what a layer with `offsets` sees of `input`: for each the
/// columns at its offsets one below the other, 0 where they lie outside its row.
///
/// @param input    in x n
/// @param spliced  in * offsets x at least count; made larger where it is too small
void splice(const MatrixView& input, std::span<const int> rows, std::span<const int> offsets,
            Eigen::Index begin, Eigen::Index count, Matrix& spliced);

/// The way back: adds every part of columns begin to begin + count to the column it came from.
///
/// @param spliced  in * offsets x at least count
/// @param sum      in x n
void add_spliced(const Matrix& spliced, std::span<const int> rows, std::span<const int> offsets,
                 Eigen::Index begin, Eigen::Index count, Matrix& sum);

}  // namespace inkline
