#include <inkline/training/reject_ink.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string_view>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

// Characters whose parts are hardly ever another character, being wide or of many turns.
constexpr std::string_view kManyParts = "ABEGHKMNRWQXYZmwgkaexz2358#%&@$?";
constexpr std::string_view kSimple = "1Il|ijrcv()[]{}<>/\\-_~^'\"`.,:;!=+";

bool holds(std::string_view set, char character) {
  return set.find(character) != std::string_view::npos;
}

void add_line(InkPoint from, InkPoint to, Ink& ink) {
  constexpr int pieces = 8;
  for (int i = 0; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / pieces;
    ink.points.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
  }
  ink.end_stroke();
}

void add_moved(const Ink& from, float dx, float dy, Ink& to) {
  for (std::size_t s = 0; s < from.strokes(); ++s) {
    for (const InkPoint& point : from.stroke(s)) to.points.push_back({point.x + dx, point.y + dy});
    to.end_stroke();
  }
}

float bottom_in_row(const RejectSource& source, const HandSizes& hand) {
  if (source.character == 0) return 0;
  const double height = bounds_of(source.ink).height();
  return static_cast<float>(usual_bottom(source.character, height, hand));
}

/// Two characters on one line, the second at the side of the first so that they touch.
Ink touching_pair(const RejectSource& own, const RejectSource& other, const HandSizes& hand,
                  Random& random) {
  const InkBounds left = bounds_of(own.ink);
  const InkBounds right = bounds_of(other.ink);
  const auto gap = static_cast<float>(random.normal(-0.03, 0.08) * hand.capital);
  Ink pair;
  add_moved(own.ink, -left.right, -left.bottom - bottom_in_row(own, hand), pair);
  add_moved(other.ink, gap - right.left, -right.bottom - bottom_in_row(other, hand), pair);
  return pair;
}

/// A run of a quarter to half of all points.
Ink fragment(const Ink& ink, Random& random) {
  const std::size_t points = ink.points.size();
  const auto length =
      static_cast<std::size_t>(random.uniform(0.25, 0.5) * static_cast<double>(points));
  const std::size_t begin = random.index(points - length);
  Ink part;
  for (std::size_t s = 0, at = 0; s < ink.strokes(); ++s) {
    for (const InkPoint& point : ink.stroke(s)) {
      if (at >= begin && at <= begin + length) part.points.push_back(point);
      ++at;
    }
    part.end_stroke();
  }
  return part;
}

/// Two or three rules that cross or meet at a corner, sometimes with a stroke of writing on them.
Ink rules(const HandSizes& hand, Random& random) {
  const auto unit = static_cast<float>(hand.capital);
  const auto width = static_cast<float>(random.uniform(2, 6)) * unit;
  const auto height = static_cast<float>(random.uniform(0.5, 4)) * unit;
  const auto x = random.chance(0.6) ? 0 : static_cast<float>(random.uniform(0.1, 0.9)) * width;
  const auto y = random.chance(0.5) ? height : static_cast<float>(random.uniform(0, 0.9)) * height;
  Ink ink;
  add_line({0, y}, {width, y}, ink);
  add_line({x, 0}, {x, height}, ink);
  if (random.chance(0.3)) add_line({width, 0}, {width, height}, ink);
  if (random.chance(0.2)) add_line({0, 0}, {width, 0}, ink);
  return ink;
}

/// Strokes to and fro over a small place: a blot, or a word that was struck out.
Ink scribble(const HandSizes& hand, Random& random) {
  const double width = random.uniform(0.2, 2.5) * hand.capital;
  const double height = random.uniform(0.2, 1.1) * hand.capital;
  const double turns = random.uniform(3, 9);
  const double phase = random.uniform(0, 2 * std::numbers::pi);
  Ink ink;
  constexpr int points = 80;
  for (int i = 0; i < points; ++i) {
    const double t = static_cast<double>(i) / points;
    const double swing = std::sin(2 * std::numbers::pi * turns * t + phase);
    const double x = width * (t + 0.2 * std::cos(2 * std::numbers::pi * turns * 0.7 * t));
    ink.points.push_back({static_cast<float>(x), static_cast<float>(height / 2 * swing)});
  }
  ink.end_stroke();
  return ink;
}

/// Keeps one side of a picture, cut straight down or across somewhere in its middle.
void keep_one_side(cv::Mat1b& ink, Random& random) {
  const cv::Rect bounds = cv::boundingRect(ink);
  cv::Rect lost = bounds;
  const double share = random.uniform(0.35, 0.65);
  if (bounds.width > bounds.height || random.chance(0.6)) {
    lost.width = static_cast<int>(share * bounds.width);
    if (random.chance(0.5)) lost.x += bounds.width - lost.width;
  } else {
    lost.height = static_cast<int>(share * bounds.height);
    if (random.chance(0.5)) lost.y += bounds.height - lost.height;
  }
  cv::Mat1b without = ink.clone();
  without(lost).setTo(0);
  if (cv::countNonZero(without) > 0) ink = without;
}

/// Clouds of ink: blurred noise cut at a threshold, as dirt, wood or cloth around a sheet gives.
DrawnInk texture(const HandSizes& hand, Random& random) {
  const cv::Size size(12 + static_cast<int>(random.index(50)),
                      12 + static_cast<int>(random.index(30)));
  cv::Mat1b noise(size);
  for (uchar& shade : noise) shade = static_cast<uchar>(random.next() >> 56U);
  const double sigma = random.uniform(0.6, 3);
  cv::GaussianBlur(noise, noise, cv::Size(), sigma, random.chance(0.5) ? sigma : 2 * sigma);
  cv::Mat1b ink(noise > cv::mean(noise)[0] + random.uniform(-2, 10));
  if (cv::countNonZero(ink) == 0) ink(size.height / 2, size.width / 2) = 255;
  return {ink, random.uniform(20, 60) / hand.capital, 0.1 * hand.capital};
}

}  // namespace

bool is_intricate(char character) {
  return character != 0 && !holds(kSimple, character);
}

DrawnInk draw_reject(const RejectSource& own, const RejectSource& other, const HandSizes& hand,
                     const DrawParams& params, Random& random) {
  const double pick = random.unit();
  if (pick < 0.06) return texture(hand, random);
  if (pick < 0.14) return draw_ink(rules(hand, random), hand.capital, params, random);
  if (pick < 0.22) return draw_ink(scribble(hand, random), hand.capital, params, random);
  const bool can_break = holds(kManyParts, own.character);
  if (pick < 0.38 && can_break) {
    return draw_ink(fragment(own.ink, random), hand.capital, params, random);
  }
  if (pick < 0.56 && can_break) {
    DrawnInk drawn = draw_ink(own.ink, hand.capital, params, random);
    keep_one_side(drawn.ink, random);
    return drawn;
  }
  return draw_ink(touching_pair(own, other, hand, random), hand.capital, params, random);
}

}  // namespace inkline
