#pragma once

#include <cstddef>
#include <span>

namespace inkline {

/// The bytes of the model file that the build put into this program (CMake's INKLINE_MODEL); empty
/// when there was none. Only programs link it: inkline::embedded_model.
std::span<const std::byte> embedded_model();

}  // namespace inkline
