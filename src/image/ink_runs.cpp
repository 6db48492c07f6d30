#include "ink_runs.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <utility>

namespace inkline {
namespace {

/// The first ink from `x` on, or the end of the row. Most of a row is paper.
int skip_paper(const uchar* row, int x, int columns) {
  constexpr int step = sizeof(std::uint64_t);
  while (x + step <= columns) {
    std::uint64_t word = 0;
    std::memcpy(&word, row + x, step);
    if (word != 0) break;
    x += step;
  }
  while (x < columns && row[x] == 0) ++x;
  return x;
}

void append_runs(const cv::Mat1b& ink, int y, std::vector<InkRun>& runs) {
  const uchar* row = ink.ptr(y);
  for (int x = skip_paper(row, 0, ink.cols); x < ink.cols; x = skip_paper(row, x, ink.cols)) {
    const int begin = x;
    while (x < ink.cols && row[x] != 0) ++x;
    runs.push_back({y, begin, x, 0});
  }
}

/// Sets of runs; each is known by the first of its members.
class Sets {
 public:
  void add() { parents_.push_back(static_cast<int>(parents_.size())); }

  int find(int run) {
    int root = run;
    while (at(root) != root) root = at(root);
    while (at(run) != root) run = std::exchange(at(run), root);
    return root;
  }

  void join(int a, int b) {
    a = find(a);
    b = find(b);
    at(std::max(a, b)) = std::min(a, b);
  }

 private:
  int& at(int run) { return parents_[static_cast<std::size_t>(run)]; }

  std::vector<int> parents_;
};

/// Joins the runs from `begin` on, all of one row, with those of the row above that they touch.
void join_with_row_above(InkRuns& found, std::size_t above, std::size_t begin, Touching touching,
                         Sets& sets) {
  const std::vector<InkRun>& runs = found.runs;
  const int aside = touching == Touching::corners ? 1 : 0;
  for (std::size_t i = begin; i < runs.size(); ++i) {
    const InkRun& run = runs[i];
    int below_ink = 0;
    while (above < begin && runs[above].end + aside <= run.begin) ++above;
    for (std::size_t k = above; k < begin && runs[k].begin < run.end + aside; ++k) {
      sets.join(static_cast<int>(k), static_cast<int>(i));
      below_ink += std::max(0, std::min(run.end, runs[k].end) - std::max(run.begin, runs[k].begin));
    }
    found.below_ink.push_back(below_ink);
  }
}

/// Blocks of 2 x 2 pixels are passed row by row.
std::int64_t first_block(const InkRun& run, int columns) {
  return std::int64_t{run.y / 2} * columns + run.begin / 2;
}

void number_components(InkRuns& found, Sets& sets, int columns) {
  std::vector<std::pair<std::int64_t, int>> firsts;  // block and root
  std::vector<int> place(found.runs.size());         // of a root in `firsts`
  for (std::size_t i = 0; i < found.runs.size(); ++i) {
    const int root = sets.find(static_cast<int>(i));
    const std::int64_t block = first_block(found.runs[i], columns);
    if (root == static_cast<int>(i)) {
      place[i] = static_cast<int>(firsts.size());
      firsts.emplace_back(block, root);
    } else {
      const int own = place[static_cast<std::size_t>(root)];
      auto& first = firsts[static_cast<std::size_t>(own)].first;
      first = std::min(first, block);
    }
    found.runs[i].component = root;
  }
  std::sort(firsts.begin(), firsts.end());
  for (std::size_t number = 0; number < firsts.size(); ++number) {
    place[static_cast<std::size_t>(firsts[number].second)] = static_cast<int>(number);
  }
  for (InkRun& run : found.runs) run.component = place[static_cast<std::size_t>(run.component)];
  found.components = firsts.size();
}

}  // namespace

InkRuns find_runs(const cv::Mat1b& ink, Touching touching) {
  InkRuns found;
  Sets sets;
  std::size_t above = 0;
  for (int y = 0; y < ink.rows; ++y) {
    const std::size_t begin = found.runs.size();
    append_runs(ink, y, found.runs);
    for (std::size_t i = begin; i < found.runs.size(); ++i) sets.add();
    join_with_row_above(found, above, begin, touching, sets);
    above = begin;
  }
  number_components(found, sets, ink.cols);
  return found;
}

}  // namespace inkline
