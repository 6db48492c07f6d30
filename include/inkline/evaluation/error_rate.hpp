#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <inkline/evaluation/confidence_interval.hpp>
#include <inkline/evaluation/edit_distance.hpp>
#include <inkline/evaluation/text_rules.hpp>

namespace inkline {

/// How well one page was read. Both counts follow the text rules they were made with.
struct PageScore {
  EditCounts characters;
  EditCounts words;
  std::size_t rows = 0;        ///< rows of the truth that hold something to compare
  std::size_t rows_found = 0;  ///< see match_rows()
};

/// Whether the rows of the truth stand in the one order a reader would read them in.
enum class RowOrder {
  fixed,  ///< the whole texts are compared from start to end
  free,   ///< rows are matched in any order, see match_rows(); words likewise
};

/// Compares the text read from one page with the truth.
PageScore score_page(std::string_view truth, std::string_view reading, const TextRules& rules = {},
                     RowOrder order = RowOrder::fixed);

/// distance / tokens of the truth: character error rate (CER) over characters, word error rate
/// (WER) over words. It can exceed 1. Of an empty truth it is 0 when nothing was read, else 1.
///
/// Source: S. V. Rice, "Measuring the accuracy of page-reading systems", PhD thesis, UNLV 1996;
/// 1 - CER is the character accuracy there.
double error_rate(const EditCounts& counts);

/// An error rate over several pages.
struct ErrorSummary {
  EditCounts counts;        ///< sums over the pages
  double micro = 0;         ///< of the sums: every character weighs the same
  double macro = 0;         ///< mean of the pages' rates: every page weighs the same
  Interval micro_interval;  ///< by the bootstrap over pages
  Interval macro_interval;
};

/// Sums up the counts of pages; all 0 without pages.
ErrorSummary summarise_errors(std::span<const EditCounts> pages,
                              const BootstrapParams& params = {});

}  // namespace inkline
