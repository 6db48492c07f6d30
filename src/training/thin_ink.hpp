#pragma once

#include <inkline/training/ink.hpp>

namespace inkline {

/// Drops points no further than `least` from the one before; ends of strokes stay, so that a dot
/// stays a dot.
/// @param least  in the units of the ink
Ink thinned(const Ink& ink, float least);

}  // namespace inkline
