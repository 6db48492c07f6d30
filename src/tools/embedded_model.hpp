#pragma once

#include <cstddef>
#include <span>

namespace inkline::tools {

/// The model file that the build put into the program; empty when it was built without one.
std::span<const std::byte> embedded_model();

}  // namespace inkline::tools
