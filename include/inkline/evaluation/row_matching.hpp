#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <inkline/evaluation/edit_distance.hpp>

namespace inkline {

/// One row of writing as its characters.
using Row = std::vector<std::string>;

/// The outcome of match_rows().
struct RowMatches {
  std::vector<int> line_of_row;  ///< per row of the truth: the line matched to it, or -1
  std::size_t rows_found = 0;    ///< rows with at least half of their characters in their line
  EditCounts edits;              ///< over all rows and lines, matched or not
};

/// Compares the rows of a page without regard to their order, for pages that have no single
/// reading order.
///
/// Rows and lines are matched one to one so that the sum of edit distances is least; a row
/// without a line is all deletions, a line without a row all insertions. A row of the truth is
/// found when at least half of its characters, in order, stand in the line matched to it.
///
/// Source: the assignment problem, H. W. Kuhn, "The Hungarian method for the assignment problem",
/// Naval Research Logistics Quarterly 2 (1955) 83-97, with the shortest augmenting paths of
/// R. Jonker, A. Volgenant, Computing 38 (1987) 325-340; order-free scoring as the "bag of lines"
/// of C. Clausner et al., "Flexible character accuracy measure for reading-order-independent
/// evaluation", Pattern Recognition Letters 131 (2020) 390-397, without their splitting of lines.
RowMatches match_rows(std::span<const Row> truth, std::span<const Row> lines);

}  // namespace inkline
