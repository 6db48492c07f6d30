#include "sheet_edges.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

constexpr double kOnLine = 1.5;  // pixels that an outline may waver, pixelation and blur included

using Outline = std::vector<cv::Point>;

Outline longest_outline(const cv::Mat1b& paper) {
  std::vector<Outline> outlines;
  cv::findContours(paper, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  const auto longest =
      std::max_element(outlines.begin(), outlines.end(),
                       [](const Outline& a, const Outline& b) { return a.size() < b.size(); });
  return longest == outlines.end() ? Outline{} : *longest;
}

bool is_at_border(cv::Point point, cv::Size picture) {
  return point.x <= 0 || point.y <= 0 || point.x >= picture.width - 1 ||
         point.y >= picture.height - 1;
}

/// Points of the outline that lie on the line through a and b.
Outline points_on(const Outline& outline, cv::Point2d place, cv::Point2d direction) {
  Outline found;
  for (const cv::Point& point : outline) {
    const cv::Point2d from = cv::Point2d(point) - place;
    if (std::abs(from.cross(direction)) <= kOnLine) found.push_back(point);
  }
  return found;
}

/// The line through two points, fitted to the outline along it; no desk on either side of it, or
/// on both, is no edge.
std::optional<SheetEdge> edge_along(const Outline& outline, cv::Point2d a, cv::Point2d b,
                                    const cv::Mat1b& paper) {
  cv::Point2d place = 0.5 * (a + b);
  cv::Point2d direction = (b - a) / cv::norm(b - a);
  Outline points;
  for (int round = 0; round < 3; ++round) {
    points = points_on(outline, place, direction);
    if (points.size() < 2) return std::nullopt;
    cv::Vec4f line;
    cv::fitLine(points, line, cv::DIST_L2, 0, 0.01, 0.01);
    direction = {line[0], line[1]};
    place = {line[2], line[3]};
  }
  constexpr double aside = 4;
  const cv::Point2d across(direction.y, -direction.x);
  const auto is_paper = [&](cv::Point2d point) {
    const cv::Point at(static_cast<int>(std::lround(point.x)),
                       static_cast<int>(std::lround(point.y)));
    return cv::Rect({}, paper.size()).contains(at) && paper(at) != 0;
  };
  int one_side = 0;
  int other_side = 0;
  for (const cv::Point& point : points) {
    if (is_paper(cv::Point2d(point) + aside * across)) ++one_side;
    if (is_paper(cv::Point2d(point) - aside * across)) ++other_side;
  }
  const cv::Point2d outward = one_side < other_side ? across : -across;
  return SheetEdge{place, outward, static_cast<double>(points.size())};
}

/// Left, above, right, below.
std::size_t side_of(const SheetEdge& edge) {
  if (std::abs(edge.outward.x) > std::abs(edge.outward.y)) return edge.outward.x < 0 ? 0 : 2;
  return edge.outward.y < 0 ? 1 : 3;
}

}  // namespace

SheetEdges sheet_edges(const cv::Mat1b& paper) {
  constexpr double straight = 0.01;  // of the longer side: how far a corner sticks out
  constexpr double shortest = 0.1;   // of the shorter side
  const Outline all = longest_outline(paper);
  Outline outline;
  for (const cv::Point& point : all) {
    if (!is_at_border(point, paper.size())) outline.push_back(point);
  }
  SheetEdges edges;
  if (all.size() < 4) return edges;
  Outline corners;
  cv::approxPolyDP(all, corners, straight * std::max(paper.rows, paper.cols), true);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const cv::Point2d a = corners[i];
    const cv::Point2d b = corners[(i + 1) % corners.size()];
    if (cv::norm(b - a) < shortest * std::min(paper.rows, paper.cols)) continue;
    const std::optional<SheetEdge> edge = edge_along(outline, a, b, paper);
    if (!edge) continue;
    std::optional<SheetEdge>& best = edges[side_of(*edge)];
    if (!best || edge->seen > best->seen) best = edge;
  }
  return edges;
}

std::optional<cv::Point2d> crossing(const SheetEdge& a, const SheetEdge& b) {
  constexpr double parallel = 0.2;  // sine of the angle between them
  const double sine = a.outward.cross(b.outward);
  if (std::abs(sine) < parallel) return std::nullopt;
  const double at_a = a.place.dot(a.outward);
  const double at_b = b.place.dot(b.outward);
  return cv::Point2d((at_a * b.outward.y - at_b * a.outward.y) / sine,
                     (at_b * a.outward.x - at_a * b.outward.x) / sine);
}

double length_of(const SheetEdges& edges, std::size_t side, cv::Size picture) {
  const SheetEdge& edge = *edges[side];
  const cv::Point2d along(-edge.outward.y, edge.outward.x);
  // The part of the edge inside everything that bounds it: a <= t <= b along the edge.
  double low = -1e9;
  double high = 1e9;
  const auto bound = [&](cv::Point2d place, cv::Point2d outward) {
    const double speed = along.dot(outward);
    const double distance = (place - edge.place).dot(outward);
    if (std::abs(speed) < 1e-6) return;
    if (speed > 0) high = std::min(high, distance / speed);
    if (speed < 0) low = std::max(low, distance / speed);
  };
  bound({0, 0}, {-1, 0});
  bound({0, 0}, {0, -1});
  bound({1.0 * picture.width, 0}, {1, 0});
  bound({0, 1.0 * picture.height}, {0, 1});
  for (const std::size_t neighbour : {(side + 1) % 4, (side + 3) % 4}) {
    if (edges[neighbour]) bound(edges[neighbour]->place, edges[neighbour]->outward);
  }
  return std::max(0.0, high - low);
}

}  // namespace inkline
