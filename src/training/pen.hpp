#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/random.hpp>

namespace inkline {

// What the drawing of characters and that of rows have in common: strokes of a pen in pixels, and
// which pixels they cover.

/// A point of a stroke in pixels, half the width of the pen there and how dark it writes, 0 to 1.
struct PenPoint {
  float x = 0;
  float y = 0;
  float radius = 0;
  float shade = 1;
};

using PenStrokes = std::vector<std::vector<PenPoint>>;

/// A slow wave that moves points to and fro, as an uneven hand or crumpled paper does.
struct Wave {
  double along_x = 0;
  double along_y = 0;
  double phase = 0;
  double size = 0;

  double at(double x, double y) const { return size * std::sin(along_x * x + along_y * y + phase); }
};

/// @param size       usual height of the wave
/// @param turns      waves per letter height
/// @param direction  radians
Wave pick_wave(double size, double turns, double direction, Random& random);

/// In any direction, about one wave per letter.
Wave pick_wave(double size, Random& random);

double radians(double degrees);

/// Moves all strokes so that they stand `around` pixels from the edges of the paper, whose size is
/// the answer.
cv::Size place_on_paper(PenStrokes& strokes, float around);

/// Calls darken(x, y, cover) for every pixel of the paper near the way from a to b; cover is 1
/// within the pen's radius and falls to 0 over one pixel.
template <class Darken>
void cover_step(const PenPoint& a, const PenPoint& b, cv::Size paper, const Darken& darken) {
  const float reach = (a.radius + b.radius) / 2 + 0.5F;
  const int x0 = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
  const int y0 = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
  const int x1 = std::min(paper.width - 1, static_cast<int>(std::max(a.x, b.x) + reach));
  const int y1 = std::min(paper.height - 1, static_cast<int>(std::max(a.y, b.y) + reach));
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float inverse = 1.0F / std::max(dx * dx + dy * dy, 1e-6F);
  for (int y = y0; y <= y1; ++y) {
    const float py = static_cast<float>(y) + 0.5F - a.y;
    for (int x = x0; x <= x1; ++x) {
      const float px = static_cast<float>(x) + 0.5F - a.x;
      const float t = std::clamp((px * dx + py * dy) * inverse, 0.0F, 1.0F);
      const float ex = px - t * dx;
      const float ey = py - t * dy;
      darken(x, y, std::clamp(reach - std::sqrt(ex * ex + ey * ey), 0.0F, 1.0F));
    }
  }
}

/// Calls step(from, to) for pieces of the way from a to b that are hardly longer than `longest`: a
/// long slanting step has a large box around it.
template <class Step>
void walk(const PenPoint& a, const PenPoint& b, float longest, const Step& step) {
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  const int pieces = std::max(1, static_cast<int>(length / longest));
  PenPoint from = a;
  for (int i = 1; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(pieces);
    const PenPoint to{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y),
                      a.radius + t * (b.radius - a.radius), a.shade + t * (b.shade - a.shade)};
    step(from, to);
    from = to;
  }
}

/// The whole of a stroke, a dot where it is one point.
template <class Step>
void walk(const std::vector<PenPoint>& stroke, float longest, const Step& step) {
  if (stroke.size() == 1) step(stroke[0], stroke[0]);
  for (std::size_t i = 1; i < stroke.size(); ++i) walk(stroke[i - 1], stroke[i], longest, step);
}

}  // namespace inkline
