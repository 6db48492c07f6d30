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
// Of a word in small letters these shares of its weight go to Milk and MILK.
constexpr double kTitleShare = 0.25;
constexpr double kCapitalShare = 0.15;

using Spelling = std::vector<int>;  // numbers of characters
struct WeighedWord {
  Spelling spelling;
  double weight = 0;
};

bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
char capital(char c) {
  return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string in_capitals(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(), capital);
  return word;
}

std::string capitalised(std::string word) {
  word.front() = capital(word.front());
  return word;
}

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

float WordList::probability(std::uint32_t parent, std::uint32_t node) const {
  return static_cast<float>(nodes_[node].weight / nodes_[parent].weight);
}

float WordList::end_probability(std::uint32_t node) const {
  return static_cast<float>(nodes_[node].end_weight / nodes_[node].weight);
}

namespace {

/// Collects the words of a file under all their spellings.
class Collector {
 public:
  void add(std::string_view word, double weight) {
    if (weight <= 0) return;
    const std::string plain(word);
    const std::string title = capitalised(plain);
    const std::string capitals = in_capitals(plain);
    const double title_share = title == plain ? 0 : kTitleShare;
    const double capital_share = capitals == plain || capitals == title ? 0 : kCapitalShare;
    spell(plain, weight * (1 - title_share - capital_share));
    spell(title, weight * title_share);
    spell(capitals, weight * capital_share);
  }

  /// Sorted, each spelling once.
  std::vector<WeighedWord> take() {
    std::sort(words_.begin(), words_.end(),
              [](const WeighedWord& a, const WeighedWord& b) { return a.spelling < b.spelling; });
    std::vector<WeighedWord> merged;
    for (WeighedWord& word : words_) {
      if (!merged.empty() && merged.back().spelling == word.spelling) {
        merged.back().weight += word.weight;
      } else {
        merged.push_back(std::move(word));
      }
    }
    return merged;
  }

  std::map<std::string, int, std::less<>> take_numbers() { return std::move(numbers_); }

 private:
  void spell(const std::string& word, double weight) {
    if (weight <= 0) return;
    WeighedWord result{{}, weight};
    for (const std::string& character : code_points(word)) {
      const auto next = static_cast<int>(numbers_.size());
      result.spelling.push_back(numbers_.emplace(character, next).first->second);
    }
    words_.push_back(std::move(result));
  }

  std::vector<WeighedWord> words_;
  std::map<std::string, int, std::less<>> numbers_;
};

}  // namespace

WordList read_word_list(std::span<const std::byte> bytes, const std::string& name) {
  if (bytes.size() > kMaxBytes) throw Error(Fault::input, name + ": is larger than 8 MiB");
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  WordList list;
  Collector collector;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string where = name + ": line " + std::to_string(++number);
    if (const auto line = line_from(text.substr(begin, end - begin), where)) {
      if (line->word.size() > 4 * kMaxWord) throw Error(Fault::input, where + ": is too long");
      collector.add(line->word, line->weight);
      ++list.words_;
    }
    begin = end + 1;
  }
  const std::vector<WeighedWord> words = collector.take();
  list.numbers_ = collector.take_numbers();
  if (words.empty()) return {};

  // Breadth first: each node owns a stretch of the sorted words, its children parts of it.
  struct Stretch {
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
  };
  std::vector<Stretch> stretches{{0, words.size(), 0}};
  list.nodes_.emplace_back();
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    Stretch rest = stretches[i];
    list.nodes_[i].first = static_cast<std::uint32_t>(list.nodes_.size());
    while (rest.begin < rest.end && words[rest.begin].spelling.size() == rest.depth) {
      list.nodes_[i].end_weight += words[rest.begin].weight;
      ++rest.begin;
    }
    while (rest.begin < rest.end) {
      const int symbol = words[rest.begin].spelling[rest.depth];
      std::size_t end = rest.begin;
      double weight = 0;
      for (; end < rest.end && words[end].spelling[rest.depth] == symbol; ++end) {
        weight += words[end].weight;
      }
      WordList::Node node;
      node.symbol = symbol;
      node.weight = weight;
      list.nodes_.push_back(node);
      stretches.push_back({rest.begin, end, rest.depth + 1});
      ++list.nodes_[i].children;
      rest.begin = end;
    }
  }
  for (const WeighedWord& word : words) list.nodes_[WordList::kRoot].weight += word.weight;
  return list;
}

}  // namespace inkline
