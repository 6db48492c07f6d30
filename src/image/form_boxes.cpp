#include <inkline/image/form_boxes.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <inkline/base/error.hpp>

#include "line_traces.hpp"

namespace inkline {
namespace {

/// A straight line of a few stretches without paper between them. As everywhere in the removal of
/// lines, it runs from lane to lane; `place` is where it is in a lane.
struct Segment {
  double first = 0;  ///< lane
  double last = 0;
  double first_reach = 0;  ///< how far its ink goes on, under letters and other lines
  double last_reach = 0;
  double place = 0;  ///< at lane 0
  double slope = 0;
  double thickness = 0;
  bool in_frame = false;

  double place_at(double lane) const { return place + slope * lane; }
  double length() const { return last - first + 1; }
  double reach() const { return last_reach - first_reach + 1; }
};

/// The last lane from `from` on with ink on the line, or a pixel beside it, in steps of +1 or -1.
double ink_ends(const cv::Mat1b& lanes, const Segment& s, double from, int step, int most) {
  int lane = static_cast<int>(from);
  for (int gone = 0; gone < most; ++gone) {
    const int next = lane + step;
    if (next < 0 || next >= lanes.rows) break;
    const int at = static_cast<int>(std::lround(s.place_at(next)));
    const int begin = std::clamp(at - 1, 0, lanes.cols);
    const int end = std::clamp(at + 2, 0, lanes.cols);
    const uchar* row = lanes.ptr(next);
    if (std::none_of(row + begin, row + end, [](uchar value) { return value != 0; })) break;
    lane = next;
  }
  return lane;
}

/// The straight line through the ends of the stretches.
Segment segment_of(const std::vector<Stretch>& stretches, double thickness) {
  double count = 0;
  double lanes = 0;
  double places = 0;
  for (const Stretch& s : stretches) {
    count += s.length();
    lanes += s.length() * s.middle();
    places += s.length() * s.place;
  }
  const double lane = lanes / count;
  const double place = places / count;
  double spread = 0;
  double shared = 0;
  for (const Stretch& s : stretches) {
    const double n = s.length();
    const double own = n * (n * n - 1) / 12;
    spread += own + n * (s.middle() - lane) * (s.middle() - lane);
    shared += own * s.slope + n * (s.middle() - lane) * (s.place - place);
  }
  Segment segment;
  segment.first = stretches.front().first;
  segment.last = stretches.back().last;
  segment.slope = spread > 0 ? shared / spread : 0;
  segment.place = place - segment.slope * lane;
  segment.thickness = thickness;
  return segment;
}

/// Appends the parts of a trace between gaps of paper that are long enough to be sides.
void add_segments(const cv::Mat1b& lanes, const Trace& trace, double stroke_width,
                  const FormBoxParams& params, std::vector<Segment>& segments) {
  const double widest = std::max(2.0, stroke_width);  // of gaps the threshold leaves in a line
  const int reach = static_cast<int>(10 * stroke_width);
  const double thickness = median_thickness(trace);
  std::vector<Stretch> part;
  const auto finish = [&] {
    if (part.empty()) return;
    Segment s = segment_of(part, thickness);
    part.clear();
    s.first_reach = ink_ends(lanes, s, s.first, -1, reach);
    s.last_reach = ink_ends(lanes, s, s.last, 1, reach);
    if (s.reach() < params.least_length * s.thickness) return;
    if (s.length() < params.least_seen * s.reach()) return;
    if (s.reach() >= params.least_side * stroke_width) segments.push_back(s);
  };
  for (const Stretch& s : trace.stretches) {
    if (!part.empty() && paper_between(lanes, part.back(), s) > widest) finish();
    part.push_back(s);
  }
  finish();
}

/// Nothing when there are too many.
std::vector<Segment> find_segments(const cv::Mat1b& lanes, double stroke_width,
                                   const FormBoxParams& params) {
  constexpr double most_slope = 0.3;  // of the page
  constexpr int most_stretches = 50'000;
  constexpr double least_seed = 4;  // thicknesses: sides of a box between letters that touch it
  const double thickest = std::max(3.0, params.most_thickness * stroke_width);
  TraceField field(lanes, find_stretches(lanes, static_cast<int>(std::lround(thickest)), most_slope,
                                         most_stretches));
  std::vector<Segment> segments;
  for (const std::size_t seed : trace_seeds(field.all, least_seed)) {
    if (field.used[seed]) continue;
    const Trace trace = trace_from(field, seed);
    for (const std::size_t member : trace.members) field.used[member] = true;
    add_segments(lanes, trace, stroke_width, params, segments);
    if (segments.size() > static_cast<std::size_t>(params.most_segments)) return {};
  }
  return segments;
}

enum class End { first, last };

/// Segments of both directions and how they meet. Level ones have their lanes in x and their place
/// in y, upright ones the other way round.
class Frames {
 public:
  Frames(std::vector<Segment> level, std::vector<Segment> upright, double stroke_width,
         const FormBoxParams& params)
      : level_(std::move(level)),
        upright_(std::move(upright)),
        stroke_width_(stroke_width),
        params_(params) {}

  /// Marks the segments of closed frames, of combs, and what ends at them.
  void mark() {
    for (Segment& top : level_) mark_boxes_below(top);
    for (Segment& base : level_) mark_comb_on(base);
    for (bool found = true; found;) found = mark_dividers();
  }

  const std::vector<Segment>& level() const { return level_; }
  const std::vector<Segment>& upright() const { return upright_; }

 private:
  bool are_square(const Segment& a, const Segment& b) const {
    const double uncertain = 1.5 / std::min(a.length(), b.length());
    return std::abs(a.slope + b.slope) <= params_.most_lean + uncertain &&
           a.thickness <= params_.most_ratio * b.thickness + 1 &&
           b.thickness <= params_.most_ratio * a.thickness + 1;
  }

  static double tolerance(const Segment& a, const Segment& b) {
    return std::max(a.thickness, b.thickness) + 2;
  }

  /// The lane of `a` in which it meets the line of `b`.
  static double meeting(const Segment& a, const Segment& b) {
    const double middle = b.place_at(0.5 * (b.first + b.last));
    return b.place_at(a.place_at(middle));
  }

  static bool is_within(double value, double least, double most) {
    return value >= least && value <= most;
  }

  /// Whether a segment ends at a lane: where its ink was lost under letters the end is anywhere.
  static bool ends_at(const Segment& s, End end, double lane, double tolerance) {
    return end == End::first ? is_within(lane, s.first_reach - tolerance, s.first + tolerance)
                             : is_within(lane, s.last - tolerance, s.last_reach + tolerance);
  }

  static bool runs_through(const Segment& s, double lane, double tolerance) {
    return is_within(lane, s.first_reach - tolerance, s.last_reach + tolerance);
  }

  bool make_corner(const Segment& a, End end_of_a, const Segment& b, End end_of_b) const {
    const double t = tolerance(a, b) + params_.corner * std::min(a.reach(), b.reach());
    return ends_at(a, end_of_a, meeting(a, b), t) && ends_at(b, end_of_b, meeting(b, a), t) &&
           are_square(a, b);
  }

  /// Whether an end of `a` lies on `b`.
  bool ends_on(const Segment& a, End end, const Segment& b) const {
    const double t = tolerance(a, b);
    return ends_at(a, end, meeting(a, b), t) && runs_through(b, meeting(b, a), t) &&
           are_square(a, b);
  }

  bool is_wide_enough(double side) const { return side >= params_.least_side * stroke_width_; }

  void mark_boxes_below(Segment& top) {
    for (Segment& left : upright_) {
      if (!make_corner(top, End::first, left, End::first)) continue;
      for (Segment& right : upright_) {
        if (!make_corner(top, End::last, right, End::first)) continue;
        if (is_wide_enough(meeting(top, right) - meeting(top, left))) close(top, left, right);
      }
    }
  }

  void close(Segment& top, Segment& left, Segment& right) {
    for (Segment& bottom : level_) {
      if (!make_corner(bottom, End::first, left, End::last) ||
          !make_corner(bottom, End::last, right, End::last) ||
          !is_wide_enough(meeting(left, bottom) - meeting(left, top))) {
        continue;
      }
      for (Segment* side : {&top, &left, &right, &bottom}) side->in_frame = true;
    }
  }

  /// Uprights that stand on a line and are as high as each other.
  std::vector<Segment*> ticks_on(const Segment& base) {
    std::vector<Segment*> ticks;
    for (Segment& tick : upright_) {
      if (ends_on(tick, End::last, base)) ticks.push_back(&tick);
    }
    if (ticks.empty()) return ticks;
    const auto height = [&](const Segment* tick) { return meeting(*tick, base) - tick->first; };
    std::vector<Segment*> sorted = ticks;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end(),
                     [&](auto a, auto b) { return height(a) < height(b); });
    const double usual = height(*middle);
    std::erase_if(ticks, [&](const Segment* tick) {
      return std::abs(height(tick) - usual) > tick->thickness + 2;
    });
    std::sort(ticks.begin(), ticks.end(),
              [&](auto a, auto b) { return meeting(base, *a) < meeting(base, *b); });
    return ticks;
  }

  void mark_comb_on(Segment& base) {
    const std::vector<Segment*> ticks = ticks_on(base);
    if (static_cast<int>(ticks.size()) < params_.least_ticks) return;
    if (!make_corner(base, End::first, *ticks.front(), End::last) ||
        !make_corner(base, End::last, *ticks.back(), End::last)) {
      return;
    }
    double least = base.length();
    double most = 0;
    for (std::size_t i = 1; i < ticks.size(); ++i) {
      const double gap = meeting(base, *ticks[i]) - meeting(base, *ticks[i - 1]);
      least = std::min(least, gap);
      most = std::max(most, gap);
    }
    if (!is_wide_enough(least) || most - least > params_.most_uneven * most) return;
    base.in_frame = true;
    for (Segment* tick : ticks) tick->in_frame = true;
  }

  /// @return  whether any was found
  bool mark_dividers() {
    const bool level = mark_ending_at(level_, upright_);
    return mark_ending_at(upright_, level_) || level;
  }

  bool mark_ending_at(std::vector<Segment>& segments, const std::vector<Segment>& sides) const {
    bool any = false;
    for (Segment& s : segments) {
      if (s.in_frame) continue;
      const auto ends_on_frame = [&](End end) {
        return std::any_of(sides.begin(), sides.end(), [&](const Segment& side) {
          return side.in_frame && ends_on(s, end, side);
        });
      };
      if (!ends_on_frame(End::first) || !ends_on_frame(End::last)) continue;
      s.in_frame = true;
      any = true;
    }
    return any;
  }

  std::vector<Segment> level_;
  std::vector<Segment> upright_;
  double stroke_width_;
  const FormBoxParams& params_;
};

/// Frame lines as far as there is ink, so that corners go with them; what is thicker than the line
/// stays.
std::vector<RulingLine> frame_lines(const std::vector<Segment>& segments, int lanes) {
  std::vector<RulingLine> lines;
  for (const Segment& s : segments) {
    if (!s.in_frame) continue;
    const double first = std::max(0.0, s.first_reach - 2);
    const double last = std::min(lanes - 1.0, s.last_reach + 2);
    lines.push_back({{{first, s.place_at(first)}, {last, s.place_at(last)}}, s.thickness});
  }
  return lines;
}

}  // namespace

void FormBoxParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("form_boxes.") + what + ", got " + std::to_string(value));
  };
  require(most_thickness >= 0.5 && most_thickness <= 6, "most_thickness must be 0.5 to 6",
          most_thickness);
  require(least_side >= 1 && least_side <= 100, "least_side must be 1 to 100", least_side);
  require(least_length >= 2 && least_length <= 100, "least_length must be 2 to 100", least_length);
  require(least_seen >= 0 && least_seen <= 1, "least_seen must be 0 to 1", least_seen);
  require(most_lean >= 0 && most_lean <= 0.3, "most_lean must be 0 to 0.3", most_lean);
  require(corner >= 0 && corner <= 0.3, "corner must be 0 to 0.3", corner);
  require(most_ratio >= 1, "most_ratio must be at least 1", most_ratio);
  require(least_ticks >= 3, "least_ticks must be at least 3", least_ticks);
  require(most_uneven >= 0 && most_uneven <= 1, "most_uneven must be 0 to 1", most_uneven);
  require(most_segments > 0, "most_segments must be above 0", most_segments);
}

Ruling find_form_boxes(const cv::Mat1b& ink, const cv::Mat1b& columns, double stroke_width,
                       const FormBoxParams& params) {
  params.check();
  if (ink.empty() || stroke_width <= 0) return {};
  std::vector<Segment> upright = find_segments(ink, stroke_width, params);
  if (upright.size() < 2) return {};
  std::vector<Segment> level = find_segments(columns, stroke_width, params);
  Frames frames(std::move(level), std::move(upright), stroke_width, params);
  frames.mark();
  return {frame_lines(frames.level(), columns.rows), frame_lines(frames.upright(), ink.rows)};
}

}  // namespace inkline
