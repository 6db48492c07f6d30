#include <inkline/base/utf8.hpp>

#include <cstddef>

namespace inkline {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// Length of the sequence that a leading byte announces; 0 when it cannot lead one.
std::size_t announced_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Overlong forms, surrogates and values above U+10FFFF show in the second byte.
bool second_byte_fits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second < 0xA0;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second < 0x90;
    default:
      return true;
  }
}

bool is_sequence(std::string_view text, std::size_t begin, std::size_t length) {
  if (length == 0 || begin + length > text.size()) return false;
  for (std::size_t i = begin + 1; i < begin + length; ++i) {
    if ((byte_at(text, i) & 0xC0U) != 0x80U) return false;
  }
  return length == 1 || second_byte_fits(byte_at(text, begin), byte_at(text, begin + 1));
}

}  // namespace

std::vector<std::string> code_points(std::string_view text) {
  std::vector<std::string> points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = announced_length(byte_at(text, i));
    if (is_sequence(text, i, length)) {
      points.emplace_back(text.substr(i, length));
      i += length;
    } else {
      points.emplace_back(kReplacement);
      ++i;
    }
  }
  return points;
}

std::string in_small_letters(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace inkline
