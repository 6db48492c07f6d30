#include "read_rows.hpp"

#include <cassert>
#include <cstddef>

#include <inkline/text/calibrate_row.hpp>

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

/// Spaces aside: they have no place in a line.
float sureness_of(const RowText& text) {
  float sum = 0;
  float count = 0;
  for (const RowCharacter& character : text.characters) {
    if (character.text == " ") continue;
    sum += character.confidence;
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

}  // namespace

std::vector<RowReading> read_rows(std::span<const PlacedStrip> rows,
                                  std::span<const ClassifiedLetters> letters,
                                  const Readers& readers, const ReadParams& params) {
  assert(readers.rows && rows.size() == letters.size());
  const std::vector<std::string>& alphabet = readers.rows->model.alphabet;
  std::vector<Matrix> scores = line_log_probabilities(*readers.rows, unplaced(rows));
  std::vector<RowReading> readings;
  readings.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_glyph_evidence(letters[i], readers.glyphs.model.alphabet, rows[i], alphabet,
                       params.evidence, scores[i]);
    const RowText text = decode_row(scores_of(scores[i]), alphabet, readers.help, params.decode);
    readings.push_back(
        {line_of(calibrated(text, readers.rows->confidences), rows[i]), sureness_of(text)});
  }
  return readings;
}

}  // namespace inkline
