#include "report_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include <inkline/base/utf8.hpp>

namespace inkline::tools {

double share_of(std::size_t hits, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(all);
}

std::string percent(double share) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%6.2f %%", share * 100);
  return text.data();
}

std::string decimals_of(double value, int decimals) {
  std::array<char, 352> text{};  // the largest double has 309 digits before the point
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t length = code_points(text).size();
  return std::string(text) + std::string(std::max<std::size_t>(width, length + 1) - length, ' ');
}

}  // namespace inkline::tools
