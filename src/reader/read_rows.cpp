#include "read_rows.hpp"

#include <cassert>
#include <cstddef>

#include <inkline/text/calibrate_row.hpp>

#include "glyph_evidence.hpp"
#include "row_lattices.hpp"
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

std::vector<RowText> decode_rows(const PageInk& page, const std::vector<Row>& rows,
                                 std::span<const PlacedStrip> strips,
                                 std::span<const ClassifiedLetters> letters, const Readers& readers,
                                 const ReadParams& params) {
  assert(readers.rows && strips.size() == rows.size() && letters.size() == rows.size());
  const std::vector<std::string>& alphabet = readers.rows->model.alphabet;
  const std::vector<RowLattice> lattices =
      lattices_of(page, rows, letters, readers.glyphs, alphabet, readers.help.only, params);
  std::vector<Matrix> scores = line_log_probabilities(*readers.rows, unplaced(strips));
  std::vector<RowText> texts;
  texts.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_glyph_evidence(letters[i], readers.glyphs.model.alphabet, strips[i], alphabet,
                       params.evidence, scores[i]);
    texts.push_back(
        decode_row(scores_of(scores[i]), alphabet, readers.help, params.decode, lattices[i]));
  }
  return texts;
}

std::vector<RowReading> read_rows(const PageInk& page, const std::vector<Row>& rows,
                                  std::span<const PlacedStrip> strips,
                                  std::span<const ClassifiedLetters> letters,
                                  const Readers& readers, const ReadParams& params) {
  const std::vector<RowText> texts = decode_rows(page, rows, strips, letters, readers, params);
  std::vector<RowReading> readings;
  readings.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    readings.push_back({line_of(calibrated(texts[i], readers.rows->confidences), strips[i]),
                        sureness_of(texts[i]), most_strokes(strips[i].strip)});
  }
  return readings;
}

}  // namespace inkline
