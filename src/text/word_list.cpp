#include <inkline/text/word_list.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/utf8.hpp>

namespace inkline {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{8} << 20;
constexpr std::size_t kMaxWord = 64;  // characters
constexpr double kFoldedShare = 0.2;  // of a word's weight, for it in small letters

bool is_gap(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

struct ListLine {
  std::string_view word;
  double weight = 1;
};

/// Nothing for an empty line or a remark.
std::optional<ListLine> line_from(std::string_view line, const std::string& where) {
  const auto fail = [&](const std::string& reason) {
    throw Error(Fault::input, where + ": " + reason);
  };
  while (!line.empty() && is_gap(line.back())) line.remove_suffix(1);
  if (line.empty() || line.front() == '#') return std::nullopt;
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  ListLine result{line.substr(0, end)};
  if (result.word.empty()) fail("begins with a space");
  std::string_view rest = line.substr(end);
  while (!rest.empty() && is_gap(rest.front())) rest.remove_prefix(1);
  if (rest.empty()) return result;
  const auto [stop, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), result.weight);
  if (fault != std::errc{} || stop != rest.data() + rest.size()) {
    fail("after a word only a count may stand");
  }
  if (!(result.weight >= 0 && result.weight <= 1e15)) fail("a count must be 0 to 1e15");
  return result;
}

}  // namespace

int WordList::symbol_of(std::string_view character) const {
  const auto found = numbers_.find(character);
  return found == numbers_.end() ? -1 : found->second;
}

std::uint32_t WordList::after(std::uint32_t node, int symbol) const {
  const auto first = nodes_.begin() + nodes_[node].first;
  const auto last = first + nodes_[node].children;
  const auto found = std::lower_bound(
      first, last, symbol, [](const Node& child, int wanted) { return child.symbol < wanted; });
  if (found == last || found->symbol != symbol) return kNone;
  return static_cast<std::uint32_t>(found - nodes_.begin());
}

namespace {

/// A word as numbers of characters.
struct Spelling {
  std::vector<int> symbols;
  double weight = 0;
};

/// Collects words under all their spellings.
class Collector {
 public:
  /// @param numbers  of the only characters there may be; any when empty
  explicit Collector(WordList::Numbers numbers)
      : numbers_(std::move(numbers)), is_closed_(!numbers_.empty()) {}

  void add(const WeighedWord& word) {
    const std::string folded = in_small_letters(word.word);
    const double folded_share = folded == word.word ? 0 : kFoldedShare;
    spell(word.word, word.weight * (1 - folded_share));
    spell(folded, word.weight * folded_share);
  }

  /// Sorted, each spelling once.
  std::vector<Spelling> take() {
    std::sort(spellings_.begin(), spellings_.end(),
              [](const Spelling& a, const Spelling& b) { return a.symbols < b.symbols; });
    std::vector<Spelling> merged;
    for (Spelling& next : spellings_) {
      if (!merged.empty() && merged.back().symbols == next.symbols) {
        merged.back().weight += next.weight;
      } else {
        merged.push_back(std::move(next));
      }
    }
    return merged;
  }

  WordList::Numbers take_numbers() { return std::move(numbers_); }

  void spell(const std::string& word, double weight) {
    if (weight <= 0) return;
    Spelling spelling{{}, weight};
    for (const std::string& character : code_points(word)) {
      const auto found = numbers_.find(character);
      if (found == numbers_.end() && is_closed_) return;
      const auto next = static_cast<int>(numbers_.size()) + 1;
      spelling.symbols.push_back(found != numbers_.end()
                                     ? found->second
                                     : numbers_.emplace(character, next).first->second);
    }
    spellings_.push_back(std::move(spelling));
  }

 private:
  WordList::Numbers numbers_;
  bool is_closed_;
  std::vector<Spelling> spellings_;
};

/// Part of the sorted words: those that begin alike, by `depth` characters.
struct Stretch {
  std::size_t begin;
  std::size_t end;
  std::size_t depth;
};

double weight_of(const std::vector<Spelling>& words, std::size_t begin, std::size_t end) {
  double sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += words[i].weight;
  return sum;
}

/// Breadth first: each node owns a stretch of the sorted words, its children parts of it.
std::vector<WordList::Node> trie_of(const std::vector<Spelling>& words) {
  std::vector<Stretch> stretches{{0, words.size(), 0}};
  std::vector<WordList::Node> nodes(1);
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    auto [begin, end, depth] = stretches[i];
    const double weight = weight_of(words, begin, end);
    nodes[i].first = static_cast<std::uint32_t>(nodes.size());
    if (words[begin].symbols.size() == depth) {
      nodes[i].end_probability = static_cast<float>(words[begin].weight / weight);
      ++begin;
    }
    while (begin < end) {
      const int symbol = words[begin].symbols[depth];
      std::size_t next = begin;
      while (next < end && words[next].symbols[depth] == symbol) ++next;
      WordList::Node child;
      child.symbol = symbol;
      child.probability = static_cast<float>(weight_of(words, begin, next) / weight);
      nodes.push_back(child);
      stretches.push_back({begin, next, depth + 1});
      ++nodes[i].children;
      begin = next;
    }
  }
  return nodes;
}

WordList list_from(Collector& collector, std::size_t count) {
  const std::vector<Spelling> spellings = collector.take();
  if (spellings.empty()) return {};
  return {trie_of(spellings), collector.take_numbers(), count};
}

/// Walks through all words of a list.
class Words {
 public:
  Words(const WordList& list, Collector& collector) : nodes_(list.nodes()), collector_(collector) {
    for (const auto& [character, number] : list.numbers()) characters_[number] = character;
  }

  /// Adds those that begin like `node`, which is reached by `beginning`; words are short, so that
  /// calls do not go deep.
  void add(std::uint32_t node, const std::string& beginning, double weight) {
    const WordList::Node& here = nodes_[node];
    collector_.spell(beginning, weight * static_cast<double>(here.end_probability));
    for (std::uint32_t child = here.first; child < here.first + here.children; ++child) {
      add(child, beginning + characters_[nodes_[child].symbol],
          weight * static_cast<double>(nodes_[child].probability));
    }
  }

 private:
  std::span<const WordList::Node> nodes_;
  Collector& collector_;
  std::map<int, std::string> characters_;
};

}  // namespace

WordList word_list_of(std::span<const WeighedWord> words, WordList::Numbers numbers) {
  Collector collector(std::move(numbers));
  std::size_t count = 0;
  for (const WeighedWord& word : words) {
    if (word.word.empty() || !(word.weight > 0)) continue;
    collector.add(word);
    ++count;
  }
  return list_from(collector, count);
}

WordList joined(const WordList& first, const WordList& second, double share) {
  Collector collector({});
  if (!first.is_empty()) Words(first, collector).add(WordList::kRoot, "", share);
  if (!second.is_empty()) Words(second, collector).add(WordList::kRoot, "", 1 - share);
  return list_from(collector, first.words() + second.words());
}

WordList read_word_list(std::span<const std::byte> bytes, const std::string& name) {
  if (bytes.size() > kMaxBytes) throw Error(Fault::input, name + ": is larger than 8 MiB");
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::vector<WeighedWord> words;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string where = name + ": line " + std::to_string(++number);
    if (const auto line = line_from(text.substr(begin, end - begin), where)) {
      if (line->word.size() > 4 * kMaxWord) throw Error(Fault::input, where + ": is too long");
      words.push_back({std::string(line->word), line->weight});
    }
    begin = end + 1;
  }
  return word_list_of(words);
}

}  // namespace inkline
