#pragma once

#include <set>
#include <string>
#include <string_view>

namespace inkline::tools {

/// The characters of a list such as `A-Z0-9.,`: ranges of ASCII letters and digits, and single
/// characters of any kind. A minus sign that is first or last stands for itself.
/// @throws Error  Fault::usage when it is empty or a range runs backwards
std::set<std::string> character_set(std::string_view list);

}  // namespace inkline::tools
