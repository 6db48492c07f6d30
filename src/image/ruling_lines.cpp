#include "ruling_lines.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "ruling_stretches.hpp"

namespace inkline {
namespace {

/// A gap is crossed when it is no wider than this share of the extent.
constexpr double kWidestGap = 0.15;
/// The direction of a line is that of its last stretches, over this share of the extent.
constexpr double kDirectionBase = 0.1;

/// Towards higher lanes or lower ones.
enum class Side { up, down };

double near_end(const Stretch& s, Side side) {
  return side == Side::up ? s.first : s.last;
}
double far_end(const Stretch& s, Side side) {
  return side == Side::up ? s.last : s.first;
}

/// Finds stretches by the lane they begin with when one comes from one side.
class StretchIndex {
 public:
  StretchIndex(const std::vector<Stretch>& all, int lanes, Side side)
      : all_(all), side_(side), columns_(static_cast<std::size_t>(lanes / kColumn + 1)) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      columns_[static_cast<std::size_t>(near_end(all[i], side)) / kColumn].push_back(i);
    }
    for (auto& column : columns_) {
      std::sort(column.begin(), column.end(), [&](auto a, auto b) { return place(a) < place(b); });
    }
  }

  /// Calls visit(i) for stretches that begin in [from, to] and near the given place.
  template <class Visit>
  void visit(double from, double to, double at, double reach, const Visit& visit) const {
    const int last = static_cast<int>(columns_.size()) - 1;
    const int first_column = std::clamp(static_cast<int>(from) / kColumn, 0, last);
    const int last_column = std::clamp(static_cast<int>(to) / kColumn, 0, last);
    for (int c = first_column; c <= last_column; ++c) {
      const auto& column = columns_[static_cast<std::size_t>(c)];
      auto i = std::lower_bound(column.begin(), column.end(), at - reach,
                                [&](std::size_t a, double value) { return place(a) < value; });
      for (; i != column.end() && place(*i) <= at + reach; ++i) {
        const double lane = near_end(all_[*i], side_);
        if (lane >= from && lane <= to) visit(*i);
      }
    }
  }

 private:
  static constexpr int kColumn = 64;  // lanes; only speed depends on it
  double place(std::size_t i) const { return all_[i].place_at(near_end(all_[i], side_)); }

  const std::vector<Stretch>& all_;
  Side side_;
  std::vector<std::vector<std::size_t>> columns_;
};

/// A straight line through several stretches, weighted by length.
struct Direction {
  double lane = 0;
  double place = 0;
  double slope = 0;
  double length = 0;

  double place_at(double at) const { return place + slope * (at - lane); }
};

Direction direction_of(const std::vector<Stretch>& stretches, std::size_t count) {
  Direction d;
  for (std::size_t i = 0; i < count; ++i) {
    const Stretch& s = stretches[stretches.size() - 1 - i];
    const double n = s.length();
    d.lane += n * s.middle();
    d.place += n * s.place;
    d.length += n;
  }
  d.lane /= d.length;
  d.place /= d.length;
  double spread = 0;
  double shared = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Stretch& s = stretches[stretches.size() - 1 - i];
    const double n = s.length();
    const double own = n * (n * n - 1) / 12;
    const double lane = s.middle() - d.lane;
    spread += own + n * lane * lane;
    shared += own * s.slope + n * lane * (s.place - d.place);
  }
  d.slope = spread > 0 ? shared / spread : 0;
  return d;
}

/// Direction of the end of a trace.
Direction end_direction(const std::vector<Stretch>& trace, double base) {
  std::size_t count = 0;
  double length = 0;
  while (count < trace.size() && length < base) {
    ++count;
    length += trace[trace.size() - count].length();
  }
  return direction_of(trace, count);
}

/// What is known of all stretches of one look, for tracing lines through them.
struct Field {
  const cv::Mat1b& lanes;
  std::vector<Stretch> all;
  StretchIndex up;
  StretchIndex down;
  std::vector<bool> used;  ///< by a line

  Field(const cv::Mat1b& mask, std::vector<Stretch> found)
      : lanes(mask),
        all(std::move(found)),
        up(all, mask.rows, Side::up),
        down(all, mask.rows, Side::down),
        used(all.size(), false) {}
};

struct Trace {
  std::vector<Stretch> stretches;  ///< in the order they were met
  std::vector<std::size_t> members;
  double thickness = 0;
};

bool is_alike(const Stretch& s, const Direction& d, double thickness) {
  const double slope_error = 0.04 + thickness / s.length();
  return s.thickness <= 1.7 * thickness + 1 && thickness <= 1.7 * s.thickness + 1 &&
         std::abs(s.slope - d.slope) <= slope_error;
}

/// Appends what continues the trace on one side, stretch by stretch.
void extend(const Field& field, Side side, Trace& trace) {
  const StretchIndex& index = side == Side::up ? field.up : field.down;
  const double extent = field.lanes.rows;
  const double sign = side == Side::up ? 1 : -1;
  double length = std::accumulate(trace.stretches.begin(), trace.stretches.end(), 0.0,
                                  [](double sum, const Stretch& s) { return sum + s.length(); });
  while (true) {
    const double end = far_end(trace.stretches.back(), side);
    const Direction d = end_direction(trace.stretches, kDirectionBase * extent);
    const double t = trace.thickness;
    const double widest = std::min(kWidestGap * extent, 3 * length + 10 * t);
    const double drift = 0.01 + 0.5 * t / d.length;  // of the course, per lane of a gap
    const auto reach = [&](double gap) { return 0.6 * t + 0.5 + drift * std::max(0.0, gap); };
    const double from = std::min(end + sign, end + sign * widest);
    const double to = std::max(end + sign, end + sign * widest);

    std::size_t best = field.all.size();
    double least = 0;
    const double middle = 0.5 * (from + to);
    const double swing = std::abs(d.slope) * 0.5 * (to - from);
    index.visit(from, to, d.place_at(middle), swing + reach(widest), [&](std::size_t i) {
      if (field.used[i]) return;
      const Stretch& s = field.all[i];
      const double lane = near_end(s, side);
      const double gap = sign * (lane - end);
      const double off = std::abs(s.place_at(lane) - d.place_at(lane));
      if (off > reach(gap) || !is_alike(s, d, t)) return;
      const double cost = gap + 4 * off;
      if (best < field.all.size() && cost >= least) return;
      best = i;
      least = cost;
    });
    if (best == field.all.size()) return;
    trace.stretches.push_back(field.all[best]);
    trace.members.push_back(best);
    length += field.all[best].length();
  }
}

Trace trace_from(const Field& field, std::size_t seed) {
  Trace trace{{field.all[seed]}, {seed}, field.all[seed].thickness};
  extend(field, Side::up, trace);
  std::reverse(trace.stretches.begin(), trace.stretches.end());
  extend(field, Side::down, trace);
  std::reverse(trace.stretches.begin(), trace.stretches.end());
  return trace;
}

double span_of(const Trace& trace) {
  return trace.stretches.back().last - trace.stretches.front().first + 1;
}

double slope_of(const Trace& trace) {
  const Stretch& a = trace.stretches.front();
  const Stretch& b = trace.stretches.back();
  return (b.place_at(b.last) - a.place_at(a.first)) / span_of(trace);
}

/// How a trace is seen to be made: of ink all along or with gaps of paper.
struct Make {
  double certain = 0;  ///< lanes of unbroken stretches too long to be part of a letter
  double paper = 0;    ///< lanes without ink on the line
};

/// Lanes between two stretches that have no ink where the line goes.
int paper_between(const cv::Mat1b& lanes, const Stretch& a, const Stretch& b) {
  int paper = 0;
  for (int lane = a.last + 1; lane < b.first; ++lane) {
    const double share = static_cast<double>(lane - a.last) / (b.first - a.last);
    const double place = (1 - share) * a.place_at(a.last) + share * b.place_at(b.first);
    const int at = std::clamp(static_cast<int>(std::lround(place)), 0, lanes.cols - 1);
    if (lanes(lane, at) == 0) ++paper;
  }
  return paper;
}

/// Ink that crosses the line does not break it when it is no wider than `widest_crossing`.
Make make_of(const cv::Mat1b& lanes, const Trace& trace, double least_stretch,
             double widest_crossing) {
  Make make;
  double unbroken = 0;
  for (std::size_t i = 0; i < trace.stretches.size(); ++i) {
    const Stretch& s = trace.stretches[i];
    unbroken += s.length();
    if (i + 1 < trace.stretches.size()) {
      const Stretch& next = trace.stretches[i + 1];
      const int paper = paper_between(lanes, s, next);
      make.paper += paper;
      if (paper == 0 && next.first - s.last - 1 <= widest_crossing) continue;
    }
    if (unbroken >= least_stretch) make.certain += unbroken;
    unbroken = 0;
  }
  return make;
}

/// The parts of a trace between gaps wider than `widest`.
std::vector<Trace> parts_of(const Trace& trace, double widest) {
  std::vector<Trace> parts;
  for (std::size_t i = 0; i < trace.stretches.size(); ++i) {
    const Stretch& s = trace.stretches[i];
    if (i == 0 || s.first - trace.stretches[i - 1].last - 1 > widest) {
      parts.push_back({{}, {}, trace.thickness});
    }
    parts.back().stretches.push_back(s);
  }
  return parts;
}

RulingLine line_of(const Trace& trace) {
  RulingLine line;
  line.thickness = trace.thickness;
  for (const Stretch& s : trace.stretches) {
    line.course.push_back({static_cast<double>(s.first), s.place_at(s.first)});
    line.course.push_back({static_cast<double>(s.last), s.place_at(s.last)});
  }
  return line;
}

/// Weighted by length.
double median_thickness(const Trace& trace) {
  std::vector<Stretch> sorted = trace.stretches;
  std::sort(sorted.begin(), sorted.end(),
            [](const Stretch& a, const Stretch& b) { return a.thickness < b.thickness; });
  double total = 0;
  for (const Stretch& s : sorted) total += s.length();
  double below = 0;
  for (const Stretch& s : sorted) {
    below += s.length();
    if (2 * below >= total) return s.thickness;
  }
  return sorted.back().thickness;
}

/// Traces that are lines by themselves, and those that may be one of a family.
struct Found {
  std::vector<Trace> solid;
  std::vector<Trace> broken;  ///< likely, if the page has more of the kind
  std::vector<Trace> bits;    ///< of lines, if there are such lines
};

bool is_fellow(const Trace& a, const Trace& b) {
  constexpr double parallel = 0.03;  // in slope; perspective turns lines of one sheet apart
  return std::abs(slope_of(a) - slope_of(b)) <= parallel && a.thickness <= 1.3 * b.thickness + 0.5;
}

/// Lines by themselves, broken ones that are enough together, and bits of such lines.
std::vector<Trace> lines_among(const Found& found, const RulingParams& params, bool is_ruled) {
  std::vector<Trace> lines = found.solid;
  std::vector<Trace> likely = found.solid;
  likely.insert(likely.end(), found.broken.begin(), found.broken.end());
  const auto has_family = [&](const Trace& trace) {
    const auto fellows = std::count_if(likely.begin(), likely.end(),
                                       [&](const Trace& other) { return is_fellow(trace, other); });
    return fellows >= params.least_family;
  };
  for (const Trace& trace : found.broken) {
    if (is_ruled || has_family(trace)) lines.push_back(trace);
  }
  for (const Trace& trace : found.bits) {
    if (has_family(trace)) lines.push_back(trace);
  }
  return lines;
}

std::vector<std::size_t> seeds_of(const std::vector<Stretch>& all, const RulingParams& params) {
  std::vector<std::size_t> seeds;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].length() >= params.least_stretch * all[i].thickness) seeds.push_back(i);
  }
  std::stable_sort(seeds.begin(), seeds.end(),
                   [&](auto a, auto b) { return all[a].length() > all[b].length(); });
  return seeds;
}

/// Sorts a trace into what was found. Rows of letters with straight strokes line up, too, but with
/// paper between, and their strokes are not thinner than the pen.
///
/// @return  whether it may be a line
bool judge(const cv::Mat1b& lanes, Trace trace, double stroke_width, const RulingParams& params,
           Found& found) {
  const double extent = lanes.rows;
  const double least_span =
      std::max(params.least_span * extent, params.least_strokes * stroke_width);
  trace.thickness = median_thickness(trace);
  const auto make = [&](const Trace& t) {
    return make_of(lanes, t, params.least_stretch * t.thickness, 1.5 * stroke_width + t.thickness);
  };
  std::vector<Trace> solid;
  double solid_span = 0;
  for (Trace& part : parts_of(trace, params.widest_gap * stroke_width)) {
    const double span = span_of(part);
    const Make m = make(part);
    if (span < least_span || m.certain < params.least_cover * span ||
        m.paper > params.most_paper * span) {
      continue;
    }
    solid_span += span;
    solid.push_back(std::move(part));
  }
  if (solid_span >= params.broken_span * extent) {
    found.solid.push_back(std::move(trace));
    return true;
  }
  const double span = span_of(trace);
  const double certain = make(trace).certain;
  const bool is_thin = trace.thickness <= params.broken_thickness * stroke_width;
  if (is_thin && span >= params.broken_span * extent && certain >= params.broken_cover * span) {
    found.broken.push_back(std::move(trace));
    return true;
  }
  const bool has_rest = solid_span < 0.9 * span;
  const bool may_be_bit = has_rest && certain >= params.least_bit * trace.thickness;
  if (may_be_bit) found.bits.push_back(std::move(trace));
  const bool has_solid = !solid.empty();
  std::move(solid.begin(), solid.end(), std::back_inserter(found.solid));
  return may_be_bit || has_solid;
}

}  // namespace

std::vector<RulingLine> find_ruling_lines(const cv::Mat1b& lanes, double stroke_width,
                                          const RulingParams& params, bool is_ruled) {
  const double thickest = std::max(3.0, params.most_thickness * stroke_width);
  std::vector<Stretch> all = find_stretches(lanes, static_cast<int>(std::lround(thickest)),
                                            params.most_slope, params.most_stretches);
  const std::vector<std::size_t> seeds = seeds_of(all, params);
  if (seeds.empty()) return {};
  Field field(lanes, std::move(all));
  Found found;
  std::vector<bool> tried(field.all.size(), false);
  for (const std::size_t seed : seeds) {
    if (tried[seed]) continue;
    Trace trace = trace_from(field, seed);
    const std::vector<std::size_t> members = trace.members;
    const bool is_line = judge(lanes, std::move(trace), stroke_width, params, found);
    for (const std::size_t member : members) {
      tried[member] = true;
      if (is_line) field.used[member] = true;
    }
  }
  std::vector<RulingLine> lines;
  for (const Trace& trace : lines_among(found, params, is_ruled)) {
    lines.push_back(line_of(trace));
  }
  return lines;
}

}  // namespace inkline
