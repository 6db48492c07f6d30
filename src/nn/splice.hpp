#pragma once

#include <span>

#include <inkline/nn/matrix.hpp>

namespace inkline {

// n steps of several rows of writing, one a column, see network.hpp.

/// What a layer with `offsets` sees of the columns of `input` from `begin` on: for each the columns
/// at its offsets one below the other, 0 where they lie outside its row.
///
/// @param input    in x n
/// @param spliced  in * offsets x as many columns as are wanted
void splice(const MatrixView& input, std::span<const int> rows, std::span<const int> offsets,
            Eigen::Index begin, Eigen::Ref<Matrix> spliced);

/// The way back: adds every part of every column to the column it came from.
///
/// @param spliced  in * offsets x some columns, from `begin` on
/// @param sum      in x n
void add_spliced(const MatrixView& spliced, std::span<const int> rows, std::span<const int> offsets,
                 Eigen::Index begin, Eigen::Ref<Matrix> sum);

}  // namespace inkline
