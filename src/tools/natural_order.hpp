#pragma once

#include <string_view>

namespace inkline::tools {

/// Whether `a` sorts before `b` the way people count: page2 before page10. Digits compare by value,
/// ASCII letters without regard to case; what is equal so far compares by its bytes.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace inkline::tools
