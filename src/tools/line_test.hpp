#pragma once

#include <span>
#include <string>
#include <vector>

#include <inkline/evaluation/calibration.hpp>
#include <inkline/evaluation/error_rate.hpp>
#include <inkline/features/line_recogniser.hpp>
#include <inkline/nn/worker_pool.hpp>
#include <inkline/text/decode_row.hpp>
#include <inkline/training/line_tests.hpp>

namespace inkline::tools {

/// What reads the rows of a test.
struct LineReader {
  LineRecogniser recogniser;
  RowHelp help;
  RowDecodeParams decode;
};

/// One row, read both ways.
struct RowReading {
  std::string greedy;                    ///< the best class at every step
  std::string searched;                  ///< by the beam search, with the language if there is one
  std::vector<JudgedAnswer> characters;  ///< of `searched`, each with its confidence
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
  std::vector<JudgedAnswer> characters;
};

LineSetScore score_rows(const std::string& name, std::span<const TestRow> rows,
                        std::span<const RowReading> readings);

}  // namespace inkline::tools
