#pragma once

// File names may hold commas; cxxopts would cut lists of strings at them.
#define CXXOPTS_VECTOR_DELIMITER '\0'
// Its other parser needs no std::regex, whose code GCC 12 warns of under the sanitizers.
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace inkline::tools {

/// The parts of `list` between commas; empty parts are left out.
inline std::vector<std::string> split_at_commas(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = list.find(',');
    if (end != 0) parts.emplace_back(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  }
  return parts;
}

}  // namespace inkline::tools
