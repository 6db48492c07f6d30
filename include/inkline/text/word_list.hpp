#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inkline {

/// Words that are likelier than others, with weights: a trie that says how likely each next
/// character of a word is.
class WordList {
 public:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;  ///< no word begins like this

  /// A beginning of words. Nodes stand breadth first: the children of a node side by side in the
  /// order of their symbols, those of an earlier node before those of a later one.
  struct Node {
    int symbol = -1;             ///< that leads here; at least 0 but for the root
    std::uint32_t first = 0;     ///< child
    std::uint32_t children = 0;  ///< how many
    float probability = 1;       ///< that its parent goes on to here; above 0
    float end_probability = 0;   ///< that a word ends here
  };
  using Numbers = std::map<std::string, int, std::less<>>;

  WordList() = default;
  /// @param nodes    a trie as above, whole and without loops
  /// @param numbers  the symbols of characters
  WordList(std::vector<Node> nodes, Numbers numbers, std::size_t words)
      : nodes_(std::move(nodes)), numbers_(std::move(numbers)), words_(words) {}

  bool is_empty() const { return nodes_.empty(); }
  std::size_t words() const { return words_; }
  std::span<const Node> nodes() const { return nodes_; }
  const Numbers& numbers() const { return numbers_; }

  /// Number of a character, to be asked for once a row and not once a step.
  /// @return  below 0 when it is in no word
  int symbol_of(std::string_view character) const;

  /// Where the beginning of a word leads when one more character follows, or kNone.
  std::uint32_t after(std::uint32_t node, int symbol) const;

  /// Share of the words beginning like the parent of `node` that go on to it.
  float probability(std::uint32_t node) const { return nodes_[node].probability; }

  /// Share of the words beginning like `node` that end here.
  float end_probability(std::uint32_t node) const { return nodes_[node].end_probability; }

 private:
  std::vector<Node> nodes_;
  Numbers numbers_;  ///< of the characters
  std::size_t words_ = 0;
};

/// A word and how often it comes, above 0.
struct WeighedWord {
  std::string word;  ///< UTF-8
  double weight = 1;
};

/// The list of these words; those that come twice add up. A word with capitals of its own (IKEA)
/// stands in small letters too, at a small share of its weight: whoever folds capitals finds it.
///
/// @param numbers  symbols of the only characters that words may have, others being left out; when
///                 empty, whatever comes is numbered 1, 2, ...
WordList word_list_of(std::span<const WeighedWord> words, WordList::Numbers numbers = {});

/// Both lists as one, `share` of all words being of the first; 0 to 1, either end leaving one out.
WordList joined(const WordList& first, const WordList& second, double share);

/// A word list file: UTF-8, one word a line, after it at will white space and a count of at least
/// 0 (default 1). Empty lines, and lines that begin with #, are passed over.
///
/// @param name    stands in messages
/// @throws Error  Fault::input, "NAME: line N: reason"; also for more than 8 MiB
WordList read_word_list(std::span<const std::byte> bytes, const std::string& name);

}  // namespace inkline
