#include <inkline/image/pen_lines.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <inkline/base/error.hpp>

#include "erase_line.hpp"
#include "line_traces.hpp"

namespace inkline {
namespace {

/// The parts of a trace between wide gaps of paper.
std::vector<Trace> parts_of(const cv::Mat1b& lanes, const Trace& trace, double widest_gap) {
  std::vector<Trace> parts;
  for (const Stretch& s : trace.stretches) {
    if (parts.empty() || paper_between(lanes, parts.back().stretches.back(), s) > widest_gap) {
      parts.push_back({{}, {}, trace.thickness});
    }
    parts.back().stretches.push_back(s);
  }
  return parts;
}

double place_between(const Stretch& a, const Stretch& b, double lane) {
  const double from = a.place_at(a.last);
  const double share = (lane - a.last) / std::max(1, b.first - a.last);
  return from + share * (b.place_at(b.first) - from);
}

/// Calls visit(lane, place) for every lane of a trace.
template <class Visit>
void for_each_lane(const Trace& trace, const Visit& visit) {
  for (std::size_t i = 0; i < trace.stretches.size(); ++i) {
    const Stretch& s = trace.stretches[i];
    for (int lane = s.first; lane <= s.last; ++lane) visit(lane, s.place_at(lane));
    if (i + 1 == trace.stretches.size()) break;
    const Stretch& next = trace.stretches[i + 1];
    for (int lane = s.last + 1; lane < next.first; ++lane) {
      visit(lane, place_between(s, next, lane));
    }
  }
}

bool has_ink(const cv::Mat1b& lanes, int lane, double from, double to) {
  const int begin = std::clamp(static_cast<int>(std::lround(from)), 0, lanes.cols);
  const int end = std::clamp(static_cast<int>(std::lround(to)), begin, lanes.cols);
  const uchar* row = lanes.ptr(lane);
  return std::any_of(row + begin, row + end, [](uchar value) { return value != 0; });
}

/// What a line is seen to have around it, as shares of its lanes.
struct Surroundings {
  double paper = 0;  ///< no ink on the line
  double seen = 0;   ///< ink of the line alone
  double above = 0;  ///< letters that reach high
  double below = 0;
};

Surroundings look_around(const cv::Mat1b& lanes, const Trace& trace, double letter_height,
                         const PenLineParams& params) {
  const double half = 0.5 * trace.thickness + 1;
  int count = 0;
  int paper = 0;
  int above = 0;
  int below = 0;
  for_each_lane(trace, [&](int lane, double place) {
    ++count;
    paper += has_ink(lanes, lane, place - half, place + half) ? 0 : 1;
    const double high = place - params.far_above * letter_height;
    above += has_ink(lanes, lane, high - params.far_above * letter_height, high) ? 1 : 0;
    const double low = place + half + 1;
    below += has_ink(lanes, lane, low, low + params.far_below * letter_height) ? 1 : 0;
  });
  double seen = 0;
  for (const Stretch& s : trace.stretches) seen += s.length();
  const double all = std::max(1, count);
  return {paper / all, seen / all, above / all, below / all};
}

/// Lanes in which strokes leave a line towards one side, `off` from its middle.
std::vector<int> leaving(const cv::Mat1b& lanes, const Trace& trace, double off) {
  std::vector<int> found;
  for_each_lane(trace, [&](int lane, double place) {
    if (has_ink(lanes, lane, place + off, place + off + 1)) found.push_back(lane);
  });
  return found;
}

/// Whether more strokes hang below a line than go through it, as the lines of a diagram do. Strokes
/// of letters come from above.
bool has_hangers(const cv::Mat1b& lanes, const Trace& trace) {
  const double beside = trace.thickness + 1.5;  // the line wavers
  const double lean = 2 * trace.thickness + 2;  // of a stroke on its way through
  const std::vector<int> above = leaving(lanes, trace, -beside - 1);
  int hanging = 0;
  int through = 0;
  int before = -2;
  for (const int lane : leaving(lanes, trace, beside)) {
    const bool is_new = lane > before + 1;
    before = lane;
    if (!is_new) continue;
    const bool comes_through = std::any_of(above.begin(), above.end(),
                                           [&](int from) { return std::abs(from - lane) <= lean; });
    ++(comes_through ? through : hanging);
  }
  return hanging > through;
}

bool is_underline(const cv::Mat1b& lanes, const Trace& trace, double letter_height,
                  const PenLineParams& params) {
  if (span_of(trace) < params.least_span * letter_height) return false;
  const Surroundings around = look_around(lanes, trace, letter_height, params);
  return around.paper <= params.most_paper && around.seen >= params.least_seen &&
         around.above >= params.least_above && around.below <= params.most_below &&
         !has_hangers(lanes, trace);
}

/// Takes the line itself out, so that one above it is judged by what else is below.
void clear(const Trace& trace, cv::Mat1b& lanes) {
  const double half = 0.5 * trace.thickness + 1;
  for_each_lane(trace, [&](int lane, double place) {
    const int begin = std::clamp(static_cast<int>(std::lround(place - half)), 0, lanes.cols);
    const int end = std::clamp(static_cast<int>(std::lround(place + half)), begin, lanes.cols);
    std::fill(lanes.ptr(lane) + begin, lanes.ptr(lane) + end, uchar{0});
  });
}

std::vector<Trace> long_traces(const cv::Mat1b& lanes, double stroke_width, double letter_height,
                               const PenLineParams& params) {
  constexpr double least_seed = 4;  // thicknesses
  constexpr int most_stretches = 50'000;
  const double thickest = std::max(3.0, params.most_thickness * stroke_width);
  TraceField field(lanes, find_stretches(lanes, static_cast<int>(std::lround(thickest)),
                                         params.most_slope, most_stretches));
  std::vector<Trace> traces;
  for (const std::size_t seed : trace_seeds(field.all, least_seed)) {
    if (field.used[seed]) continue;
    Trace trace = trace_from(field, seed);
    for (const std::size_t member : trace.members) field.used[member] = true;
    trace.thickness = median_thickness(trace);
    for (Trace& part : parts_of(lanes, trace, params.widest_gap * letter_height)) {
      if (span_of(part) >= params.least_span * letter_height) traces.push_back(std::move(part));
    }
  }
  return traces;
}

}  // namespace

void PenLineParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("pen_lines.") + what + ", got " + std::to_string(value));
  };
  const auto is_share = [](double value) { return value >= 0 && value <= 1; };
  require(most_thickness >= 0.5 && most_thickness <= 4, "most_thickness must be 0.5 to 4",
          most_thickness);
  require(most_slope >= 0 && most_slope <= 0.5, "most_slope must be 0 to 0.5", most_slope);
  require(least_span >= 0.5 && least_span <= 20, "least_span must be 0.5 to 20", least_span);
  require(is_share(least_seen), "least_seen must be 0 to 1", least_seen);
  require(most_paper >= 0 && most_paper <= 0.9, "most_paper must be 0 to 0.9", most_paper);
  require(widest_gap >= 0 && widest_gap <= 5, "widest_gap must be 0 to 5", widest_gap);
  require(far_above >= 0.1 && far_above <= 2, "far_above must be 0.1 to 2", far_above);
  require(far_below >= 0.1 && far_below <= 2, "far_below must be 0.1 to 2", far_below);
  require(is_share(least_above), "least_above must be 0 to 1", least_above);
  require(is_share(most_below), "most_below must be 0 to 1", most_below);
}

std::vector<RulingLine> find_underlines(const cv::Mat1b& ink, double stroke_width,
                                        double letter_height, const PenLineParams& params) {
  params.check();
  if (ink.empty() || stroke_width <= 0 || letter_height <= 0) return {};
  cv::Mat1b lanes;
  cv::transpose(ink, lanes);
  std::vector<Trace> traces = long_traces(lanes, stroke_width, letter_height, params);
  const auto height = [](const Trace& t) { return t.stretches.front().place; };
  std::stable_sort(traces.begin(), traces.end(),
                   [&](const Trace& a, const Trace& b) { return height(a) > height(b); });
  std::vector<RulingLine> lines;
  for (const Trace& trace : traces) {
    if (!is_underline(lanes, trace, letter_height, params)) continue;
    lines.push_back(line_of(trace));
    clear(trace, lanes);
  }
  return lines;
}

cv::Mat1b remove_underlines(const cv::Mat1b& ink, double stroke_width, double letter_height,
                            const PenLineParams& params, const RulingParams& erasing) {
  const std::vector<RulingLine> lines = find_underlines(ink, stroke_width, letter_height, params);
  if (lines.empty()) return ink;
  cv::Mat1b lanes;
  cv::transpose(ink, lanes);
  cv::Mat1b cleaned = lanes.clone();
  for (const RulingLine& line : lines) erase_line(lanes, cleaned, line, stroke_width, erasing);
  cv::Mat1b rest;
  cv::transpose(cleaned, rest);
  return rest;
}

}  // namespace inkline
