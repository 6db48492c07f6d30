#include "row_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace inkline {
namespace {

// Heights by that of a capital, the usual proportions of print and script.
constexpr double kSmall = 0.6;
constexpr double kBelow = 0.4;

bool holds_any(std::string_view text, std::string_view set) {
  return text.find_first_of(set) != std::string_view::npos;
}

constexpr std::string_view kRising =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhkltij!?()[]{}|/\\'\"&$#%@";
constexpr std::string_view kHanging = "gjpqy";

/// Steepness of the line through all points with the least squares; 0 for short rows, where
/// letters decide more than the row.
double slope_of(const Ink& ink) {
  const InkBounds bounds = bounds_of(ink);
  if (bounds.width() < 4 * bounds.height()) return 0;
  double sum_x = 0;
  double sum_y = 0;
  for (const InkPoint& point : ink.points) {
    sum_x += point.x;
    sum_y += point.y;
  }
  const auto n = static_cast<double>(ink.points.size());
  const double mean_x = sum_x / n;
  const double mean_y = sum_y / n;
  double xx = 0;
  double xy = 0;
  for (const InkPoint& point : ink.points) {
    xx += (point.x - mean_x) * (point.x - mean_x);
    xy += (point.x - mean_x) * (point.y - mean_y);
  }
  return xx > 0 ? xy / xx : 0;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double usual_width(char c) {
  constexpr std::string_view narrow = "iljI1.,:;!'|()[]t f-\"`";
  constexpr std::string_view wide = "mwMW@%";
  if (narrow.find(c) != std::string_view::npos) return 0.4;
  return wide.find(c) != std::string_view::npos ? 0.95 : 0.62;
}

}  // namespace

double usual_width(std::string_view text) {
  double width = 0;
  for (const char c : text) width += usual_width(c);
  return width;
}

double stacked_share(const Ink& ink) {
  std::vector<InkBounds> strokes;
  std::vector<double> heights;
  for (std::size_t s = 0; s < ink.strokes(); ++s) {
    Ink one;
    const std::span<const InkPoint> points = ink.stroke(s);
    one.points.assign(points.begin(), points.end());
    strokes.push_back(bounds_of(one));
    heights.push_back(strokes.back().height());
  }
  if (strokes.size() < 2) return 0;
  std::sort(heights.begin(), heights.end());
  const double least = 0.6 * quantile(heights, 0.6);
  std::erase_if(strokes, [&](const InkBounds& stroke) { return !(stroke.height() > least); });
  const auto is_above = [](const InkBounds& a, const InkBounds& b) {
    const float shared = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float narrow = std::min(a.width(), b.width());
    return a.bottom < b.top && shared > 0.3F * narrow;
  };
  const auto stacked = std::count_if(strokes.begin(), strokes.end(), [&](const InkBounds& a) {
    return std::any_of(strokes.begin(), strokes.end(),
                       [&](const InkBounds& b) { return is_above(a, b); });
  });
  return strokes.empty() ? 0 : static_cast<double>(stacked) / static_cast<double>(strokes.size());
}

RowShape row_shape(const Ink& ink, std::string_view label) {
  RowShape shape;
  if (ink.empty() || label.empty()) return shape;
  shape.slope = slope_of(ink);
  const InkBounds bounds = bounds_of(ink);
  const double middle = (bounds.left + bounds.right) / 2;
  std::vector<double> heights;
  heights.reserve(ink.points.size());
  for (const InkPoint& point : ink.points) {
    heights.push_back(point.y - shape.slope * (point.x - middle));
  }
  std::sort(heights.begin(), heights.end());
  const double top = quantile(heights, 0.01);
  const double bottom = quantile(heights, 0.99);
  const double above = holds_any(label, kRising) ? 1 : kSmall;
  const double below = holds_any(label, kHanging) ? kBelow : 0;
  shape.letter_height = (bottom - top) / (above + below);
  shape.baseline = bottom - below * shape.letter_height;
  if (shape.letter_height > 0) {
    shape.fit = bounds.width() / (usual_width(label) * shape.letter_height);
  }
  return shape;
}

}  // namespace inkline
