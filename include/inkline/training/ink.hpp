#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace inkline {

/// A place of the pen in the units of its digitiser; y grows downwards as on a page.
struct InkPoint {
  float x = 0;
  float y = 0;
  bool operator==(const InkPoint&) const = default;
};

/// Strokes of a pen: one run of points for each time it touched the paper.
struct Ink {
  std::vector<InkPoint> points;            ///< of all strokes, one after another
  std::vector<std::uint32_t> stroke_ends;  ///< where each stroke ends in `points`; ascending

  std::size_t strokes() const { return stroke_ends.size(); }
  bool empty() const { return points.empty(); }

  std::span<const InkPoint> stroke(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : stroke_ends[index - 1];
    return std::span(points).subspan(begin, stroke_ends[index] - begin);
  }

  /// Ends the stroke that the latest points belong to; does nothing when there are none.
  void end_stroke() {
    const auto end = static_cast<std::uint32_t>(points.size());
    if (end != (stroke_ends.empty() ? 0U : stroke_ends.back())) stroke_ends.push_back(end);
  }
};

/// The smallest upright rectangle around some ink.
struct InkBounds {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;

  float width() const { return right - left; }
  float height() const { return bottom - top; }
};

/// All zero when there is no ink.
inline InkBounds bounds_of(const Ink& ink) {
  if (ink.empty()) return {};
  const InkPoint& first = ink.points.front();
  InkBounds bounds{first.x, first.y, first.x, first.y};
  for (const InkPoint& point : ink.points) {
    bounds.left = std::min(bounds.left, point.x);
    bounds.top = std::min(bounds.top, point.y);
    bounds.right = std::max(bounds.right, point.x);
    bounds.bottom = std::max(bounds.bottom, point.y);
  }
  return bounds;
}

}  // namespace inkline
