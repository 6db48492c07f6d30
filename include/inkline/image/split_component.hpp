#pragma once

#include <inkline/image/components.hpp>

namespace inkline {

/// Where a component may be cut across: a line that rises or falls with the writing.
struct CrossCut {
  double slope = 0;   ///< pixels down per pixel to the right
  double top = 0;     ///< the highest place of the line, y at the middle of the component
  double bottom = 0;  ///< the lowest; the line with the least ink is taken
};

/// Cuts a component in two along the line with the least ink. What lies below the line becomes a
/// new component at the end of the list, labelled as such; the rest keeps its place.
///
/// @return  false, and nothing is changed, when one side would have no ink
bool split_component(Components& components, int item, const CrossCut& cut);

}  // namespace inkline
