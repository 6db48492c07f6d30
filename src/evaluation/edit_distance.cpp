#include <inkline/evaluation/edit_distance.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace inkline {
namespace {

using Token = std::uint32_t;

enum class Step : std::uint8_t { start, both, deletion, insertion };

/// Numbers equal tokens alike, since numbers compare faster than strings.
class TokenNumbers {
 public:
  std::vector<Token> number(std::span<const std::string> text) {
    std::vector<Token> tokens;
    tokens.reserve(text.size());
    for (const std::string& token : text) {
      tokens.push_back(numbers_.emplace(token, static_cast<Token>(numbers_.size())).first->second);
    }
    return tokens;
  }

 private:
  std::unordered_map<std::string_view, Token> numbers_;
};

/// What is known of the cheapest way to one cell of the table.
struct Cell {
  std::uint32_t distance = 0;
  std::uint32_t matches = 0;

  bool better_than(const Cell& other) const {
    return distance != other.distance ? distance < other.distance : matches > other.matches;
  }
};

/// The last cell of one row of the table that starts with `row[0]`; `record` is told of the step
/// that leads into every other cell of the row.
template <class Record>
void advance_row(Token truth, std::span<const Token> reading, std::vector<Cell>& row,
                 const Record& record) {
  Cell diagonal = row[0];
  ++row[0].distance;
  for (std::size_t j = 1; j <= reading.size(); ++j) {
    const bool same = truth == reading[j - 1];
    Cell best{diagonal.distance + (same ? 0 : 1), diagonal.matches + (same ? 1 : 0)};
    Step step = Step::both;
    const Cell deleted{row[j].distance + 1, row[j].matches};
    if (deleted.better_than(best)) best = deleted, step = Step::deletion;
    const Cell inserted{row[j - 1].distance + 1, row[j - 1].matches};
    if (inserted.better_than(best)) best = inserted, step = Step::insertion;
    diagonal = row[j];
    row[j] = best;
    record(j, step);
  }
}

std::vector<Cell> first_row(std::size_t reading_length) {
  std::vector<Cell> row(reading_length + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j].distance = static_cast<std::uint32_t>(j);
  return row;
}

}  // namespace

EditCounts& EditCounts::operator+=(const EditCounts& other) {
  matches += other.matches;
  substitutions += other.substitutions;
  deletions += other.deletions;
  insertions += other.insertions;
  return *this;
}

EditCounts count_edits(std::span<const std::string> truth, std::span<const std::string> reading) {
  TokenNumbers numbers;
  const std::vector<Token> a = numbers.number(truth);
  const std::vector<Token> b = numbers.number(reading);
  std::vector<Cell> row = first_row(b.size());
  for (const Token token : a) advance_row(token, b, row, [](std::size_t, Step) {});

  // With n = M + S + D, m = M + S + I and distance = S + D + I, two numbers give the other three.
  const std::size_t distance = row.back().distance;
  EditCounts counts;
  counts.matches = row.back().matches;
  counts.substitutions = a.size() + b.size() - 2 * counts.matches - distance;
  counts.deletions = a.size() - counts.matches - counts.substitutions;
  counts.insertions = b.size() - counts.matches - counts.substitutions;
  return counts;
}

std::vector<AlignedPair> align(std::span<const std::string> truth,
                               std::span<const std::string> reading) {
  constexpr std::size_t cell_limit = 400'000'000;
  const std::size_t columns = reading.size() + 1;
  if (columns > cell_limit / (truth.size() + 1)) return {};

  TokenNumbers numbers;
  const std::vector<Token> a = numbers.number(truth);
  const std::vector<Token> b = numbers.number(reading);
  std::vector<Step> steps((a.size() + 1) * columns, Step::start);
  for (std::size_t j = 1; j < columns; ++j) steps[j] = Step::insertion;
  std::vector<Cell> row = first_row(b.size());
  for (std::size_t i = 1; i <= a.size(); ++i) {
    Step* const cells = &steps[i * columns];
    cells[0] = Step::deletion;
    advance_row(a[i - 1], b, row, [cells](std::size_t j, Step step) { cells[j] = step; });
  }

  std::vector<AlignedPair> pairs;
  std::size_t i = a.size();
  std::size_t j = b.size();
  while (i > 0 || j > 0) {
    const Step step = steps[i * columns + j];
    AlignedPair pair;
    if (step != Step::insertion) pair.truth = truth[--i];
    if (step != Step::deletion) pair.read = reading[--j];
    pairs.push_back(std::move(pair));
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace inkline
