#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkline::tools {

/// hits / all; 0 when there are none.
double share_of(std::size_t hits, std::size_t all);

/// 0.1234 as " 12.34 %", at least 8 characters wide.
std::string percent(double share);

/// 0.1234 with 2 decimals as "0.12".
std::string decimals_of(double value, int decimals);

/// `text` with spaces up to `width` code points, and never fewer than one space behind it.
std::string padded(std::string_view text, std::size_t width);

}  // namespace inkline::tools
