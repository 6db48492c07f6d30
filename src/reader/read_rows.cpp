#include "read_rows.hpp"

#include <cassert>
#include <cstddef>

#include "glyph_evidence.hpp"
#include "row_line.hpp"

namespace inkline {
namespace {

StepScores scores_of(const Matrix& log_probabilities) {
  return {static_cast<int>(log_probabilities.rows()), static_cast<int>(log_probabilities.cols()),
          std::span(log_probabilities.data(), static_cast<std::size_t>(log_probabilities.size()))};
}

std::vector<RowStrip> unplaced(std::span<const PlacedStrip> rows) {
  std::vector<RowStrip> strips;
  strips.reserve(rows.size());
  for (const PlacedStrip& row : rows) strips.push_back(row.strip);
  return strips;
}

}  // namespace

std::vector<Line> read_rows(std::span<const PlacedStrip> rows,
                            std::span<const ClassifiedLetters> letters, const Readers& readers,
                            const ReadParams& params) {
  assert(readers.rows && rows.size() == letters.size());
  const std::vector<std::string>& alphabet = readers.rows->model.alphabet;
  std::vector<Matrix> scores = line_log_probabilities(*readers.rows, unplaced(rows));
  std::vector<Line> lines;
  lines.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_glyph_evidence(letters[i], readers.glyphs.model.alphabet, rows[i], alphabet,
                       params.evidence, scores[i]);
    const RowText text = decode_row(scores_of(scores[i]), alphabet, readers.help, params.decode);
    lines.push_back(line_of(text, rows[i]));
  }
  return lines;
}

}  // namespace inkline
