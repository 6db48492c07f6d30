#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/training/draw_line.hpp>
#include <inkline/training/line_set.hpp>
#include <inkline/training/split.hpp>

namespace inkline {

/// What a reader of rows is tested on.
enum class LineTest {
  words,  ///< single words as written, of categories 6 and 7
  lines,  ///< lines of several words as written, of category 8
  codes,  ///< random codes such as `A7K-204`, set from single characters of one writer
};

/// "words", "lines" or "codes".
std::string_view name_of(LineTest test);

/// Settings of draw_test_rows().
struct LineTestParams {
  std::size_t rows = 500;  ///< at most; 1 to 1 million
  std::uint64_t seed = 1;  ///< of the choice and the drawing
  LineDrawParams drawing = moderate_line_drawing();

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// A row to be read.
struct TestRow {
  std::string writer;
  std::string text;
  cv::Mat1b ink;  ///< 255 on 0
};

/// Draws rows of one part's writers. Writers take turns, so that those with many rows do not
/// outweigh the others. The same arguments give the same rows. Empty when the set has none.
std::vector<TestRow> draw_test_rows(const LineSet& set, LineTest test, Part part,
                                    const LineTestParams& params = {});

}  // namespace inkline
