#pragma once

#include <algorithm>

namespace inkline {

/// An upright rectangle in pixels of the page as loaded. Columns x .. right() - 1 and rows
/// y .. bottom() - 1 belong to it; it is empty when width or height is 0.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  int right() const { return x + width; }
  int bottom() const { return y + height; }
  double centre_x() const { return x + width / 2.0; }
  double centre_y() const { return y + height / 2.0; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool operator==(const Box&) const = default;
};

/// The smallest box that holds both; an empty box adds nothing.
inline Box united(const Box& a, const Box& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// What both boxes cover; an empty box when they are apart.
inline Box common(const Box& a, const Box& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  const Box box{x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
  return box.empty() ? Box{} : box;
}

/// Columns that both boxes cover; negative is the gap between them.
inline int horizontal_overlap(const Box& a, const Box& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x);
}

/// Rows that both boxes cover; negative is the gap between them.
inline int vertical_overlap(const Box& a, const Box& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
}

}  // namespace inkline
