#include "row_language.hpp"

#include <cmath>
#include <string_view>

#include <inkline/base/utf8.hpp>

namespace inkline {
namespace {

constexpr std::uint32_t kListedEnd = WordList::kNone - 1;  // behind a word of the list
constexpr float kForgotten = 1e-5F;  // a kind of less weight needs no n-gram state of its own

// Shares of kinds among words of the language, the foreign ones aside.
constexpr float kCapitalShare = 0.04F;
constexpr float kTitleShare = 0.04F;
constexpr float kNumberShare = 0.04F;
// Shares of the ways to write a word of the list.
constexpr std::array kFormShares{0.6F, 0.15F, 0.25F};
// Of the foreign words, how many look like codes.
constexpr float kCodeShare = 0.6F;

// What a character is worth under a kind without a model; see RowLanguage. Prose costs 1.3 to 2
// nats a character.
const float kDigitWorth = std::exp(-2.0F);
const float kNumberMarkWorth = std::exp(-2.5F);
const float kCodeWorth = std::exp(-1.8F);
const float kAnythingWorth = std::exp(-2.2F);
const float kForeignEnd = std::exp(-1.8F);
const float kMarkWorth = std::exp(-3.0F);  // beside a word of the list

constexpr std::string_view kNumberMarks = "+-.,:/$%#()=*'";
constexpr std::string_view kCodeMarks = "-/.#_:";

bool is_one_of(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}

/// Of a character of one byte; none for '\0', which stands for longer ones.
CharacterClass class_of(char c) {
  if (c == '\0' || c == ' ') return CharacterClass::none;
  if (c >= '0' && c <= '9') return CharacterClass::digit;
  if (c >= 'A' && c <= 'Z') return CharacterClass::capital;
  if (c >= 'a' && c <= 'z') return CharacterClass::small;
  return CharacterClass::mark;
}

/// Codes and names are made of runs: digits stand beside digits, capitals beside capitals; behind a
/// mark (`A7K-204`, `12:30`) more often than not begin digits.
float run_worth(CharacterClass last, CharacterClass next) {
  const bool is_mark = next == CharacterClass::mark || next == CharacterClass::none;
  if (is_mark || last == CharacterClass::none) return 1;
  if (last == CharacterClass::mark) return next == CharacterClass::digit ? 1.0F : 0.25F;
  return last == next ? 1.0F : 0.67F;
}

float sum_of(const std::array<float, kWordKinds>& shares) {
  float sum = 0;
  for (const float share : shares) sum += share;
  return sum;
}

}  // namespace

RowLanguage::RowLanguage(std::span<const std::string> alphabet, const RowHelp& help,
                         const RowDecodeParams& params)
    : help_(help),
      words_(help.words.is_empty() ? help.language.words() : help.words),
      kind_memory_(static_cast<float>(params.kind_memory)),
      silent_(help.language.is_empty() && words_.is_empty()) {
  if (silent_) return;
  for (const std::string& text : alphabet) characters_.push_back(character_from(text));
  const auto foreign = static_cast<float>(params.foreign_share);
  const auto listed = words_.is_empty() ? 0.0F : static_cast<float>(params.word_list_share);
  usual_[kCode] = foreign * kCodeShare;
  usual_[kAnything] = foreign * (1 - kCodeShare);
  for (std::size_t form = 0; form < kForms; ++form) {
    usual_[kFormKinds[form]] = (1 - foreign) * listed * kFormShares[form];
  }
  const float rest = (1 - foreign) * (1 - listed);
  usual_[kNumber] = rest * kNumberShare;
  if (help.language.is_empty()) {
    // Without prose any word is as good as one that is not in the list.
    usual_[kAnything] += rest * (1 - kNumberShare);
    return;
  }
  usual_[kCapitals] = rest * kCapitalShare;
  usual_[kTitle] = rest * kTitleShare;
  usual_[kProse] = rest * (1 - kNumberShare - kCapitalShare - kTitleShare);
}

RowLanguage::Character RowLanguage::character_from(const std::string& text) const {
  Character result;
  if (text.empty()) return result;
  const char c = text.size() == 1 ? text[0] : '\0';
  result.character_class = class_of(c);
  result.is_space = c == ' ';
  const std::string folded = in_small_letters(text);
  if (!help_.language.is_empty()) {
    result.prose = help_.language.symbol_of(text);
    result.folded = help_.language.symbol_of(folded);
  }
  result.listed = words_.symbol_of(text);
  result.listed_folded = words_.symbol_of(folded);
  const bool is_digit = result.is(CharacterClass::digit);
  result.number = is_digit ? kDigitWorth : 0;
  if (is_one_of(kNumberMarks, c)) result.number = kNumberMarkWorth;
  if (is_digit || result.is(CharacterClass::capital) || is_one_of(kCodeMarks, c))
    result.code = kCodeWorth;
  result.anything = kAnythingWorth;
  if (result.is_space) result.number = result.code = result.anything = kForeignEnd;
  return result;
}

bool RowLanguage::fits(Form form, bool at_word_start, const Character& next) {
  if (form == kInCapitals) return !next.is(CharacterClass::small);
  if (form == kCapitalised) {
    return !next.is(at_word_start ? CharacterClass::small : CharacterClass::capital);
  }
  return true;
}

int RowLanguage::listed_symbol(Form form, const Character& next) {
  return form == kAsListed ? next.listed : next.listed_folded;
}

float RowLanguage::listed_share(std::uint32_t node, const Character& next, int symbol) const {
  if (node == WordList::kNone) return 0;
  if (next.is_space) {
    if (node == kListedEnd) return 1 - kMarkWorth;
    return node == WordList::kRoot ? 0 : words_.end_probability(node);
  }
  if (node == kListedEnd) return next.is(CharacterClass::mark) ? kMarkWorth : 0;
  const std::uint32_t child = words_.after(node, symbol);
  if (child != WordList::kNone) return words_.probability(child);
  if (!next.is(CharacterClass::mark)) return 0;
  return node == WordList::kRoot ? kMarkWorth : words_.end_probability(node) * kMarkWorth;
}

std::uint32_t RowLanguage::listed_after(std::uint32_t node, const Character& next,
                                        int symbol) const {
  if (node == WordList::kNone || node == kListedEnd) return node;
  const std::uint32_t child = words_.after(node, symbol);
  if (child != WordList::kNone || !next.is(CharacterClass::mark)) return child;
  return node == WordList::kRoot ? node : kListedEnd;
}

RowLanguage::Shares RowLanguage::shares(const State& state, const Character& next) const {
  const Shares& weights = state.weights;
  Shares result{};
  const LanguageModel& language = help_.language;
  if (weights[kProse] > 0) {
    result[kProse] = weights[kProse] * language.probability(state.prose, next.prose);
  }
  if (weights[kCapitals] > 0 && !next.is(CharacterClass::small)) {
    result[kCapitals] = weights[kCapitals] * language.probability(state.capitals, next.folded);
  }
  const bool fits_title = state.at_word_start == next.is(CharacterClass::capital);
  if (weights[kTitle] > 0 && fits_title) {
    result[kTitle] = weights[kTitle] * language.probability(state.title, next.folded);
  }
  for (const Form form : {kAsListed, kInCapitals, kCapitalised}) {
    const WordKind kind = kFormKinds[form];
    if (weights[kind] <= 0 || !fits(form, state.at_word_start, next)) continue;
    result[kind] =
        weights[kind] * listed_share(state.listed[form], next, listed_symbol(form, next));
  }
  result[kNumber] = weights[kNumber] * next.number;
  const float run = run_worth(state.last, next.character_class);
  result[kCode] = weights[kCode] * next.code * run;
  result[kAnything] = weights[kAnything] * next.anything * run;
  return result;
}

RowLanguage::Shares RowLanguage::end_shares(const State& state) const {
  const Shares& weights = state.weights;
  Shares result{};
  const LanguageModel& language = help_.language;
  if (!language.is_empty()) {
    result[kProse] = weights[kProse] * language.end_probability(state.prose);
    result[kCapitals] = weights[kCapitals] * language.end_probability(state.capitals);
    result[kTitle] = weights[kTitle] * language.end_probability(state.title);
  }
  Character space;
  space.is_space = true;
  for (const Form form : {kAsListed, kInCapitals, kCapitalised}) {
    const WordKind kind = kFormKinds[form];
    if (weights[kind] <= 0) continue;
    // A row may end wherever a word may.
    result[kind] = weights[kind] * listed_share(state.listed[form], space, -1) * kForeignEnd;
  }
  for (const WordKind kind : {kNumber, kCode, kAnything}) {
    result[kind] = weights[kind] * kForeignEnd;
  }
  return result;
}

RowLanguage::State RowLanguage::start() const {
  State state;
  state.weights = usual_;
  if (!help_.language.is_empty()) {
    state.prose = state.capitals = state.title = help_.language.row_start();
  }
  return state;
}

float RowLanguage::probability(const State& state, int character) const {
  return sum_of(shares(state, characters_[static_cast<std::size_t>(character)]));
}

float RowLanguage::end_probability(const State& state) const {
  return sum_of(end_shares(state));
}

/// The kinds of the next word: as usual, or as the last one.
void RowLanguage::begin_word(State& state) const {
  for (std::size_t kind = 0; kind < kWordKinds; ++kind) {
    state.weights[kind] = (1 - kind_memory_) * usual_[kind] + kind_memory_ * state.weights[kind];
  }
  state.listed.fill(WordList::kRoot);
  state.at_word_start = true;
}

RowLanguage::State RowLanguage::after(const State& state, int character) const {
  const Character& next = characters_[static_cast<std::size_t>(character)];
  State result;
  result.weights = shares(state, next);
  const float sum = sum_of(result.weights);
  for (float& weight : result.weights) weight = sum > 0 ? weight / sum : 0;
  if (sum <= 0) result.weights = usual_;

  const LanguageModel& language = help_.language;
  if (!language.is_empty()) {
    result.prose = language.after(state.prose, next.prose);
    // A kind that is out of the question goes on from what is written.
    for (const auto& [kind, theirs] :
         {std::pair{kCapitals, &State::capitals}, std::pair{kTitle, &State::title}}) {
      const bool forgotten = result.weights[kind] < kForgotten;
      if (forgotten) result.weights[kind] = 0;
      if (!forgotten) {
        result.*theirs = language.after(state.*theirs, next.folded);
      } else if (next.is_space) {
        result.*theirs = result.prose;
      }
    }
  }
  result.at_word_start = false;
  result.last = next.character_class;
  if (!words_.is_empty()) {
    for (const Form form : {kAsListed, kInCapitals, kCapitalised}) {
      result.listed[form] = listed_after(state.listed[form], next, listed_symbol(form, next));
    }
  }
  if (next.is_space) begin_word(result);
  return result;
}

}  // namespace inkline
