#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace inkline {

/// The middle one of some values, the upper of the two in the middle; 0 of none.
template <class Number>
Number median(std::vector<Number> values) {
  if (values.empty()) return Number{};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace inkline
