#include "read_rows.hpp"

#include <cassert>
#include <cstddef>

#include "row_line.hpp"

namespace inkline {
namespace {

StepScores scores_of(const Matrix& log_probabilities) {
  return {static_cast<int>(log_probabilities.rows()), static_cast<int>(log_probabilities.cols()),
          std::span(log_probabilities.data(), static_cast<std::size_t>(log_probabilities.size()))};
}

}  // namespace

std::vector<Line> read_rows(std::span<const PlacedStrip> rows, const Readers& readers,
                            const RowDecodeParams& params) {
  assert(readers.rows);
  std::vector<RowStrip> strips;
  strips.reserve(rows.size());
  for (const PlacedStrip& row : rows) strips.push_back(row.strip);
  const std::vector<Matrix> scores = line_log_probabilities(*readers.rows, strips);
  std::vector<Line> lines;
  lines.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RowText text =
        decode_row(scores_of(scores[i]), readers.rows->model.alphabet, readers.help, params);
    lines.push_back(line_of(text, rows[i]));
  }
  return lines;
}

}  // namespace inkline
