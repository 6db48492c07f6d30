#include "thin_ink.hpp"

#include <cstddef>
#include <span>

namespace inkline {

Ink thinned(const Ink& ink, float least) {
  Ink thin;
  for (std::size_t s = 0; s < ink.strokes(); ++s) {
    const std::span<const InkPoint> stroke = ink.stroke(s);
    InkPoint last = stroke.front();
    thin.points.push_back(last);
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const float dx = stroke[i].x - last.x;
      const float dy = stroke[i].y - last.y;
      const bool is_near = dx * dx + dy * dy <= least * least;
      if (is_near && (i + 1 < stroke.size() || stroke[i] == last)) continue;
      last = stroke[i];
      thin.points.push_back(last);
    }
    thin.end_stroke();
  }
  thin.points.shrink_to_fit();
  return thin;
}

}  // namespace inkline
