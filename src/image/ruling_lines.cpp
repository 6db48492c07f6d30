#include "ruling_lines.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "line_traces.hpp"

namespace inkline {
namespace {

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
  const std::vector<std::size_t> seeds = trace_seeds(all, params.least_stretch);
  if (seeds.empty()) return {};
  TraceField field(lanes, std::move(all));
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
