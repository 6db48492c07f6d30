#include "row_label.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace inkline {
namespace {

constexpr std::array<std::string_view, 9> kTokenised{"att", "cea", "ceb", "cec", "ced",
                                                     "dar", "hpb", "hpp", "sta"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c != ' ') {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_mark(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return !is_letter(c) && !is_digit(c); });
}

/// Whether a mark on its own hangs on the word before it, on the one after it, or on both.
struct Hanging {
  bool before = false;
  bool after = false;
};

/// Nothing when it cannot be told.
std::optional<Hanging> hanging(const std::vector<std::string>& words, std::size_t i,
                               bool& quote_is_open) {
  if (words[i].size() != 1) return {};
  const char mark = words[i][0];
  if (std::string_view(",.;:!?)]}%").find(mark) != std::string_view::npos)
    return Hanging{true, false};
  if (std::string_view("([{$#").find(mark) != std::string_view::npos) return Hanging{false, true};
  if (mark == '"') {
    quote_is_open = !quote_is_open;
    return quote_is_open ? Hanging{false, true} : Hanging{true, false};
  }
  const char before = i > 0 ? words[i - 1].back() : ' ';
  const char after = i + 1 < words.size() ? words[i + 1].front() : ' ';
  if (mark == '\'' && is_letter(before) && is_letter(after)) return Hanging{true, true};
  if (mark == '-' && is_digit(before) && is_digit(after)) return Hanging{true, true};
  return {};
}

/// Whether the labels of a contributor hold a blank between the digits of a number.
bool spaces_digits(std::string_view contributor) {
  return contributor == "hpp" || contributor == "hpb";
}

/// What hangs on the word before it though it is no mark: the end of `they 'd`, and that of `24 th`
/// where the digits stand apart.
bool is_ending(const std::string& word, const std::string& text, std::string_view contributor) {
  if (text.empty()) return false;
  if (word.size() > 1 && word[0] == '\'' && is_letter(word[1])) return is_letter(text.back());
  const bool is_ordinal = word == "st" || word == "nd" || word == "rd" || word == "th";
  return is_ordinal && spaces_digits(contributor) && is_digit(text.back());
}

std::optional<std::string> joined(const std::vector<std::string>& words,
                                  std::string_view contributor) {
  std::string text;
  bool quote_is_open = false;
  bool hangs = true;  // the next word on what stands before it
  for (std::size_t i = 0; i < words.size(); ++i) {
    Hanging here;
    if (is_mark(words[i])) {
      const std::optional<Hanging> found = hanging(words, i, quote_is_open);
      if (!found && words.size() > 1) return {};
      here = found.value_or(Hanging{});
    } else if (spaces_digits(contributor) && words[i].size() == 1 && is_digit(words[i][0])) {
      here.before = !text.empty() && is_digit(text.back());
    } else {
      here.before = is_ending(words[i], text, contributor);
    }
    if (!hangs && !here.before) text += ' ';
    text += words[i];
    hangs = here.after;
  }
  return text;
}

/// Contributor kai marks strokes that belong to no letter by @, between the letters.
std::string without_noise(std::string_view label) {
  std::string text(label);
  std::erase(text, '@');
  return text;
}

/// Programs and sums: blanks around their marks are anybody's guess.
bool is_program(std::string_view text) {
  return text.find_first_of("(){}[]\"=<>*/\\#%&|;_") != std::string_view::npos;
}

}  // namespace

std::optional<std::string> row_label(std::string_view label, std::string_view contributor) {
  const bool printable =
      std::all_of(label.begin(), label.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!printable) return {};
  const std::vector<std::string> words =
      words_of(contributor == "kai" ? without_noise(label) : std::string(label));
  if (words.empty()) return {};
  if (contributor == "att" && words.size() > 1) return {};
  const bool tokenised =
      std::find(kTokenised.begin(), kTokenised.end(), contributor) != kTokenised.end();
  if (tokenised) {
    const bool unclear = contributor == "ced" && is_program(label);
    if (unclear && words.size() > 1) return {};
    return joined(words, contributor);
  }
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace inkline
