#include "line_traces.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace inkline {
namespace {

/// A gap is crossed when it is no wider than this share of the extent.
constexpr double kWidestGap = 0.15;
/// The direction of a line is that of its last stretches, over this share of the extent.
constexpr double kDirectionBase = 0.1;

double far_end(const Stretch& s, Side side) {
  return side == Side::up ? s.last : s.first;
}

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

bool is_alike(const Stretch& s, const Direction& d, double thickness) {
  const double slope_error = 0.04 + thickness / s.length();
  return s.thickness <= 1.7 * thickness + 1 && thickness <= 1.7 * s.thickness + 1 &&
         std::abs(s.slope - d.slope) <= slope_error;
}

/// Appends what continues the trace on one side, stretch by stretch.
void extend(const TraceField& field, Side side, Trace& trace) {
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

}  // namespace

std::vector<std::size_t> trace_seeds(const std::vector<Stretch>& all, double least_stretch) {
  std::vector<std::size_t> seeds;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].length() >= least_stretch * all[i].thickness) seeds.push_back(i);
  }
  std::stable_sort(seeds.begin(), seeds.end(),
                   [&](auto a, auto b) { return all[a].length() > all[b].length(); });
  return seeds;
}

Trace trace_from(const TraceField& field, std::size_t seed) {
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

RulingLine line_of(const Trace& trace) {
  RulingLine line;
  line.thickness = trace.thickness;
  for (const Stretch& s : trace.stretches) {
    line.course.push_back({static_cast<double>(s.first), s.place_at(s.first)});
    line.course.push_back({static_cast<double>(s.last), s.place_at(s.last)});
  }
  return line;
}

}  // namespace inkline
