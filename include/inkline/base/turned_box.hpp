#pragma once

#include <inkline/base/box.hpp>

namespace inkline {

/// Where a box lies once its page is turned.
///
/// @param page     size and place of the page before it is turned; x and y are 0
/// @param degrees  clockwise; 0, 90, 180 or 270
inline Box turned(const Box& box, const Box& page, int degrees) {
  switch (degrees) {
    case 90:
      return {page.height - box.bottom(), box.x, box.height, box.width};
    case 180:
      return {page.width - box.right(), page.height - box.bottom(), box.width, box.height};
    case 270:
      return {box.y, page.width - box.right(), box.height, box.width};
    default:
      return box;
  }
}

}  // namespace inkline
