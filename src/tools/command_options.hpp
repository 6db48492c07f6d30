#pragma once

#include <charconv>
#include <string>
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

}  // namespace inkline::tools
