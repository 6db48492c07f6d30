#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <inkline/features/row_strip.hpp>
#include <inkline/nn/matrix.hpp>
#include <inkline/nn/worker_pool.hpp>
#include <inkline/training/line_set.hpp>

namespace inkline {

/// Rows of one kind that are scored apart from others.
struct LineGroup {
  std::string name;               ///< one word
  std::vector<std::size_t> rows;  ///< in the order they are scored
};

/// What a line reader is trained on and watched by.
struct LineData {
  std::string name;                   ///< KIND:PATH and what else tells it from other data
  std::vector<std::string> alphabet;  ///< one character a class; "" is the blank
  std::size_t training_rows = 0;      ///< how many there are to choose from
  /// The rows of one epoch in the order they are met; the same seed gives the same.
  std::function<std::vector<std::size_t>(std::uint64_t seed)> plan;
  std::vector<LineGroup> validation;  ///< of other writers
  /// Draws a row. The same seed gives the same ink and text. Safe to call from several threads.
  std::function<DrawnLine(std::size_t row, std::uint64_t seed)> draw;
};

/// Printable ASCII, the space among it, and the blank.
std::vector<std::string> line_alphabet();

/// The class that is no character; throws Error(Fault::usage) unless there is exactly one.
int blank_of(const std::vector<std::string>& alphabet);

/// Splits rows by writer, as characters are.
/// @param neat_share       of rows that are drawn by moderate_line_drawing(); 0 to 1
/// @param validation_rows  of every kind of row, at most
/// @throws Error           Fault::input when training or validation is left without a row
LineData lines_to_train(const LineSet& set, const LineDrawParams& drawing, double neat_share,
                        std::size_t validation_rows);

/// A row as the network meets it.
struct DescribedLine {
  Matrix columns;           ///< kStripFeatures x steps; none where there is no ink
  std::vector<int> labels;  ///< classes of its text
  bool foreign = false;     ///< has a character that is not in the alphabet
};

/// Draws and describes rows, spread over the pool. Row i is drawn with a seed of (seed, first + i),
/// whatever thread does it.
/// @param strip  but for `stroke`: strokes stay as wide as they were drawn
std::vector<DescribedLine> describe_lines(const LineData& data, std::span<const std::size_t> rows,
                                          const StripParams& strip, std::uint64_t seed,
                                          std::size_t first, WorkerPool& pool);

/// Neighbouring rows without anything between, as a network that slides wants them.
struct PackedLines {
  Matrix columns;                               ///< kStripFeatures x n
  std::vector<int> steps;                       ///< of every row, n in all
  std::vector<const std::vector<int>*> labels;  ///< of every row
};

void pack_lines(std::span<const DescribedLine* const> lines, PackedLines& packed);

}  // namespace inkline
