#include "row_composition.hpp"

#include <algorithm>
#include <cmath>

namespace inkline {
namespace {

void add_moved(const Ink& from, double scale, double dx, double dy, Ink& to) {
  for (std::size_t s = 0; s < from.strokes(); ++s) {
    for (const InkPoint& point : from.stroke(s)) {
      to.points.push_back(
          {static_cast<float>(scale * point.x + dx), static_cast<float>(scale * point.y + dy)});
    }
    to.end_stroke();
  }
}

}  // namespace

RowSpacing pick_letter_spacing(Random& random) {
  RowSpacing spacing;
  const double kind = random.unit();
  if (kind < 0.18) {
    spacing.gap = random.uniform(-0.08, 0.03);
  } else if (kind < 0.65) {
    spacing.gap = random.uniform(0.02, 0.28);
  } else if (kind < 0.85) {
    spacing.gap = random.uniform(0.25, 0.8);
  } else {
    spacing.pitch = random.uniform(0.9, 2.2);
  }
  spacing.gap_spread = 0.03 + random.uniform(0.05, 0.3) * std::abs(spacing.gap);
  const double base = std::max(spacing.gap, 0.0);
  spacing.space = random.log_uniform(0.35, 2.6);
  spacing.space += base * random.uniform(0.3, 1.5);
  spacing.wobble = random.uniform(0, 0.07);
  return spacing;
}

RowSpacing pick_word_spacing(Random& random) {
  RowSpacing spacing;
  spacing.gap_spread = 0.1;
  spacing.space = random.log_uniform(0.3, 2.6);
  spacing.wobble = random.uniform(0, 0.08);
  return spacing;
}

Ink set_row(std::span<const RowPiece> pieces, const RowSpacing& spacing, Random& random) {
  Ink row;
  double x = 0;
  for (const RowPiece& piece : pieces) {
    const InkBounds bounds = bounds_of(*piece.ink);
    const double width = piece.scale * bounds.width();
    const double lift = piece.bottom + random.normal(0, spacing.wobble);
    double left = x;
    if (spacing.pitch > 0) {
      if (piece.space_before) x += spacing.pitch;
      left = x + (spacing.pitch - width) / 2 + random.normal(0, 0.05);
      x += std::max(spacing.pitch, width);
    } else {
      if (piece.space_before) x += std::max(0.2, spacing.space * random.uniform(0.8, 1.25));
      left = x;
      // However close, a letter begins after the one before it.
      x += std::max(0.3 * width, width + random.normal(spacing.gap, spacing.gap_spread));
    }
    add_moved(*piece.ink, piece.scale, left - piece.scale * bounds.left,
              -lift - piece.scale * bounds.bottom, row);
  }
  return row;
}

}  // namespace inkline
