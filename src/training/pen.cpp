#include "pen.hpp"

#include <numbers>

namespace inkline {

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

Wave pick_wave(double size, double turns, double direction, Random& random) {
  return {2 * std::numbers::pi * turns * std::cos(direction),
          2 * std::numbers::pi * turns * std::sin(direction),
          random.uniform(0, 2 * std::numbers::pi), size * random.normal(0, 1)};
}

Wave pick_wave(double size, Random& random) {
  const double direction = random.uniform(0, 2 * std::numbers::pi);
  const double turns = random.uniform(0.4, 1.4);
  return pick_wave(size, turns, direction, random);
}

cv::Size place_on_paper(PenStrokes& strokes, float around) {
  float left = 1e9F;
  float top = 1e9F;
  float right = -1e9F;
  float bottom = -1e9F;
  for (const std::vector<PenPoint>& stroke : strokes) {
    for (const PenPoint& point : stroke) {
      left = std::min(left, point.x - point.radius);
      top = std::min(top, point.y - point.radius);
      right = std::max(right, point.x + point.radius);
      bottom = std::max(bottom, point.y + point.radius);
    }
  }
  for (std::vector<PenPoint>& stroke : strokes) {
    for (PenPoint& point : stroke) {
      point.x += around - left;
      point.y += around - top;
    }
  }
  return {static_cast<int>(std::ceil(right - left + 2 * around)),
          static_cast<int>(std::ceil(bottom - top + 2 * around))};
}

}  // namespace inkline
