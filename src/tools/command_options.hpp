#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <inkline/base/error.hpp>

#include "options.hpp"

namespace inkline::tools {

/// For commands that take options alone.
inline void refuse_leftovers(const std::vector<std::string>& leftovers) {
  if (leftovers.empty()) return;
  throw Error(Fault::usage, "'" + leftovers.front() + "' is not an option of this command");
}

/// A number as a person would write it in --help.
inline std::string shown(double value) {
  std::string text(32, '\0');
  const auto [end, fault] =
      std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(value));
  text.resize(fault == std::errc{} ? static_cast<std::size_t>(end - text.data()) : 0);
  return text;
}

/// Values of options that are bound to a field and show what it holds as their default.
template <class Value>
auto number(Value& value) {
  return cxxopts::value(value)->default_value(
      std::is_floating_point_v<Value> ? shown(static_cast<double>(value)) : std::to_string(value));
}

inline auto word(std::string& value, std::string_view preset) {
  return cxxopts::value(value)->default_value(std::string(preset));
}

inline auto text(std::string& value) {
  return cxxopts::value(value);
}

}  // namespace inkline::tools
