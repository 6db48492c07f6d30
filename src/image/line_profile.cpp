#include "line_profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <inkline/base/median.hpp>

namespace inkline {
namespace {

/// A line that ends may be hidden; this many strips behind its end are looked at again.
constexpr int kLookBeyond = 3;
/// Strips at its end that tell where a line goes on.
constexpr std::size_t kBase = 3;

/// On the straight pieces between the middles of the strips; beyond the first and the last of them
/// the pieces go on.
double place_in(const FaintLine& line, int lane, int length) {
  const int last = static_cast<int>(line.places.size()) - 1;
  const double at = (lane - strip_middle(line.first_strip, length)) / length;
  const int piece = std::clamp(static_cast<int>(std::floor(at)), 0, std::max(0, last - 1));
  const auto i = static_cast<std::size_t>(piece);
  const double next = line.places[i + (last > 0 ? 1 : 0)];
  return line.places[i] + (at - piece) * (next - line.places[i]);
}

/// Medians over the lanes of a strip: letters that cross a line are in fewer of them.
Profile profile_in(const LaneView& view, const FaintLine& line, int strip) {
  const int size = 2 * view.reach + 1;
  std::vector<std::vector<int>> shades(static_cast<std::size_t>(size));
  const int first = (line.first_strip + strip) * view.strip;
  for (int lane = first; lane < first + view.strip; ++lane) {
    const int begin = profile_begin(view, line, lane);
    if (begin < 0 || begin + size > view.lanes.cols) continue;
    const uchar* pixels = view.lanes.ptr(lane) + begin;
    for (int i = 0; i < size; ++i) {
      shades[static_cast<std::size_t>(i)].push_back(darkness(pixels[i]));
    }
  }
  Profile profile;
  profile.depth.assign(static_cast<std::size_t>(size), 0);
  if (shades.front().empty()) return profile;
  for (std::size_t i = 0; i < shades.size(); ++i) profile.depth[i] = median(shades[i]);
  profile.paper = 0.5 * (profile.depth.front() + profile.depth.back());
  for (double& depth : profile.depth) depth = std::max(0.0, depth - profile.paper);
  return profile;
}

/// Each strip's profile becomes the mean with its neighbours'.
std::vector<Profile> smoothed(const std::vector<Profile>& own) {
  std::vector<Profile> smooth = own;
  for (std::size_t i = 1; i + 1 < own.size(); ++i) {
    for (std::size_t k = 0; k < own[i].depth.size(); ++k) {
      smooth[i].depth[k] = (own[i - 1].depth[k] + own[i].depth[k] + own[i + 1].depth[k]) / 3;
    }
    smooth[i].paper = (own[i - 1].paper + own[i].paper + own[i + 1].paper) / 3;
  }
  return smooth;
}

/// How dark a lane is where the line should be.
int darkness_on(const LaneView& view, const FaintLine& line, int lane) {
  const int near = view.reach / 2;
  const int begin = profile_begin(view, line, lane) + view.reach - near;
  if (begin < 0 || begin + 2 * near >= view.lanes.cols) return 0;
  const uchar* at = view.lanes.ptr(lane) + begin;
  return darkness(*std::min_element(at, at + std::ptrdiff_t{2} * near + 1));
}

/// Share of the lanes that are no darker than paper; a few neighbours together, because of grain.
double paper_share(const LaneView& view, const FaintLine& line, int first, int end,
                   double darkest) {
  constexpr int together = 4;
  int paper = 0;
  int all = 0;
  for (int lane = first; lane + together <= end; lane += together, ++all) {
    int sum = 0;
    for (int i = 0; i < together; ++i) sum += darkness_on(view, line, lane + i);
    if (sum < together * darkest) ++paper;
  }
  return all > 0 ? static_cast<double>(paper) / all : 1;
}

/// From the first to the last strip in which there is a line of about this depth.
void measure_extent(const LaneView& view, const std::vector<Profile>& profiles, PrintedLine& line) {
  const auto is_line = [&](const Profile& profile) {
    return profile.deepest() >= 0.5 * line.depth;
  };
  const auto first = std::find_if(profiles.begin(), profiles.end(), is_line);
  const auto end = std::find_if(profiles.rbegin(), profiles.rend(), is_line).base();
  if (line.depth <= 0 || first >= end) return;
  const auto strips = static_cast<double>(end - first);
  line.seen = static_cast<double>(std::count_if(first, end, is_line)) / strips;
  line.span = strips * view.strip / std::max(view.lanes.rows, view.lanes.cols);
  const auto& places = line.course.places;
  line.slope = (places.back() - places.front()) /
               (view.strip * std::max(1.0, static_cast<double>(places.size()) - 1));
  const int first_lane =
      (line.course.first_strip + static_cast<int>(first - profiles.begin())) * view.strip;
  line.paper =
      paper_share(view, line.course, first_lane, first_lane + static_cast<int>(strips) * view.strip,
                  first->paper + 0.4 * line.depth);
}

/// Distance from the middle of the profile to where the line really is: the middle of what is
/// nearly as dark as its deepest.
double offset_of(const Profile& profile) {
  const double nearly = 0.7 * profile.deepest();
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < profile.depth.size(); ++i) {
    if (profile.depth[i] < nearly) continue;
    sum += static_cast<double>(i);
    ++count;
  }
  return count > 0 ? sum / count - 0.5 * static_cast<double>(profile.depth.size() - 1) : 0;
}

/// Places a strip between the last strips of a line; towards lower strips at the front.
double last_step(const std::vector<double>& places, bool at_front) {
  const std::size_t base = std::min(places.size() - 1, kBase);
  if (base == 0) return 0;
  const double all =
      at_front ? places.front() - places[base] : places.back() - places[places.size() - 1 - base];
  return all / static_cast<double>(base);
}

/// Goes on behind one end of a line as long as there is something to be seen.
void draw_out(const LaneView& view, FaintLine& line, std::vector<Profile>& profiles, double depth,
              bool at_front) {
  auto& places = line.places;
  for (int hidden = 0; hidden < kLookBeyond;) {
    const int strip =
        at_front ? line.first_strip - 1 : line.first_strip + static_cast<int>(places.size());
    if (strip < 0 || strip >= view.strips()) return;
    const double next = (at_front ? places.front() : places.back()) + last_step(places, at_front);
    places.insert(at_front ? places.begin() : places.end(), next);
    if (at_front) --line.first_strip;
    const int added = at_front ? 0 : static_cast<int>(places.size()) - 1;
    Profile profile = profile_in(view, line, added);
    const bool is_seen = profile.deepest() >= 0.5 * depth && profile.deepest() <= 2 * depth;
    hidden = is_seen ? 0 : hidden + 1;
    if (is_seen) {
      places[static_cast<std::size_t>(added)] += offset_of(profile);
      profile = profile_in(view, line, added);
    }
    profiles.insert(at_front ? profiles.begin() : profiles.end(), std::move(profile));
  }
}

double typical_depth(const std::vector<Profile>& profiles, double least) {
  std::vector<double> depths;
  for (const Profile& profile : profiles) {
    if (profile.deepest() >= least) depths.push_back(profile.deepest());
  }
  return depths.empty() ? 0 : median(depths);
}

}  // namespace

double Profile::deepest() const {
  return depth.empty() ? 0 : *std::max_element(depth.begin(), depth.end());
}

double Profile::thickness() const {
  const double half = 0.5 * deepest();
  return static_cast<double>(
      std::count_if(depth.begin(), depth.end(), [&](double d) { return d > 0 && d >= half; }));
}

int profile_begin(const LaneView& view, const FaintLine& line, int lane) {
  return static_cast<int>(std::lround(place_in(line, lane, view.strip))) - view.reach;
}

PrintedLine printed_line(const LaneView& view, const FaintLine& line, double least_depth) {
  PrintedLine printed;
  printed.course = line;
  std::vector<Profile> own;
  for (std::size_t i = 0; i < printed.course.places.size(); ++i) {
    own.push_back(profile_in(view, printed.course, static_cast<int>(i)));
  }
  printed.depth = typical_depth(own, least_depth);
  draw_out(view, printed.course, own, printed.depth, true);
  draw_out(view, printed.course, own, printed.depth, false);
  measure_extent(view, own, printed);
  printed.profiles = smoothed(own);
  return printed;
}

RulingLine ruling_line(const LaneView& view, const PrintedLine& line) {
  RulingLine course;
  const int first = line.course.first_strip * view.strip;
  int last = first + static_cast<int>(line.course.places.size()) * view.strip - 1;
  if (last >= (view.strips() - 1) * view.strip) last = view.lanes.rows - 1;
  const auto add = [&](int lane) {
    course.course.push_back({static_cast<double>(lane), place_in(line.course, lane, view.strip)});
  };
  add(first);
  for (std::size_t i = 0; i < line.course.places.size(); ++i) {
    const int strip = line.course.first_strip + static_cast<int>(i);
    add(static_cast<int>(strip_middle(strip, view.strip)));
  }
  add(last);
  std::vector<double> thicknesses;
  for (const Profile& profile : line.profiles) {
    if (profile.deepest() >= 0.5 * line.depth) thicknesses.push_back(profile.thickness());
  }
  course.thickness = thicknesses.empty() ? 1 : median(thicknesses);
  return course;
}

}  // namespace inkline
