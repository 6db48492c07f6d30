#include <inkline/training/draw_line.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/clean_ink.hpp>

#include "pen.hpp"

namespace inkline {
namespace {

constexpr double kWidest = 6000;      // pixels of a drawn row
constexpr double kHighest = 400;      // pixels
constexpr double kThinnestPen = 1.0;  // pixels; thinner strokes vanish in any scan

void require_between(double value, double low, double high, const char* field) {
  if (value >= low && value <= high) return;  // no message is made: this runs for every drawing
  require_setting(false, std::string("draw_line.") + field + " must be " + std::to_string(low) +
                             " to " + std::to_string(high) + ", got " + std::to_string(value));
}

/// The core of a row, where most of its ink lies. Places are relative to the middle of the ink's
/// bounds, lengths in units of the ink.
struct Core {
  double middle = 0;  // y at x = 0
  double slope = 0;
  double spread = 1;   // standard deviation of y about the middle line
  double stretch = 0;  // how much further away go the places that are far from the middle

  /// Where y goes: ends of capitals stay about where they were, what lies nearer moves nearer and
  /// what lies further moves away, or, with a stretch below 0, the other way round.
  double moved(double x, double y) const {
    constexpr double kCapital = 1.5;  // half the height of a capital, in spreads
    constexpr double kFurthest = 2.5;
    const double line = middle + slope * x;
    const double far = std::min(std::abs(y - line) / spread, kFurthest);
    return line + (y - line) * (1 + stretch * far) / (1 + stretch * kCapital);
  }
};

/// Straight line through the points by least squares; level for short rows, where letters decide.
Core core_of(const Ink& ink, InkPoint centre) {
  const InkBounds bounds = bounds_of(ink);
  double y_sum = 0;
  double xy = 0;
  double xx = 0;
  for (const InkPoint& point : ink.points) {
    const double x = point.x - centre.x;
    y_sum += point.y - centre.y;
    xy += x * (point.y - centre.y);
    xx += x * x;
  }
  Core core;
  const auto n = static_cast<double>(ink.points.size());
  core.middle = y_sum / n;
  if (xx > 0 && bounds.width() > 4 * bounds.height()) core.slope = xy / xx;
  double yy = 0;
  for (const InkPoint& point : ink.points) {
    const double off = point.y - centre.y - core.middle - core.slope * (point.x - centre.x);
    yy += off * off;
  }
  core.spread = std::max(std::sqrt(yy / n), 1e-3 * std::max(1.0F, bounds.width()));
  return core;
}

/// Everything that stays the same for the strokes of one row. Lengths are pixels but for the waves,
/// whose places are letter heights.
struct Hand {
  double scale = 1;   // pixels per unit of the ink
  double height = 1;  // of a letter
  double pen = 1;
  double xx = 1, xy = 0, yx = 0, yy = 1;
  double shake = 0;
  double pressure = 0;
  double faint = 0;  // share of darkness that is lost in places
  double nib = 0;    // how much the width depends on the direction
  double nib_angle = 0;
  Wave wave_x, wave_y, arch;
  InkPoint middle;  // of the ink's bounds
  Core core;
};

double affordable_height(const InkBounds& bounds, double letter_height, double wanted) {
  const double wide = bounds.width() / letter_height * wanted;
  const double high = bounds.height() / letter_height * wanted;
  return wanted * std::min({1.0, kWidest / std::max(wide, 1.0), kHighest / std::max(high, 1.0)});
}

Hand pick_hand(const Ink& ink, double letter_height, const LineDrawParams& params, Random& random) {
  const InkBounds bounds = bounds_of(ink);
  Hand hand;
  hand.middle = {(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2};
  hand.core = core_of(ink, hand.middle);
  const double stretch = random.normal(0, params.stretch);
  hand.core.stretch = std::clamp(stretch > 0 ? stretch : stretch / 2, -0.25, 0.5);
  hand.height = affordable_height(bounds, letter_height,
                                  random.log_uniform(params.low_height, params.high_height));
  hand.scale = hand.height / letter_height;
  // The middle of two draws: pens of usual width are met more often than hairs and markers.
  const double pen = std::sqrt(random.log_uniform(params.low_pen, params.high_pen) *
                               random.log_uniform(params.low_pen, params.high_pen));
  hand.pen = std::max(kThinnestPen, hand.height * pen);

  const double shear = std::tan(radians(random.normal(0, params.slant_degrees)));
  const double turn = radians(random.normal(0, params.rotation_degrees));
  const double widen = std::exp(random.uniform(-params.aspect, params.aspect));
  // y grows downwards: a slant to the right moves the top, where y is small, to the right.
  hand.xx = std::cos(turn) * widen;
  hand.xy = -std::cos(turn) * shear - std::sin(turn);
  hand.yx = std::sin(turn) * widen;
  hand.yy = -std::sin(turn) * shear + std::cos(turn);
  hand.shake = random.uniform(0, 2 * params.shake) * hand.height;
  hand.pressure = random.uniform(0, params.pressure);
  hand.faint = random.chance(params.faint_share) ? random.uniform(0.3, 0.75) : 0;
  hand.nib = random.chance(0.3) ? random.uniform(0, 0.35) : 0;
  hand.nib_angle = random.uniform(0, std::numbers::pi);
  const double bend = params.bend * hand.height;
  hand.wave_x = pick_wave(bend, random);
  hand.wave_y = pick_wave(bend, random);
  hand.arch = pick_wave(params.arch * hand.height, random.uniform(0.01, 0.12), 0, random);
  return hand;
}

/// Moves one point of the ink to pixels.
PenPoint placed(const Hand& hand, InkPoint point) {
  const double x = point.x - hand.middle.x;
  const double y = hand.core.moved(x, point.y - hand.middle.y);
  const double u = x * hand.scale / hand.height;
  const double v = y * hand.scale / hand.height;
  const double px = hand.scale * (hand.xx * x + hand.xy * y) + hand.wave_x.at(u, v);
  const double py =
      hand.scale * (hand.yx * x + hand.yy * y) + hand.wave_y.at(u, v) + hand.arch.at(u, v);
  return {static_cast<float>(px), static_cast<float>(py), static_cast<float>(hand.pen / 2), 1};
}

/// Rounds the corners that coarse digitisers cut, and drops points closer than a step to the one
/// before, so that no time is lost on them.
std::vector<PenPoint> placed_stroke(std::span<const InkPoint> stroke, const Hand& hand) {
  const auto step = static_cast<float>(std::max({1.3, 0.045 * hand.height, 0.35 * hand.pen}));
  const auto near = static_cast<float>(std::pow(step / hand.scale, 2));
  std::vector<PenPoint> result;
  result.reserve(stroke.size());
  InkPoint last = stroke.front();
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    InkPoint point = stroke[i];
    const bool is_end = i == 0 || i + 1 == stroke.size();
    if (!is_end) {
      const float dx = point.x - last.x;
      const float dy = point.y - last.y;
      if (dx * dx + dy * dy < near) continue;
      last = point;
      point.x = 0.2F * stroke[i - 1].x + 0.6F * point.x + 0.2F * stroke[i + 1].x;
      point.y = 0.2F * stroke[i - 1].y + 0.6F * point.y + 0.2F * stroke[i + 1].y;
    }
    result.push_back(placed(hand, point));
  }
  return result;
}

/// The pen trembles, is pressed harder here than there, runs dry, and when it is broad its width
/// follows its direction.
void move_pen(const Hand& hand, std::vector<PenPoint>& stroke, Random& random) {
  double off_x = 0;
  double off_y = 0;
  double press = random.uniform(-1, 1);
  double dry = random.uniform(0, 1);
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    PenPoint& point = stroke[i];
    if (hand.nib > 0 && i > 0) {
      const double direction = std::atan2(point.y - stroke[i - 1].y, point.x - stroke[i - 1].x);
      point.radius *= static_cast<float>(1 + hand.nib * std::cos(2 * (direction - hand.nib_angle)));
    }
    press = 0.85 * press + 0.45 * random.uniform(-1, 1);
    point.radius *= static_cast<float>(1 + hand.pressure * std::clamp(press, -1.0, 1.0));
    if (hand.faint > 0) {
      dry = 0.8 * dry + 0.2 * random.uniform(-0.8, 1.8);
      point.shade = static_cast<float>(1 - hand.faint * std::clamp(dry, 0.0, 1.0));
    }
    off_x = 0.8 * off_x + hand.shake * random.uniform(-1, 1);
    off_y = 0.8 * off_y + hand.shake * random.uniform(-1, 1);
    point.x += static_cast<float>(off_x);
    point.y += static_cast<float>(off_y);
  }
}

PenStrokes pen_strokes(const Ink& ink, const Hand& hand, Random& random) {
  PenStrokes strokes;
  strokes.reserve(ink.strokes());
  for (std::size_t s = 0; s < ink.strokes(); ++s) {
    strokes.push_back(placed_stroke(ink.stroke(s), hand));
    move_pen(hand, strokes.back(), random);
  }
  return strokes;
}

/// A dot before the row, as lists have; it is no part of the text.
void add_bullet(const Hand& hand, PenStrokes& strokes, Random& random) {
  float left = 1e9F;
  float middle = 0;
  for (const std::vector<PenPoint>& stroke : strokes) {
    for (const PenPoint& point : stroke) left = std::min(left, point.x);
    middle += stroke.front().y / static_cast<float>(strokes.size());
  }
  const auto before = static_cast<float>(random.uniform(0.5, 2.5) * hand.height);
  const auto below = static_cast<float>(random.uniform(-0.2, 0.3) * hand.height);
  const double usual = std::max(hand.pen / 2, 0.06 * hand.height);
  const auto radius = static_cast<float>(usual * random.uniform(0.9, 1.8));
  strokes.push_back({{left - before, middle + below, radius, 1}});
}

/// Darkens what the pen covers on its way from a to b.
void draw_step(const PenPoint& a, const PenPoint& b, cv::Mat1b& paper) {
  const float full = 127.5F * (a.shade + b.shade);
  cover_step(a, b, paper.size(), [&](int x, int y, float cover) {
    paper(y, x) = std::max(paper(y, x), static_cast<uchar>(full * cover));
  });
}

constexpr float kLongestStep = 8;  // pixels

void draw_way(const PenPoint& a, const PenPoint& b, cv::Mat1b& paper) {
  walk(a, b, kLongestStep, [&](const auto& from, const auto& to) { draw_step(from, to, paper); });
}

void draw_strokes(const PenStrokes& strokes, cv::Mat1b& paper) {
  for (const std::vector<PenPoint>& stroke : strokes) {
    walk(stroke, kLongestStep,
         [&](const auto& from, const auto& to) { draw_step(from, to, paper); });
  }
}

/// Ends of the letters of a row above or below: the row's own strokes, moved up or down. Most of
/// them lie outside of the picture.
void add_neighbours(const PenStrokes& strokes, const Hand& hand, cv::Mat1b& paper, Random& random) {
  const double rows = random.uniform(1.2, 2.2) * (random.chance(0.5) ? 1 : -1);
  const auto down = static_cast<float>(rows * std::max(hand.height, 0.6 * paper.rows));
  const auto aside = static_cast<float>(random.uniform(-0.5, 0.5) * paper.cols);
  PenStrokes moved = strokes;
  for (std::vector<PenPoint>& stroke : moved) {
    for (PenPoint& point : stroke) {
      point.x += aside;
      point.y += down;
    }
  }
  draw_strokes(moved, paper);
}

/// What is left of a ruled line across the row: dashes of varying length on one slope.
void add_ruling(const Hand& hand, cv::Mat1b& paper, Random& random) {
  const double y = paper.rows * random.uniform(0.05, 1.0);
  const double slope = random.normal(0, 0.01);
  const double pen = std::clamp(hand.pen * random.uniform(0.15, 0.5), 0.8, 3.0);
  const double kept = random.chance(0.5) ? 1 : random.uniform(0.1, 0.9);
  const auto radius = static_cast<float>(pen / 2);
  const auto shade = static_cast<float>(random.uniform(0.5, 1));
  for (double x = 0; x < paper.cols;) {
    const double end = x + random.uniform(0.3, 4) * hand.height;
    if (random.chance(kept)) {
      draw_way({static_cast<float>(x), static_cast<float>(y + slope * x), radius, shade},
               {static_cast<float>(end), static_cast<float>(y + slope * end), radius, shade},
               paper);
    }
    x = end;
  }
}

/// A gap across the row, as the removal of a ruled line leaves where it could not tell it from ink.
void erase_ruling(const Hand& hand, cv::Mat1b& paper, Random& random) {
  const int thick = std::max(1, static_cast<int>(random.uniform(0.02, 0.09) * hand.height));
  const int y = static_cast<int>(paper.rows * random.uniform(0.15, 0.9));
  int x = 0;
  while (x < paper.cols) {
    const int length = 1 + static_cast<int>(random.uniform(0.3, 5) * hand.height);
    const cv::Rect part(x, y, length, thick);
    if (random.chance(0.7)) paper(part & cv::Rect({}, paper.size())).setTo(0);
    x += length;
  }
}

/// A line below the row or a part of it, by the same pen.
void add_underline(const Hand& hand, cv::Mat1b& paper, Random& random) {
  const auto y = static_cast<float>(paper.rows - 2 - random.uniform(0, 0.2) * hand.height);
  const double length = random.uniform(0.1, 1) * paper.cols;
  const double begin = random.uniform(0, paper.cols - length);
  const auto fall = static_cast<float>(random.normal(0, 0.01) * length);
  const auto radius = static_cast<float>(hand.pen / 2);
  draw_way({static_cast<float>(begin), y, radius, 1},
           {static_cast<float>(begin + length), y + fall, radius, 1}, paper);
}

void add_specks(const Hand& hand, cv::Mat1b& paper, Random& random) {
  const std::size_t count = 1 + random.index(4);
  for (std::size_t i = 0; i < count; ++i) {
    const auto x = static_cast<float>(random.uniform(1, paper.cols - 1.0));
    const auto y = static_cast<float>(random.uniform(1, paper.rows - 1.0));
    const auto radius = static_cast<float>(std::max(0.5, hand.pen * random.uniform(0.1, 0.35)));
    draw_step({x, y, radius, 1}, {x, y, radius, 1}, paper);
  }
}

/// How dark the inside of a stroke is: the mean of all that is darker than half the darkest.
double ink_darkness(const cv::Mat1b& paper) {
  std::array<std::uint32_t, 256> count{};
  for (int y = 0; y < paper.rows; ++y) {
    const uchar* row = paper.ptr(y);
    for (int x = 0; x < paper.cols; ++x) ++count[row[x]];
  }
  std::size_t darkest = 255;
  while (darkest > 0 && count[darkest] == 0) --darkest;
  double sum = 0;
  double pixels = 0;
  for (std::size_t shade = darkest / 2 + 1; shade <= darkest; ++shade) {
    sum += static_cast<double>(shade) * count[shade];
    pixels += count[shade];
  }
  return pixels > 0 ? sum / pixels : 0;
}

/// Noise of deviation 1/64, made once and used from a random place on: its own generator would
/// take longer than all the rest of a drawing.
class NoiseTile {
 public:
  static constexpr int kSide = 512;  // of the tile; a power of two

  NoiseTile(std::uint64_t seed, double sigma) : values_(kSide, kSide) {
    Random random(seed);
    for (float& value : values_) value = static_cast<float>(random.normal(0, 1));
    if (sigma > 0) cv::GaussianBlur(values_, values_, {}, sigma, sigma, cv::BORDER_REFLECT);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(values_, mean, deviation);
    values_.convertTo(bytes_, CV_8S, 32.0 / deviation[0]);
  }

  const schar* row(int y) const { return bytes_.ptr<schar>(y & (kSide - 1)); }

 private:
  cv::Mat1f values_;
  cv::Mat bytes_;
};

const NoiseTile& pick_noise(Random& random) {
  static const NoiseTile fine(11, 0);
  static const NoiseTile middling(12, 0.7);
  static const NoiseTile coarse(13, 1.3);
  const double pick = random.unit();
  if (pick < 0.3) return fine;
  return pick < 0.7 ? middling : coarse;
}

/// Cuts the noisy picture at a threshold. Where all is lost the darkest pixel stays.
cv::Mat1b thresholded(const cv::Mat1b& paper, double noise, double level, Random& random) {
  const double darkness = ink_darkness(paper);
  const auto threshold = static_cast<int>(level * darkness * 32);
  const auto spread = static_cast<int>(noise * darkness);  // the tile's deviation is 32
  const NoiseTile& tile = pick_noise(random);
  const int mask = NoiseTile::kSide - 1;
  const auto left = static_cast<int>(random.index(NoiseTile::kSide));
  const auto top = static_cast<int>(random.index(NoiseTile::kSide));
  cv::Mat1b ink(paper.size());
  for (int y = 0; y < paper.rows; ++y) {
    const uchar* row = paper.ptr(y);
    const schar* wobble = tile.row(y + top);
    uchar* out = ink.ptr(y);
    for (int begin = 0; begin < paper.cols;) {
      const int offset = (begin + left) & mask;
      const int end = std::min(paper.cols, begin + NoiseTile::kSide - offset);
      const schar* from = wobble + offset;
      for (int x = begin; x < end; ++x) {
        const int shade = 32 * row[x] + spread * from[x - begin];
        out[x] = shade > threshold ? uchar{255} : uchar{0};
      }
      begin = end;
    }
  }
  if (cv::countNonZero(ink) > 0) return ink;
  cv::Point darkest;
  cv::minMaxLoc(paper, nullptr, nullptr, nullptr, &darkest);
  ink(darkest) = 255;
  return ink;
}

void add_dirt(const PenStrokes& strokes, const Hand& hand, const LineDrawParams& params,
              cv::Mat1b& paper, Random& random) {
  if (random.chance(params.erased_share)) erase_ruling(hand, paper, random);
  if (random.chance(params.ruling_share)) add_ruling(hand, paper, random);
  if (random.chance(params.underline_share)) add_underline(hand, paper, random);
  if (random.chance(params.neighbour_share)) add_neighbours(strokes, hand, paper, random);
  if (random.chance(params.speck_share)) add_specks(hand, paper, random);
}

void blur(double sigma, cv::Mat1b& paper) {
  if (sigma > 0.2) cv::GaussianBlur(paper, paper, {}, sigma);
}

/// Pages are cleaned when their strokes are wide enough; what that leaves is what readers meet.
cv::Mat1b cleaned(const cv::Mat1b& ink, double pen) {
  cv::Mat1b clean = clean_ink(ink, pen);
  return cv::countNonZero(clean) > 0 ? clean : ink;
}

}  // namespace

void LineDrawParams::check() const {
  require_between(low_height, 6, 200, "low_height");
  require_between(high_height, low_height, 200, "high_height");
  require_between(low_pen, 1e-3, 0.6, "low_pen");
  require_between(high_pen, low_pen, 0.6, "high_pen");
  require_between(slant_degrees, 0, 30, "slant_degrees");
  require_between(rotation_degrees, 0, 30, "rotation_degrees");
  require_between(aspect, 0, 0.5, "aspect");
  require_between(stretch, 0, 0.3, "stretch");
  require_between(bend, 0, 0.2, "bend");
  require_between(arch, 0, 0.5, "arch");
  require_between(shake, 0, 0.1, "shake");
  require_between(pressure, 0, 0.8, "pressure");
  require_between(blur, 0, 0.3, "blur");
  require_between(noise, 0, 0.5, "noise");
  require_between(bias, 0, 0.45, "bias");
  require_between(faint_share, 0, 1, "faint_share");
  require_between(ruling_share, 0, 1, "ruling_share");
  require_between(erased_share, 0, 1, "erased_share");
  require_between(underline_share, 0, 1, "underline_share");
  require_between(neighbour_share, 0, 1, "neighbour_share");
  require_between(speck_share, 0, 1, "speck_share");
  require_between(bullet_share, 0, 1, "bullet_share");
}

LineDrawParams moderate_line_drawing() {
  LineDrawParams params;
  params.low_height = 20;
  params.high_height = 48;
  params.low_pen = 0.07;
  params.high_pen = 0.15;
  params.slant_degrees = 3;
  params.rotation_degrees = 0.5;
  params.aspect = 0.08;
  params.stretch = 0.05;
  params.bend = 0.01;
  params.arch = 0.03;
  params.shake = 0.003;
  params.pressure = 0.1;
  params.blur = 0.03;
  params.noise = 0.08;
  params.bias = 0.1;
  params.faint_share = 0;
  params.ruling_share = 0;
  params.erased_share = 0;
  params.underline_share = 0;
  params.neighbour_share = 0;
  params.speck_share = 0;
  params.bullet_share = 0;
  return params;
}

cv::Mat1b draw_row(const Ink& ink, double letter_height, const LineDrawParams& params,
                   Random& random) {
  params.check();
  if (ink.empty()) return {};
  const Hand hand = pick_hand(ink, letter_height, params, random);
  PenStrokes strokes = pen_strokes(ink, hand, random);
  if (random.chance(params.bullet_share)) add_bullet(hand, strokes, random);
  const double margin = random.uniform(0, 0.2) * hand.height;
  cv::Mat1b paper(place_on_paper(strokes, static_cast<float>(3 + margin)), uchar{0});
  draw_strokes(strokes, paper);
  add_dirt(strokes, hand, params, paper, random);

  blur(random.uniform(0, params.blur) * hand.height, paper);
  const double level = random.uniform(0.5 - params.bias, 0.5 + params.bias);
  // Noise must stay below the threshold on bare paper, or dust would fill the picture.
  const double noise = std::min(random.uniform(0, params.noise), level / 4);
  return cleaned(thresholded(paper, noise, level, random), hand.pen);
}

}  // namespace inkline
