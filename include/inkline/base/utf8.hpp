#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkline {

/// Splits UTF-8 text into its code points, each as a string of 1 to 4 bytes. A byte that does
/// not belong to a valid sequence becomes U+FFFD.
std::vector<std::string> code_points(std::string_view text);

/// A to Z made small; all else, accented capitals too, stays.
std::string in_small_letters(std::string text);

}  // namespace inkline
