#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace inkline {

/// How often one character was taken for another.
struct ConfusedPair {
  std::string truth;
  std::string read;
  std::size_t count = 0;
  bool operator==(const ConfusedPair&) const = default;
};

/// Counts of (truth, read) pairs. An empty string stands for nothing: a character that was missed
/// (read empty), one that was made up (truth empty), or the reject class.
struct Confusion {
  std::map<std::pair<std::string, std::string>, std::size_t> counts;

  void add(const std::string& truth, const std::string& read) { ++counts[{truth, read}]; }
  std::size_t total() const;
  std::size_t correct() const;
  /// Every string that occurs, in the order of their bytes.
  std::vector<std::string> labels() const;
};

/// The pairs whose sides differ, most frequent first, ties in the order of their bytes.
/// @param limit  at most so many
std::vector<ConfusedPair> most_confused(const Confusion& confusion, std::size_t limit);

/// The place of the true class when classes are sorted by score: 0 when it scores highest. A
/// class of equal score that comes earlier counts as better, so that ties cost accuracy.
std::size_t rank_of(std::span<const float> scores, std::size_t truth);

}  // namespace inkline
