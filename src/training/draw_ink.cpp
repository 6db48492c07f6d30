#include <inkline/training/draw_ink.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>

#include "pen.hpp"

namespace inkline {
namespace {

constexpr double kLargestExtent = 160;  // pixels; a crop is 32, so more is lost work
constexpr double kThinnestPen = 1.0;    // pixels; thinner strokes vanish in any scan
constexpr double kStep = 1.2;           // pixels between the points of a drawn stroke

void require_between(double value, double low, double high, const char* field) {
  if (value >= low && value <= high) return;  // no message is made: this runs for every drawing
  require_setting(false, std::string("draw.") + field + " must be " + std::to_string(low) + " to " +
                             std::to_string(high) + ", got " + std::to_string(value));
}

/// Darkness of the paper, 0 bare to 1 full ink.
struct Canvas {
  int width = 0;
  int height = 0;
  std::vector<float> shade;

  float* row(int y) { return shade.data() + static_cast<std::ptrdiff_t>(y) * width; }
};

/// Rounds the corners that coarse digitisers cut: each inner point moves to the weighted mean of
/// itself and its neighbours.
std::vector<InkPoint> smoothed(std::span<const InkPoint> stroke) {
  std::vector<InkPoint> result(stroke.begin(), stroke.end());
  for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
    result[i].x = 0.25F * stroke[i - 1].x + 0.5F * stroke[i].x + 0.25F * stroke[i + 1].x;
    result[i].y = 0.25F * stroke[i - 1].y + 0.5F * stroke[i].y + 0.25F * stroke[i + 1].y;
  }
  return result;
}

/// Everything that stays the same for the strokes of one character.
struct Hand {
  double scale = 1;  // pixels per unit of the ink
  double pen = 1;    // width in pixels
  double xx = 1, xy = 0, yx = 0, yy = 1;
  double shake = 0;  // pixels
  double nib = 0;    // how much the width depends on the direction
  double nib_angle = 0;
  Wave wave_x, wave_y;
};

Hand pick_hand(const InkBounds& bounds, double letter_height, const DrawParams& params,
               Random& random) {
  Hand hand;
  const double letter_pixels = random.log_uniform(params.low_height, params.high_height);
  const double extent = std::max(bounds.width(), bounds.height()) / letter_height * letter_pixels;
  const double shrink = extent > kLargestExtent ? kLargestExtent / extent : 1;
  hand.scale = letter_pixels * shrink / letter_height;
  const double height = letter_pixels * shrink;  // of a letter, in pixels
  hand.pen = std::max(kThinnestPen, height * random.log_uniform(params.low_pen, params.high_pen));

  const double shear = std::tan(radians(random.normal(0, params.slant_degrees)));
  const double turn = radians(random.normal(0, params.rotation_degrees));
  const double widen = std::exp(random.uniform(-params.aspect, params.aspect) / 2);
  // y grows downwards: a slant to the right moves the top, where y is small, to the right.
  hand.xx = std::cos(turn) * widen;
  hand.xy = -std::cos(turn) * shear - std::sin(turn) / widen;
  hand.yx = std::sin(turn) * widen;
  hand.yy = -std::sin(turn) * shear + std::cos(turn) / widen;
  hand.shake = random.uniform(0, 2 * params.shake) * height;
  hand.nib = random.chance(0.3) ? random.uniform(0, 0.35) : 0;
  hand.nib_angle = random.uniform(0, std::numbers::pi);
  hand.wave_x = pick_wave(params.bend * height, random);
  hand.wave_y = pick_wave(params.bend * height, random);
  return hand;
}

/// Moves one point of the ink, given relative to its middle, to pixels.
PenPoint placed(const Hand& hand, double letter_height, double x, double y) {
  const double u = x / letter_height;
  const double v = y / letter_height;
  const double px = hand.scale * (hand.xx * x + hand.xy * y) + hand.wave_x.at(u, v);
  const double py = hand.scale * (hand.yx * x + hand.yy * y) + hand.wave_y.at(u, v);
  return {static_cast<float>(px), static_cast<float>(py), static_cast<float>(hand.pen / 2)};
}

/// Drops points closer than a step to the one before, so that no time is lost on them.
std::vector<PenPoint> thinned(const std::vector<PenPoint>& stroke) {
  std::vector<PenPoint> result;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const bool is_end = i + 1 == stroke.size();
    if (!result.empty()) {
      const float dx = stroke[i].x - result.back().x;
      const float dy = stroke[i].y - result.back().y;
      if (dx * dx + dy * dy < static_cast<float>(kStep * kStep) && !is_end) continue;
    }
    result.push_back(stroke[i]);
  }
  return result;
}

/// The pen trembles and, when it is broad, its width follows its direction.
void shake_pen(const Hand& hand, std::vector<PenPoint>& stroke, Random& random) {
  double off_x = 0;
  double off_y = 0;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    if (hand.nib > 0 && i > 0) {
      const double direction =
          std::atan2(stroke[i].y - stroke[i - 1].y, stroke[i].x - stroke[i - 1].x);
      const double factor = 1 + hand.nib * std::cos(2 * (direction - hand.nib_angle));
      stroke[i].radius *= static_cast<float>(factor);
    }
    off_x = 0.8 * off_x + hand.shake * random.uniform(-1, 1);
    off_y = 0.8 * off_y + hand.shake * random.uniform(-1, 1);
    stroke[i].x += static_cast<float>(off_x);
    stroke[i].y += static_cast<float>(off_y);
  }
}

PenStrokes pen_strokes(const Ink& ink, const Hand& hand, double letter_height, Random& random) {
  const InkBounds bounds = bounds_of(ink);
  const double middle_x = (bounds.left + bounds.right) / 2;
  const double middle_y = (bounds.top + bounds.bottom) / 2;
  PenStrokes strokes;
  strokes.reserve(ink.strokes());
  std::vector<PenPoint> stroke;
  for (std::size_t s = 0; s < ink.strokes(); ++s) {
    stroke.clear();
    for (const InkPoint& point : smoothed(ink.stroke(s))) {
      stroke.push_back(placed(hand, letter_height, point.x - middle_x, point.y - middle_y));
    }
    strokes.push_back(thinned(stroke));
    shake_pen(hand, strokes.back(), random);
  }
  return strokes;
}

/// A canvas that holds all strokes; they are moved to its coordinates.
Canvas canvas_for(PenStrokes& strokes) {
  const cv::Size size = place_on_paper(strokes, 3);
  return {size.width, size.height, std::vector<float>(static_cast<std::size_t>(size.area()), 0.0F)};
}

/// Darkens what the pen covers on its way from a to b.
void draw_step(const PenPoint& a, const PenPoint& b, Canvas& canvas) {
  cover_step(a, b, {canvas.width, canvas.height}, [&](int x, int y, float cover) {
    float& shade = canvas.row(y)[x];
    shade = std::max(shade, cover);
  });
}

constexpr float kLongestStep = 6;  // pixels

void draw_way(const PenPoint& a, const PenPoint& b, Canvas& canvas) {
  walk(a, b, kLongestStep, [&](const auto& from, const auto& to) { draw_step(from, to, canvas); });
}

void draw_stroke(const std::vector<PenPoint>& stroke, Canvas& canvas) {
  walk(stroke, kLongestStep,
       [&](const auto& from, const auto& to) { draw_step(from, to, canvas); });
}

/// Wipes out a disc about as large as the pen on some stroke: a dry pen or a harsh threshold.
void break_stroke(const PenStrokes& strokes, double pen, Canvas& canvas, Random& random) {
  const std::vector<PenPoint>& stroke = strokes[random.index(strokes.size())];
  const PenPoint& place = stroke[random.index(stroke.size())];
  const double radius = pen * random.uniform(0.5, 1.1);
  const int reach = static_cast<int>(std::ceil(radius));
  const int x0 = static_cast<int>(place.x);
  const int y0 = static_cast<int>(place.y);
  for (int y = std::max(0, y0 - reach); y <= std::min(canvas.height - 1, y0 + reach); ++y) {
    for (int x = std::max(0, x0 - reach); x <= std::min(canvas.width - 1, x0 + reach); ++x) {
      if (std::hypot(x - x0, y - y0) <= radius) canvas.row(y)[x] = 0;
    }
  }
}

/// A short piece of stroke at the left or right edge, as a badly cut neighbour leaves it.
void add_remnant(double pen, Canvas& canvas, Random& random) {
  const double x = random.chance(0.5) ? random.uniform(0, 3) : canvas.width - random.uniform(0, 3);
  const double y = random.uniform(0, canvas.height);
  const double length = random.uniform(0.5, 2.5) * pen;
  const auto radius = static_cast<float>(pen / 2);
  const double direction = random.uniform(0, 2 * std::numbers::pi);
  draw_way({static_cast<float>(x), static_cast<float>(y), radius},
           {static_cast<float>(x + length * std::cos(direction)),
            static_cast<float>(y + length * std::sin(direction)), radius},
           canvas);
}

/// A thin line across the lower part, whole or in part, as ruled paper leaves it.
void add_ruling(double pen, Canvas& canvas, Random& random) {
  const double y = canvas.height * random.uniform(0.6, 1.0);
  const auto radius = static_cast<float>(std::clamp(pen * random.uniform(0.15, 0.4), 0.4, 1.5));
  const double begin = random.chance(0.5) ? 0 : random.uniform(0, 0.5) * canvas.width;
  const double end = random.chance(0.5) ? canvas.width : random.uniform(0.5, 1) * canvas.width;
  const double slope = random.normal(0, 0.02) * canvas.width;
  draw_way({static_cast<float>(begin), static_cast<float>(y), radius},
           {static_cast<float>(end), static_cast<float>(y + slope), radius}, canvas);
}

void add_speck(double pen, Canvas& canvas, Random& random) {
  const auto x = static_cast<float>(random.uniform(2, canvas.width - 2.0));
  const auto y = static_cast<float>(random.uniform(2, canvas.height - 2.0));
  const auto radius = static_cast<float>(std::max(0.5, pen * random.uniform(0.1, 0.3)));
  draw_step({x, y, radius}, {x, y, radius}, canvas);
}

/// One pass of the weights (w, 1 - 2 w, w) down or along; a few of them look like a Gaussian.
void blur_once(float weight, Canvas& canvas) {
  const float centre = 1 - 2 * weight;
  for (int y = 0; y < canvas.height; ++y) {
    float* row = canvas.row(y);
    float before = 0;
    for (int x = 0; x < canvas.width; ++x) {
      const float here = row[x];
      const float after = x + 1 < canvas.width ? row[x + 1] : 0.0F;
      row[x] = centre * here + weight * (before + after);
      before = here;
    }
  }
  std::vector<float> above(static_cast<std::size_t>(canvas.width), 0.0F);
  for (int y = 0; y < canvas.height; ++y) {
    float* row = canvas.row(y);
    const float* below = y + 1 < canvas.height ? canvas.row(y + 1) : nullptr;
    for (int x = 0; x < canvas.width; ++x) {
      const float here = row[x];
      const float after = below != nullptr ? below[x] : 0.0F;
      float& before = above[static_cast<std::size_t>(x)];
      row[x] = centre * here + weight * (before + after);
      before = here;
    }
  }
}

void blur(double sigma, Canvas& canvas) {
  double variance = std::min(sigma * sigma, 4.0);  // one pass adds 2 w, at most 0.5
  while (variance > 0.02) {
    const double pass = std::min(variance, 0.5);
    blur_once(static_cast<float>(pass / 2), canvas);
    variance -= pass;
  }
}

/// How dark the inside of a stroke is: the mean of all that is darker than half the darkest.
float ink_darkness(const Canvas& canvas) {
  const float darkest = *std::max_element(canvas.shade.begin(), canvas.shade.end());
  float sum = 0;
  int count = 0;
  for (const float shade : canvas.shade) {
    if (shade <= darkest / 2) continue;
    sum += shade;
    ++count;
  }
  return count == 0 ? 0 : sum / static_cast<float>(count);
}

/// Noise of about Gaussian shape: the sum of four bytes of one random number.
float quick_noise(std::uint64_t bits) {
  const auto sum =
      (bits & 255U) + ((bits >> 8U) & 255U) + ((bits >> 16U) & 255U) + ((bits >> 24U) & 255U);
  return (static_cast<float>(sum) - 510.0F) * (1.0F / 147.8F);
}

/// Cuts the noisy picture at a threshold. Where all is lost the darkest pixel stays.
cv::Mat1b thresholded(Canvas& canvas, double noise, double level, Random& random) {
  const float darkness = ink_darkness(canvas);
  const auto threshold = static_cast<float>(level * darkness);
  const auto spread = static_cast<float>(noise * darkness);
  cv::Mat1b ink(canvas.height, canvas.width, uchar{0});
  std::uint64_t bits = 0;
  bool any = false;
  for (int y = 0; y < canvas.height; ++y) {
    const float* row = canvas.row(y);
    uchar* out = ink.ptr(y);
    for (int x = 0; x < canvas.width; ++x) {
      bits = (x & 1) == 0 ? random.next() : bits >> 32U;
      if (row[x] + spread * quick_noise(bits) <= threshold) continue;
      out[x] = 255;
      any = true;
    }
  }
  if (any) return ink;
  const auto place = std::max_element(canvas.shade.begin(), canvas.shade.end());
  const auto at = static_cast<int>(place - canvas.shade.begin());
  ink(at / canvas.width, at % canvas.width) = 255;
  return ink;
}

/// Noise must stay below the threshold on bare paper, or dust would fill the picture.
double pick_noise(const DrawParams& params, double level, Random& random) {
  return std::min(random.uniform(0, params.noise), level / 4);
}

}  // namespace

void DrawParams::check() const {
  require_between(low_height, 6, 400, "low_height");
  require_between(high_height, low_height, 400, "high_height");
  require_between(low_pen, 1e-3, 0.6, "low_pen");
  require_between(high_pen, low_pen, 0.6, "high_pen");
  require_between(slant_degrees, 0, 30, "slant_degrees");
  require_between(rotation_degrees, 0, 30, "rotation_degrees");
  require_between(aspect, 0, 0.5, "aspect");
  require_between(bend, 0, 0.2, "bend");
  require_between(shake, 0, 0.1, "shake");
  require_between(blur, 0, 0.3, "blur");
  require_between(noise, 0, 0.5, "noise");
  require_between(bias, 0, 0.45, "bias");
  require_between(broken_share, 0, 1, "broken_share");
  require_between(remnant_share, 0, 1, "remnant_share");
  require_between(ruling_share, 0, 1, "ruling_share");
  require_between(speck_share, 0, 1, "speck_share");
}

DrawParams moderate_drawing() {
  DrawParams params;
  params.low_height = 20;
  params.high_height = 60;
  params.low_pen = 0.07;
  params.high_pen = 0.15;
  params.slant_degrees = 3;
  params.rotation_degrees = 2;
  params.aspect = 0.05;
  params.bend = 0.01;
  params.shake = 0.004;
  params.blur = 0.03;
  params.noise = 0.08;
  params.bias = 0.1;
  params.broken_share = 0;
  params.remnant_share = 0;
  params.ruling_share = 0;
  params.speck_share = 0;
  return params;
}

DrawnInk draw_ink(const Ink& ink, double letter_height, const DrawParams& params, Random& random) {
  params.check();
  if (ink.empty()) return {};
  const Hand hand = pick_hand(bounds_of(ink), letter_height, params, random);
  PenStrokes strokes = pen_strokes(ink, hand, letter_height, random);
  Canvas canvas = canvas_for(strokes);
  for (const std::vector<PenPoint>& stroke : strokes) draw_stroke(stroke, canvas);

  if (random.chance(params.broken_share)) break_stroke(strokes, hand.pen, canvas, random);
  if (random.chance(params.remnant_share)) add_remnant(hand.pen, canvas, random);
  if (random.chance(params.ruling_share)) add_ruling(hand.pen, canvas, random);
  if (random.chance(params.speck_share)) add_speck(hand.pen, canvas, random);

  blur(random.uniform(0, params.blur) * hand.scale * letter_height, canvas);
  const double level = random.uniform(0.5 - params.bias, 0.5 + params.bias);
  const double noise = pick_noise(params, level, random);
  return {thresholded(canvas, noise, level, random), hand.scale, hand.pen / hand.scale};
}

}  // namespace inkline
