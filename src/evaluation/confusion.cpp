#include <inkline/evaluation/confusion.hpp>

#include <algorithm>
#include <cassert>
#include <set>

namespace inkline {

std::size_t Confusion::total() const {
  std::size_t sum = 0;
  for (const auto& [pair, count] : counts) sum += count;
  return sum;
}

std::size_t Confusion::correct() const {
  std::size_t sum = 0;
  for (const auto& [pair, count] : counts) {
    if (pair.first == pair.second) sum += count;
  }
  return sum;
}

std::vector<std::string> Confusion::labels() const {
  std::set<std::string> labels;
  for (const auto& [pair, count] : counts) {
    labels.insert(pair.first);
    labels.insert(pair.second);
  }
  return {labels.begin(), labels.end()};
}

std::vector<ConfusedPair> most_confused(const Confusion& confusion, std::size_t limit) {
  std::vector<ConfusedPair> pairs;
  for (const auto& [pair, count] : confusion.counts) {
    if (pair.first != pair.second) pairs.push_back({pair.first, pair.second, count});
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const ConfusedPair& a, const ConfusedPair& b) { return a.count > b.count; });
  if (pairs.size() > limit) pairs.resize(limit);
  return pairs;
}

std::size_t rank_of(std::span<const float> scores, std::size_t truth) {
  assert(truth < scores.size());
  std::size_t rank = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (i < truth ? scores[i] >= scores[truth] : scores[i] > scores[truth]) ++rank;
  }
  return rank;
}

}  // namespace inkline
