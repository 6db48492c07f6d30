#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inkline {

/// Words that are likelier than others, with weights: a trie that says how likely each next
/// character of a word is.
///
/// Small letters of the list stand for capitals too: `milk` also makes `Milk` and `MILK` likelier,
/// each at a share of the weight; `IKEA` stays as it is.
class WordList {
 public:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;  ///< no word begins like this

  WordList() = default;
  bool is_empty() const { return nodes_.empty(); }
  std::size_t words() const { return words_; }

  /// Number of a character, to be asked for once a row and not once a step.
  /// @return  below 0 when it is in no word
  int symbol_of(std::string_view character) const;

  /// Where the beginning of a word leads when one more character follows, or kNone.
  std::uint32_t after(std::uint32_t node, int symbol) const;

  /// Share of the words beginning like `parent` that go on to its child `node`.
  float probability(std::uint32_t parent, std::uint32_t node) const;

  /// Share of the words beginning like `node` that end here.
  float end_probability(std::uint32_t node) const;

 private:
  friend WordList read_word_list(std::span<const std::byte>, const std::string&);
  /// The children of a node stand side by side in the order of their symbols.
  struct Node {
    int symbol = -1;             ///< that leads here
    std::uint32_t first = 0;     ///< child
    std::uint32_t children = 0;  ///< how many
    double weight = 0;           ///< of all words through here; above 0
    double end_weight = 0;       ///< of those that end here
  };

  std::vector<Node> nodes_;
  std::map<std::string, int, std::less<>> numbers_;  ///< of the characters
  std::size_t words_ = 0;
};

/// A word list file: UTF-8, one word a line, after it at will white space and a count of at least
/// 0 (default 1). Empty lines, and lines that begin with #, are passed over.
///
/// @param name    stands in messages
/// @throws Error  Fault::input, "NAME: line N: reason"; also for more than 8 MiB
WordList read_word_list(std::span<const std::byte> bytes, const std::string& name);

}  // namespace inkline
