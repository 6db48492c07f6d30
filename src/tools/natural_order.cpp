#include "natural_order.hpp"

#include <algorithm>
#include <cstddef>

namespace inkline::tools {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Cuts the digits off the front of `text` and gives them back without leading zeros.
std::string_view take_number(std::string_view& text) {
  const std::size_t end =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  const std::size_t zeros = digits.find_first_not_of('0');
  return digits.substr(zeros == std::string_view::npos ? digits.size() : zeros);
}

int sign_of(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

int compare(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      if (const int sign = sign_of(take_number(a), take_number(b)); sign != 0) return sign;
      continue;
    }
    const auto left = static_cast<unsigned char>(folded(a.front()));
    const auto right = static_cast<unsigned char>(folded(b.front()));
    if (left != right) return left < right ? -1 : 1;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  const int sign = compare(a, b);
  return sign != 0 ? sign < 0 : a < b;
}

}  // namespace inkline::tools
