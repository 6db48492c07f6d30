#pragma once

#include <span>
#include <string>
#include <vector>

#include <inkline/evaluation/calibration.hpp>
#include <inkline/evaluation/error_rate.hpp>
#include <inkline/evaluation/fit_confidence_map.hpp>
#include <inkline/nn/worker_pool.hpp>
#include <inkline/reader/read_page.hpp>
#include <inkline/training/line_tests.hpp>

namespace inkline::tools {

/// What reads the rows of a test.
struct LineReader {
  Readers readers;  ///< with `rows`
  ReadParams params;
};

/// One row, read both ways.
struct RowReading {
  std::string greedy;                       ///< the best class at every step
  std::string searched;                     ///< as on a page, with the language if there is one
  std::vector<JudgedCertainty> characters;  ///< of `searched`, as the search is sure of them
};

/// Reads rows, spread over the pool. Reading i belongs to row i.
std::vector<RowReading> read_rows(const LineReader& reader, std::span<const TestRow> rows,
                                  WorkerPool& pool);

/// How well one set of rows was read: strict, every character, case and space counts.
struct LineSetScore {
  std::string name;
  std::size_t rows = 0;
  std::size_t writers = 0;
  ErrorSummary greedy;  ///< intervals by the bootstrap over writers
  ErrorSummary searched;
  std::vector<JudgedCertainty> characters;
};

LineSetScore score_rows(const std::string& name, std::span<const TestRow> rows,
                        std::span<const RowReading> readings);

/// Characters with the confidences that a user sees.
std::vector<JudgedAnswer> answers_of(std::span<const JudgedCertainty> characters,
                                     const ConfidenceMap& map);

}  // namespace inkline::tools
