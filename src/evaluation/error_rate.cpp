#include <inkline/evaluation/error_rate.hpp>

#include <string>
#include <vector>

#include <inkline/evaluation/row_matching.hpp>

namespace inkline {
namespace {

double micro_rate(std::span<const EditCounts> pages, std::span<const std::size_t> chosen) {
  EditCounts sum;
  for (const std::size_t page : chosen) sum += pages[page];
  return error_rate(sum);
}

double macro_rate(std::span<const EditCounts> pages, std::span<const std::size_t> chosen) {
  if (chosen.empty()) return 0;
  double sum = 0;
  for (const std::size_t page : chosen) sum += error_rate(pages[page]);
  return sum / static_cast<double>(chosen.size());
}

/// The words of each line that has any.
std::vector<Row> rows_of_words(std::string_view text, const TextRules& rules) {
  std::vector<Row> rows;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\n\f");
    Row words = comparable_words(text.substr(0, end), rules);
    if (!words.empty()) rows.push_back(std::move(words));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return rows;
}

}  // namespace

PageScore score_page(std::string_view truth, std::string_view reading, const TextRules& rules,
                     RowOrder order) {
  const std::vector<Row> truth_rows = comparable_rows(truth, rules);
  const RowMatches matches = match_rows(truth_rows, comparable_rows(reading, rules));
  PageScore score;
  score.rows = truth_rows.size();
  score.rows_found = matches.rows_found;
  if (order == RowOrder::free) {
    score.characters = matches.edits;
    score.words = match_rows(rows_of_words(truth, rules), rows_of_words(reading, rules)).edits;
  } else {
    score.characters =
        count_edits(comparable_characters(truth, rules), comparable_characters(reading, rules));
    score.words = count_edits(comparable_words(truth, rules), comparable_words(reading, rules));
  }
  return score;
}

double error_rate(const EditCounts& counts) {
  const std::size_t length = counts.truth_length();
  if (length == 0) return counts.insertions == 0 ? 0 : 1;
  return static_cast<double>(counts.distance()) / static_cast<double>(length);
}

ErrorSummary summarise_errors(std::span<const EditCounts> pages, const BootstrapParams& params) {
  std::vector<std::size_t> all(pages.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto micro = [&](std::span<const std::size_t> chosen) { return micro_rate(pages, chosen); };
  const auto macro = [&](std::span<const std::size_t> chosen) { return macro_rate(pages, chosen); };

  ErrorSummary summary;
  for (const EditCounts& page : pages) summary.counts += page;
  summary.micro = micro(all);
  summary.macro = macro(all);
  summary.micro_interval = bootstrap_interval(pages.size(), micro, params);
  summary.macro_interval = bootstrap_interval(pages.size(), macro, params);
  return summary;
}

}  // namespace inkline
