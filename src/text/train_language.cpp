#include <inkline/text/train_language.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/base/utf8.hpp>

#include "language_file.hpp"

namespace inkline {
namespace {

using language_file::kRowBreak;

constexpr std::uint8_t kUnknown = 255;
constexpr int kFreeLength = 3;  // runs up to this length need not come more than once
constexpr std::size_t kSamples = 8;

/// Calls `take` with every line that is not empty, without white space at its ends.
void for_each_line(const std::string& text, const std::function<void(std::string_view)>& take) {
  constexpr std::string_view gaps = " \t\r";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line(text.data() + begin, end - begin);
    line.remove_prefix(std::min(line.find_first_not_of(gaps), line.size()));
    while (!line.empty() && gaps.find(line.back()) != std::string_view::npos) {
      line.remove_suffix(1);
    }
    if (!line.empty()) take(line);
    begin = end + 1;
  }
}

/// The most frequent characters, sorted.
std::vector<std::string> characters_of(std::span<const std::string> texts, int most) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& text : texts) {
    for_each_line(text, [&](std::string_view line) {
      for (const std::string& character : code_points(line)) {
        if (character != "\t") ++counts[character];
      }
    });
  }
  std::vector<std::pair<std::string, std::size_t>> ranked(counts.begin(), counts.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  ranked.resize(std::min(ranked.size(), static_cast<std::size_t>(most)));
  std::vector<std::string> characters;
  for (auto& [character, count] : ranked) characters.push_back(std::move(character));
  std::sort(characters.begin(), characters.end());
  return characters;
}

/// All rows as symbols, a row break before, between and behind.
struct Text {
  std::vector<std::uint8_t> symbols{kRowBreak};
  std::size_t rows = 0;
};

class TextBuilder {
 public:
  TextBuilder(const std::vector<std::string>& characters, const LanguageTrainParams& params)
      : params_(params), random_(params.seed) {
    for (std::size_t i = 0; i < characters.size(); ++i) {
      numbers_[characters[i]] = static_cast<std::uint8_t>(i + 1);
    }
  }

  void add(std::string_view line) {
    for (const std::string& character : code_points(line)) {
      if (character == " " && breaks_here()) {
        end_row();
        continue;
      }
      const auto found = numbers_.find(character);
      text_.symbols.push_back(found == numbers_.end() ? kUnknown : found->second);
    }
    end_row();
    if (text_.symbols.size() > params_.most_text) {
      throw Error(Fault::input, "the text has more than " + std::to_string(params_.most_text) +
                                    " characters; give less of it");
    }
  }

  Text take() { return std::move(text_); }

 private:
  bool breaks_here() { return params_.words_a_row > 0 && random_.chance(1 / params_.words_a_row); }

  void end_row() {
    text_.symbols.push_back(kRowBreak);
    ++text_.rows;
  }

  const LanguageTrainParams& params_;
  Random random_;
  std::map<std::string, std::uint8_t, std::less<>> numbers_;
  Text text_;
};

/// The symbols from each place on, up to `order` of them, not beyond a row's end nor an unknown
/// one: the first in the highest byte, each 1 more than it is, zeros behind the last. Sorted.
std::vector<std::uint64_t> sorted_runs(const std::vector<std::uint8_t>& symbols, int order) {
  std::vector<std::uint64_t> runs;
  runs.reserve(symbols.size());
  for (std::size_t begin = 0; begin < symbols.size(); ++begin) {
    if (symbols[begin] == kUnknown) continue;
    std::uint64_t run = 0;
    const std::size_t end = std::min(symbols.size(), begin + static_cast<std::size_t>(order));
    for (std::size_t i = begin; i < end && symbols[i] != kUnknown; ++i) {
      run |= (std::uint64_t{symbols[i]} + 1) << (56 - 8 * (i - begin));
      if (i > begin && symbols[i] == kRowBreak) break;
    }
    runs.push_back(run);
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

/// All n-grams of one length, sorted; the children of each stand side by side in the next level.
struct Level {
  std::vector<std::uint8_t> symbol;  ///< the last one
  std::vector<std::uint32_t> count;
  std::vector<std::uint32_t> parent;  ///< the n-gram without its last symbol
  std::vector<std::uint32_t> suffix;  ///< the n-gram without its first symbol
  std::vector<std::uint32_t> first;   ///< child; one more entry than n-grams
  std::vector<float> probability;     ///< of the last symbol after the others
  std::vector<float> gain;  ///< what the model would lose without it or what depends on it

  std::size_t size() const { return symbol.size(); }
};

/// What an n-gram's continuations are, also those that come too seldom.
struct Continuations {
  std::uint32_t total = 0;
  std::array<std::uint32_t, 3> coming{};  ///< once, twice, more often
};

/// Absolute discounts of what comes once, twice and more often.
struct Discounts {
  std::array<double, 3> value{0.5, 0.75, 0.9};

  double of(std::uint32_t count) const {
    return std::min(value[std::min<std::size_t>(count, 3) - 1], static_cast<double>(count));
  }
  double mass(const Continuations& after) const {
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += value[i] * after.coming[i];
    return sum / std::max<std::uint32_t>(after.total, 1);
  }
};

/// Chen and Goodman's estimate; where it makes no sense (little or repeated text) the usual values.
Discounts discounts_from(const std::array<double, 4>& coming) {
  Discounts discounts;
  if (std::any_of(coming.begin(), coming.end(), [](double n) { return n < 1; })) return discounts;
  const double y = coming[0] / (coming[0] + 2 * coming[1]);
  for (std::size_t i = 0; i < 3; ++i) {
    const double k = static_cast<double>(i) + 1;
    const double estimate = k - (k + 1) * y * coming[i + 1] / coming[i];
    if (estimate > 0 && estimate < k) discounts.value[i] = estimate;
  }
  return discounts;
}

struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Counts the n-grams and gives them their probabilities, one length after the other.
class Counter {
 public:
  Counter(const std::vector<std::uint64_t>& runs, const LanguageTrainParams& params,
          std::size_t symbols)
      : runs_(runs), params_(params) {
    Level root;
    root.symbol = {0};
    root.count = {static_cast<std::uint32_t>(runs.size())};
    root.parent = root.suffix = {0};
    root.probability = {static_cast<float>(1.0 / static_cast<double>(symbols))};
    root.gain = {0};
    levels_.push_back(std::move(root));
    ranges_ = {{0, static_cast<std::uint32_t>(runs.size())}};
    for (int length = 1; length <= params.order; ++length) count_level(length);
    levels_.back().first.assign(levels_.back().size() + 1, 0);
  }

  std::vector<Level> take() { return std::move(levels_); }

 private:
  std::uint8_t symbol_at(std::uint32_t run, int length) const {
    return static_cast<std::uint8_t>(runs_[run] >> (64 - 8 * length));
  }

  void count_level(int length) {
    Level& parents = levels_.back();
    Level level;
    std::vector<Range> ranges;
    std::vector<Continuations> continuations(parents.size());
    std::array<double, 4> coming{};
    const std::uint32_t least =
        length > kFreeLength ? static_cast<std::uint32_t>(params_.least_count) : 1;
    for (std::uint32_t parent = 0; parent < parents.size(); ++parent) {
      parents.first.push_back(static_cast<std::uint32_t>(level.size()));
      const Range range = ranges_[parent];
      for (std::uint32_t begin = range.begin; begin < range.end;) {
        const std::uint8_t symbol = symbol_at(begin, length);
        std::uint32_t end = begin + 1;
        while (end < range.end && symbol_at(end, length) == symbol) ++end;
        const std::uint32_t count = end - begin;
        if (symbol != 0) {  // 0 stands behind the last symbol of a run
          note(count, continuations[parent], coming);
          if (count >= least) {
            add(level, static_cast<std::uint8_t>(symbol - 1), count, parent, length);
            ranges.push_back({begin, end});
          }
        }
        begin = end;
      }
    }
    parents.first.push_back(static_cast<std::uint32_t>(level.size()));
    ranges_ = std::move(ranges);
    set_probabilities(level, continuations, discounts_from(coming));
    level.gain.assign(level.size(), 0);
    levels_.push_back(std::move(level));
  }

  static void note(std::uint32_t count, Continuations& after, std::array<double, 4>& coming) {
    after.total += count;
    ++after.coming[std::min<std::uint32_t>(count, 3) - 1];
    if (count <= 4) ++coming[count - 1];
  }

  void add(Level& level, std::uint8_t symbol, std::uint32_t count, std::uint32_t parent,
           int length) const {
    level.symbol.push_back(symbol);
    level.count.push_back(count);
    level.parent.push_back(parent);
    level.suffix.push_back(length == 1 ? 0 : suffix_of(parent, symbol));
  }

  /// Whatever comes often enough has a suffix that does.
  std::uint32_t suffix_of(std::uint32_t parent, std::uint8_t symbol) const {
    const Level& parents = levels_.back();
    const Level& shorter = levels_[levels_.size() - 2];
    const std::uint32_t context = parents.suffix[parent];
    const auto first = parents.symbol.begin() + shorter.first[context];
    const auto last = parents.symbol.begin() + shorter.first[context + 1];
    return static_cast<std::uint32_t>(std::lower_bound(first, last, symbol) -
                                      parents.symbol.begin());
  }

  void set_probabilities(Level& level, const std::vector<Continuations>& continuations,
                         const Discounts& discounts) const {
    const Level& parents = levels_.back();
    level.probability.resize(level.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
      const Continuations& after = continuations[level.parent[i]];
      const double shorter = static_cast<double>(parents.probability[level.suffix[i]]);
      const double own = (level.count[i] - discounts.of(level.count[i])) / after.total;
      level.probability[i] = static_cast<float>(own + discounts.mass(after) * shorter);
    }
  }

  const std::vector<std::uint64_t>& runs_;
  const LanguageTrainParams& params_;
  std::vector<Level> levels_;
  std::vector<Range> ranges_;  ///< runs that begin with each n-gram of the last level
};

/// What is left for other symbols, by a context's own word and by the shorter one's.
struct Left {
  double own = 1;
  double shorter = 1;

  double backoff() const { return std::max(own, 1e-6) / std::max(shorter, 1e-6); }
};

template <class Keeps>
Left left_in(const std::vector<Level>& levels, std::size_t length, std::size_t context,
             const Keeps& keeps) {
  const Level& level = levels[length + 1];
  Left left;
  for (std::uint32_t i = levels[length].first[context]; i < levels[length].first[context + 1];
       ++i) {
    if (!keeps(level.gain[i])) continue;
    left.own -= static_cast<double>(level.probability[i]);
    left.shorter -= static_cast<double>(levels[length].probability[level.suffix[i]]);
  }
  return left;
}

/// Relative entropy between the models with and without one n-gram, as Stolcke has it.
double loss_without(double context_share, const Left& left, double probability, double shorter) {
  const Left without{left.own + probability, left.shorter + shorter};
  const double backoff = std::log(without.backoff());
  const double change = probability * (std::log(shorter) + backoff - std::log(probability)) +
                        std::max(left.own, 1e-6) * (backoff - std::log(left.backoff()));
  return -context_share * change;
}

/// What each n-gram is good for; at least as much as the longer ones that need it. Single
/// characters stay in any case.
void set_gains(std::vector<Level>& levels) {
  const auto all = [](float) { return true; };
  const double places = levels[0].count[0];
  for (std::size_t length = levels.size() - 1; length >= 1; --length) {
    Level& level = levels[length];
    Level& contexts = levels[length - 1];
    for (std::size_t context = 0; context < contexts.size(); ++context) {
      if (contexts.first[context] == contexts.first[context + 1]) continue;
      const Left left = left_in(levels, length - 1, context, all);
      for (std::uint32_t i = contexts.first[context]; i < contexts.first[context + 1]; ++i) {
        const auto shorter = static_cast<double>(contexts.probability[level.suffix[i]]);
        const double loss = loss_without(contexts.count[context] / places, left,
                                         static_cast<double>(level.probability[i]), shorter);
        float& gain = level.gain[i];
        gain = length == 1 ? 1e30F : std::max(gain, static_cast<float>(loss));
        if (length == 1) continue;
        contexts.gain[context] = std::max(contexts.gain[context], gain);
        float& of_suffix = contexts.gain[level.suffix[i]];
        of_suffix = std::max(of_suffix, gain);
      }
    }
  }
}

struct Sizes {
  std::size_t nodes = 1;
  std::size_t inner = 1;

  std::size_t bytes() const { return 2 * nodes + language_file::bit_bytes(nodes) + 2 * inner; }
};

bool has_kept_child(const std::vector<Level>& levels, std::size_t length, std::size_t i,
                    float least) {
  if (length + 1 == levels.size()) return false;
  const auto first = levels[length + 1].gain.begin();
  return std::any_of(first + levels[length].first[i], first + levels[length].first[i + 1],
                     [&](float gain) { return gain >= least; });
}

Sizes sizes_with(const std::vector<Level>& levels, float least) {
  Sizes sizes;
  for (std::size_t length = 1; length < levels.size(); ++length) {
    for (std::size_t i = 0; i < levels[length].size(); ++i) {
      if (levels[length].gain[i] < least) continue;
      ++sizes.nodes;
      if (has_kept_child(levels, length, i, least)) ++sizes.inner;
    }
  }
  return sizes;
}

/// The smallest gain that still fits, to a thousandth.
float least_gain(const std::vector<Level>& levels, std::size_t most_bytes) {
  if (sizes_with(levels, 0).bytes() <= most_bytes) return 0;
  double low = std::log(1e-16);  // does not fit
  double high = std::log(1e3);   // single characters only
  while (high - low > 1e-3) {
    const double middle = (low + high) / 2;
    const bool fits =
        sizes_with(levels, static_cast<float>(std::exp(middle))).bytes() <= most_bytes;
    (fits ? high : low) = middle;
  }
  return static_cast<float>(std::exp(high));
}

void mark_inner(std::size_t node, std::vector<std::uint8_t>& bits) {
  bits[node / 8] = static_cast<std::uint8_t>(bits[node / 8] | 1U << (node % 8));
}

language_file::Trie trie_of(const std::vector<Level>& levels, float least) {
  language_file::Trie trie;
  const Sizes sizes = sizes_with(levels, least);
  trie.inner.assign(language_file::bit_bytes(sizes.nodes), 0);
  const auto keeps = [&](float gain) { return gain >= least; };
  for (std::size_t length = 0; length < levels.size(); ++length) {
    const Level& level = levels[length];
    for (std::size_t i = 0; i < level.size(); ++i) {
      if (length > 0 && !keeps(level.gain[i])) continue;
      trie.symbols.push_back(level.symbol[i]);
      trie.costs.push_back(language_file::cost_from(static_cast<double>(level.probability[i])));
      if (!has_kept_child(levels, length, i, least)) continue;
      mark_inner(trie.symbols.size() - 1, trie.inner);
      const auto first = levels[length + 1].gain.begin();
      const auto children =
          std::count_if(first + level.first[i], first + level.first[i + 1], keeps);
      trie.children.push_back(static_cast<std::uint8_t>(children));
      trie.backoffs.push_back(
          language_file::backoff_from(left_in(levels, length, i, keeps).backoff()));
    }
  }
  return trie;
}

std::vector<std::string> sample_rows(std::span<const std::string> texts, std::uint64_t seed) {
  std::vector<std::string> lines;
  std::size_t seen = 0;
  Random random(derived_seed(seed, 1));
  for (const std::string& text : texts) {
    for_each_line(text, [&](std::string_view line) {
      if (line.size() > 80) return;
      ++seen;
      if (lines.size() < kSamples) {
        lines.emplace_back(line);
      } else if (const std::size_t place = random.index(seen); place < kSamples) {
        lines[place] = line;  // reservoir: each line is as likely to be kept
      }
    });
  }
  return lines;
}

/// The words of texts as writers would list them.
class WordCounter {
 public:
  explicit WordCounter(const std::vector<std::string>& characters) {
    for (const std::string& character : characters) {
      numbers_[character] = static_cast<int>(numbers_.size()) + 1;
    }
  }

  void add(std::string_view line) {
    constexpr char gap = ' ';
    for (std::size_t begin = 0; begin < line.size();) {
      const std::size_t end = std::min(line.find(gap, begin), line.size());
      add_word(bare(line.substr(begin, end - begin)));
      begin = end + 1;
    }
  }

  WordList most_frequent(int most) const {
    const double all = static_cast<double>(words_);
    std::vector<WeighedWord> words;
    for (const auto& [folded, spellings] : counts_) {
      const WeighedWord word = usual(folded, spellings);
      const double least =
          code_points(folded).size() > 1 ? kLeastCount : kLeastShareOfLetters * all;
      if (word.weight >= std::max(least, kLeastCount)) words.push_back(word);
    }
    std::stable_sort(words.begin(), words.end(), [](const WeighedWord& a, const WeighedWord& b) {
      return a.weight > b.weight;
    });
    words.resize(std::min(words.size(), static_cast<std::size_t>(most)));
    return word_list_of(words, numbers_);
  }

 private:
  using Counts = std::map<std::string, std::size_t, std::less<>>;

  static constexpr double kLeastCount = 2;
  /// Single letters (initials, items a, b, c) are words when they are such a share of all, as `a`
  /// and `I` are; others would only compete with the digits that look like them.
  static constexpr double kLeastShareOfLetters = 2e-3;
  static constexpr std::size_t kLongest = 64;  // bytes
  /// So many of a word's spellings are small for it to be one without a capital.
  static constexpr double kSmallShare = 0.2;

  static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
  }

  /// Without the marks around it.
  static std::string_view bare(std::string_view word) {
    const auto first = std::find_if(word.begin(), word.end(), is_letter);
    const auto last = std::find_if(word.rbegin(), word.rend(), is_letter).base();
    return first < last ? std::string_view(first, last) : std::string_view();
  }

  void add_word(std::string_view word) {
    constexpr std::string_view within = "'-";
    const auto may_be_in_word = [&](char c) {
      return is_letter(c) || within.find(c) != std::string_view::npos;
    };
    if (word.empty() || word.size() > kLongest) return;
    if (!std::all_of(word.begin(), word.end(), may_be_in_word)) return;
    for (const std::string& character : code_points(word)) {
      if (numbers_.find(character) == numbers_.end()) return;
    }
    ++counts_[in_small_letters(std::string(word))][std::string(word)];
    ++words_;
  }

  /// The spelling that a word has amid a sentence, and how often it comes in any.
  static WeighedWord usual(const std::string& folded, const Counts& spellings) {
    std::size_t all = 0;
    for (const auto& [spelling, count] : spellings) all += count;
    const auto as_folded = spellings.find(folded);
    const bool is_small =
        as_folded != spellings.end() &&
        static_cast<double>(as_folded->second) >= kSmallShare * static_cast<double>(all);
    const auto most =
        std::max_element(spellings.begin(), spellings.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return {is_small ? folded : most->first, static_cast<double>(all)};
  }

  WordList::Numbers numbers_;
  std::map<std::string, Counts> counts_;  ///< by the word in small letters
  std::size_t words_ = 0;
};

}  // namespace

void LanguageTrainParams::check() const {
  const auto require = [](bool holds, const std::string& what) {
    require_setting(holds, "train_language." + what);
  };
  require(order >= 1 && order <= kMaxLanguageOrder,
          "order must be 1 to 8, got " + std::to_string(order));
  require(most_bytes >= 10'000 && most_bytes <= std::size_t{256} << 20U,
          "most_bytes must be 10000 to 256 MiB, got " + std::to_string(most_bytes));
  require(least_count >= 1 && least_count <= 100,
          "least_count must be 1 to 100, got " + std::to_string(least_count));
  require(words_a_row >= 0 && words_a_row <= 1000,
          "words_a_row must be 0 to 1000, got " + std::to_string(words_a_row));
  require(most_characters >= 1 && most_characters <= static_cast<int>(language_file::kMaxSymbols),
          "most_characters must be 1 to 250, got " + std::to_string(most_characters));
  require(most_words >= 0 && most_words <= 1'000'000,
          "most_words must be 0 to 1000000, got " + std::to_string(most_words));
  require(most_text >= 1 && most_text <= std::size_t{1} << 30U,
          "most_text must be 1 to 1073741824, got " + std::to_string(most_text));
  require(name.size() <= language_file::kMaxName && name.find('\n') == std::string::npos,
          "name must be one line of at most 200 bytes");
  require(provenance.size() <= language_file::kMaxProvenance,
          "provenance must be at most 65536 bytes");
}

TrainedLanguage train_language(std::span<const std::string> texts,
                               const LanguageTrainParams& params) {
  params.check();
  language_file::LanguageFile file;
  file.name = params.name;
  file.provenance = params.provenance;
  file.order = params.order;
  file.characters = characters_of(texts, params.most_characters);
  if (file.characters.empty()) throw Error(Fault::input, "there is no text to learn from");
  file.samples = sample_rows(texts, params.seed);

  TextBuilder builder(file.characters, params);
  WordCounter words(file.characters);
  for (const std::string& text : texts) {
    for_each_line(text, [&](std::string_view line) {
      builder.add(line);
      words.add(line);
    });
  }
  file.words = words.most_frequent(params.most_words);
  const Text text = builder.take();
  std::vector<Level> levels = [&] {
    const std::vector<std::uint64_t> runs = sorted_runs(text.symbols, params.order);
    return Counter(runs, params, file.characters.size() + 1).take();
  }();
  set_gains(levels);

  // What stands around the trie: words, characters, samples, name, provenance, sizes.
  std::size_t around = 1024 + params.provenance.size() + 8 * file.characters.size() +
                       language_file::kBytesAWordNode * file.words.nodes().size();
  for (const std::string& row : file.samples) around += row.size() + 16;
  const std::size_t room = params.most_bytes > around ? params.most_bytes - around : 0;
  const float least = least_gain(levels, room);
  file.trie = trie_of(levels, least);

  TrainedLanguage result;
  result.text_characters = text.symbols.size() - 1;
  result.rows = text.rows;
  for (std::size_t length = 1; length < levels.size(); ++length) {
    result.grams_counted += levels[length].size();
  }
  result.grams_kept = file.trie.symbols.size() - 1;
  result.words = file.words.words();
  result.file = language_file::write(file);
  return result;
}

double bits_per_character(const LanguageModel& model, const std::string& text) {
  double nats = 0;
  std::size_t characters = 0;
  for_each_line(text, [&](std::string_view line) {
    nats -= model.log_probability(line);
    characters += code_points(line).size() + 1;
  });
  return characters == 0 ? 0 : nats / std::log(2.0) / static_cast<double>(characters);
}

}  // namespace inkline
