#include "line_test.hpp"

#include <algorithm>
#include <map>

#include <inkline/evaluation/edit_distance.hpp>
#include <inkline/evaluation/text_rules.hpp>
#include <inkline/reader/read_row.hpp>
#include <inkline/text/calibrate_row.hpp>

namespace inkline::tools {
namespace {

/// Whether each character of a reading is right, in the cheapest alignment with the truth.
std::vector<JudgedCertainty> judged(const std::string& truth, const RowText& reading) {
  std::vector<std::string> read;
  for (const RowCharacter& character : reading.characters) read.push_back(character.text);
  const std::vector<Certainty> certainties = certainties_of(reading);
  std::vector<JudgedCertainty> characters;
  for (const AlignedPair& pair : align(comparable_characters(truth), read)) {
    if (pair.read.empty()) continue;
    characters.push_back({certainties[characters.size()], pair.read == pair.truth});
  }
  return characters;
}

StepScores scores_of(const Matrix& log_probabilities) {
  return {static_cast<int>(log_probabilities.rows()),
          static_cast<int>(log_probabilities.cols()),
          {log_probabilities.data(), static_cast<std::size_t>(log_probabilities.size())}};
}

void read_group(const LineReader& reader, std::span<const TestRow> rows,
                std::span<RowReading> readings) {
  const LineRecogniser& recogniser = *reader.readers.rows;
  std::vector<RowStrip> strips;
  for (const TestRow& row : rows) strips.push_back(normalise_row(row.ink, recogniser.strip));
  const std::vector<Matrix> outputs = line_log_probabilities(recogniser, strips);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    readings[i].greedy =
        decode_row_greedily(scores_of(outputs[i]), recogniser.model.alphabet).text();
    const RowText searched = read_row(rows[i].ink, reader.readers, reader.params);
    readings[i].searched = searched.text();
    readings[i].characters = judged(rows[i].text, searched);
  }
}

EditCounts edits(const std::string& truth, const std::string& reading) {
  return count_edits(comparable_characters(truth), comparable_characters(reading));
}

}  // namespace

std::vector<RowReading> read_rows(const LineReader& reader, std::span<const TestRow> rows,
                                  WorkerPool& pool) {
  constexpr std::size_t group = 8;  // rows that go through the network at once
  std::vector<RowReading> readings(rows.size());
  pool.run(static_cast<int>((rows.size() + group - 1) / group), [&](int index) {
    const std::size_t begin = static_cast<std::size_t>(index) * group;
    const std::size_t count = std::min(group, rows.size() - begin);
    read_group(reader, rows.subspan(begin, count), std::span(readings).subspan(begin, count));
  });
  return readings;
}

LineSetScore score_rows(const std::string& name, std::span<const TestRow> rows,
                        std::span<const RowReading> readings) {
  LineSetScore score{name, rows.size(), 0, {}, {}, {}};
  std::map<std::string, EditCounts> greedy;
  std::map<std::string, EditCounts> searched;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    greedy[rows[i].writer] += edits(rows[i].text, readings[i].greedy);
    searched[rows[i].writer] += edits(rows[i].text, readings[i].searched);
    score.characters.insert(score.characters.end(), readings[i].characters.begin(),
                            readings[i].characters.end());
  }
  const auto counts_of = [](const std::map<std::string, EditCounts>& by_writer) {
    std::vector<EditCounts> counts;
    for (const auto& [writer, own] : by_writer) counts.push_back(own);
    return counts;
  };
  score.writers = greedy.size();
  score.greedy = summarise_errors(counts_of(greedy));
  score.searched = summarise_errors(counts_of(searched));
  return score;
}

std::vector<JudgedAnswer> answers_of(std::span<const JudgedCertainty> characters,
                                     const ConfidenceMap& map) {
  std::vector<JudgedAnswer> answers;
  answers.reserve(characters.size());
  for (const JudgedCertainty& one : characters) {
    answers.push_back({map(one.certainty), one.is_right});
  }
  return answers;
}

}  // namespace inkline::tools
