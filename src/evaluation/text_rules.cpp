#include <inkline/evaluation/text_rules.hpp>

#include <cstdint>

#include <inkline/base/utf8.hpp>

namespace inkline {
namespace {

constexpr char32_t kNoBreakSpace = 0xA0;

bool within(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

/// `point` is one valid UTF-8 sequence, as code_points() gives them.
char32_t value_of(std::string_view point) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(point[i]));
  };
  switch (point.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    case 3:
      return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    default:
      return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
             (byte(3) & 0x3FU);
  }
}

/// Only for the letters that to_lower() makes: below U+0800.
std::string utf8_of(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  return {static_cast<char>(0xC0U | c >> 6U), static_cast<char>(0x80U | (c & 0x3FU))};
}

bool is_space(char32_t c) {
  return c == ' ' || within(c, '\t', '\r') || c == kNoBreakSpace || within(c, 0x2000, 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x3000;
}

/// Letters and digits. Outside of Latin-1 the blocks of punctuation and symbols are named and
/// the rest counts as letters.
bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return within(c, '0', '9') || within(c, 'A', 'Z') || within(c, 'a', 'z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  return !within(c, 0x2000, 0x2BFF) && !within(c, 0x3000, 0x303F) && !within(c, 0xFF00, 0xFF0F) &&
         c != 0xFEFF && c != 0xFFFD;
}

/// In these blocks capital and small letter alternate.
char32_t lower_of_pair(char32_t c, bool capital_is_even) {
  const bool even = c % 2 == 0;
  return even == capital_is_even ? c + 1 : c;
}

char32_t to_lower(char32_t c) {
  if (within(c, 'A', 'Z')) return c + 32;
  if (within(c, 0xC0, 0xDE) && c != 0xD7) return c + 32;
  if (c == 0x178) return 0xFF;
  if (within(c, 0x100, 0x137) && c != 0x130 && c != 0x131) return lower_of_pair(c, true);
  if (within(c, 0x139, 0x148)) return lower_of_pair(c, false);
  if (within(c, 0x14A, 0x177)) return lower_of_pair(c, true);
  if (within(c, 0x179, 0x17E)) return lower_of_pair(c, false);
  if (within(c, 0x391, 0x3A9)) return c + 32;
  if (within(c, 0x410, 0x42F)) return c + 32;
  if (within(c, 0x400, 0x40F)) return c + 80;
  return c;
}

/// The text as it is compared, but with every gap between words as one space.
std::vector<std::string> spaced_characters(std::string_view text, const TextRules& rules) {
  std::vector<std::string> characters;
  bool gap = false;
  for (std::string& point : code_points(text)) {
    const char32_t c = value_of(point);
    if (is_space(c)) {
      gap = true;
      continue;
    }
    if (rules.ignore_punctuation && !is_letter_or_digit(c)) continue;
    if (gap && !characters.empty()) characters.emplace_back(" ");
    gap = false;
    const char32_t lower = rules.ignore_case ? to_lower(c) : c;
    characters.push_back(lower == c ? std::move(point) : utf8_of(lower));
  }
  return characters;
}

}  // namespace

TextRules TextRules::resolved() const {
  TextRules rules = *this;
  if (letters_and_digits) {
    rules.ignore_case = rules.ignore_punctuation = rules.ignore_spaces = true;
  }
  return rules;
}

std::vector<std::string> comparable_characters(std::string_view text, const TextRules& rules) {
  const TextRules resolved = rules.resolved();
  std::vector<std::string> characters = spaced_characters(text, resolved);
  if (resolved.ignore_spaces) std::erase(characters, " ");
  return characters;
}

std::vector<std::string> comparable_words(std::string_view text, const TextRules& rules) {
  std::vector<std::string> words;
  bool inside = false;
  for (const std::string& character : spaced_characters(text, rules.resolved())) {
    if (character == " ") {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    words.back() += character;
  }
  return words;
}

std::vector<std::vector<std::string>> comparable_rows(std::string_view text,
                                                      const TextRules& rules) {
  std::vector<std::vector<std::string>> rows;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\n\f");
    std::vector<std::string> row = comparable_characters(text.substr(0, end), rules);
    if (!row.empty()) rows.push_back(std::move(row));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return rows;
}

}  // namespace inkline
