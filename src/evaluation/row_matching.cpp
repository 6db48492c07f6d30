#include <inkline/evaluation/row_matching.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace inkline {
namespace {

/// Throughout this file
///   r  is the number of rows of the truth,
///   l  is the number of lines of the reading.

/// The cost of matching row and line, relative to leaving both unmatched: 0 or below.
long long gain_of(const EditCounts& edits, std::size_t row_length, std::size_t line_length) {
  return static_cast<long long>(edits.distance()) - static_cast<long long>(row_length) -
         static_cast<long long>(line_length);
}

/// r x l, one row of the truth after the other.
struct PairTable {
  std::size_t lines = 0;
  std::vector<EditCounts> edits;
  const EditCounts& at(std::size_t row, std::size_t line) const {
    return edits[row * lines + line];
  }
};

PairTable compare_all(std::span<const Row> truth, std::span<const Row> lines) {
  PairTable table{lines.size(), {}};
  table.edits.reserve(truth.size() * lines.size());
  for (const Row& row : truth) {
    for (const Row& line : lines) table.edits.push_back(count_edits(row, line));
  }
  return table;
}

/// Cheapest assignment of `workers` to `jobs`, with workers <= jobs.
/// @return the job of each worker
/// @param cost  cost(worker, job)
template <class Cost>
std::vector<std::size_t> assign(std::size_t workers, std::size_t jobs, const Cost& cost) {
  constexpr long long infinity = std::numeric_limits<long long>::max() / 4;
  // Workers and jobs count from 1; 0 stands for none.
  std::vector<long long> worker_price(workers + 1, 0);
  std::vector<long long> job_price(jobs + 1, 0);
  std::vector<std::size_t> worker_of(jobs + 1, 0);
  for (std::size_t worker = 1; worker <= workers; ++worker) {
    std::vector<long long> slack(jobs + 1, infinity);
    std::vector<std::size_t> came_from(jobs + 1, 0);
    std::vector<bool> done(jobs + 1, false);
    worker_of[0] = worker;
    std::size_t job = 0;
    while (worker_of[job] != 0) {
      done[job] = true;
      const std::size_t holder = worker_of[job];
      long long least = infinity;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= jobs; ++j) {
        if (done[j]) continue;
        const long long reduced = cost(holder - 1, j - 1) - worker_price[holder] - job_price[j];
        if (reduced < slack[j]) slack[j] = reduced, came_from[j] = job;
        if (slack[j] < least) least = slack[j], next = j;
      }
      for (std::size_t j = 0; j <= jobs; ++j) {
        if (done[j]) {
          worker_price[worker_of[j]] += least;
          job_price[j] -= least;
        } else {
          slack[j] -= least;
        }
      }
      job = next;
    }
    while (job != 0) {
      worker_of[job] = worker_of[came_from[job]];
      job = came_from[job];
    }
  }
  std::vector<std::size_t> job_of(workers, 0);
  for (std::size_t j = 1; j <= jobs; ++j) {
    if (worker_of[j] != 0) job_of[worker_of[j] - 1] = j - 1;
  }
  return job_of;
}

std::vector<int> best_lines(const PairTable& table, std::span<const Row> truth,
                            std::span<const Row> lines) {
  const auto gain = [&](std::size_t row, std::size_t line) {
    return gain_of(table.at(row, line), truth[row].size(), lines[line].size());
  };
  std::vector<int> line_of_row(truth.size(), -1);
  if (truth.size() <= lines.size()) {
    const std::vector<std::size_t> assigned = assign(truth.size(), lines.size(), gain);
    for (std::size_t row = 0; row < assigned.size(); ++row) {
      line_of_row[row] = static_cast<int>(assigned[row]);
    }
  } else {
    const std::vector<std::size_t> assigned =
        assign(lines.size(), truth.size(),
               [&](std::size_t line, std::size_t row) { return gain(row, line); });
    for (std::size_t line = 0; line < assigned.size(); ++line) {
      line_of_row[assigned[line]] = static_cast<int>(line);
    }
  }
  return line_of_row;
}

}  // namespace

RowMatches match_rows(std::span<const Row> truth, std::span<const Row> lines) {
  const PairTable table = compare_all(truth, lines);
  RowMatches result;
  result.line_of_row = best_lines(table, truth, lines);
  std::vector<bool> used(lines.size(), false);
  for (std::size_t row = 0; row < truth.size(); ++row) {
    if (result.line_of_row[row] < 0) {
      result.edits.deletions += truth[row].size();
      continue;
    }
    const auto line = static_cast<std::size_t>(result.line_of_row[row]);
    used[line] = true;
    const EditCounts& edits = table.at(row, line);
    result.edits += edits;
    if (2 * edits.matches >= truth[row].size()) ++result.rows_found;
  }
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (!used[line]) result.edits.insertions += lines[line].size();
  }
  return result;
}

}  // namespace inkline
