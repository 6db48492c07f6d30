#include <inkline/image/fade_ruling.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "line_profile.hpp"

namespace inkline {
namespace {

void require(bool holds, const char* field, const char* bounds, double value) {
  require_setting(holds, std::string("fade.") + field + " must be " + bounds + ", got " +
                             std::to_string(value));
}

/// Darkness by which lines and writing are told apart.
struct Shades {
  double grain = 0;  ///< standard deviation of the paper's
  double ink = 0;
};

/// Lightens one lane of a line. What is darker than line and paper explain is writing and keeps
/// its shade; where there is nothing but the line, all of it becomes paper.
void fade_lane(const uchar* from, uchar* to, uchar* faded, const Profile& profile,
               const Shades& shades) {
  const int size = static_cast<int>(profile.depth.size());
  const double deepest = profile.deepest();
  const double paper = profile.paper + 3 * shades.grain;
  const double writing = paper + std::min(1.5 * deepest, 0.5 * (deepest + shades.ink));
  const bool is_alone =
      darkness(from[0]) <= paper && darkness(from[size - 1]) <= paper &&
      std::none_of(from, from + size, [&](uchar shade) { return darkness(shade) > writing; });
  const auto clean = cv::saturate_cast<uchar>(kEvenPaper - profile.paper);
  const double edge = 0.08 * deepest;
  for (int i = 0; i < size; ++i) {
    const double depth = profile.depth[static_cast<std::size_t>(i)];
    uchar lighter = from[i];
    if (is_alone) {
      lighter = clean;
    } else if (depth > edge && darkness(from[i]) <= writing) {
      lighter = cv::saturate_cast<uchar>(std::min<double>(from[i] + depth, kEvenPaper));
    }
    if (lighter <= to[i]) continue;
    to[i] = lighter;
    faded[i] = 255;
  }
}

/// Takes a line from `page`.
void fade_line(const LaneView& view, const PrintedLine& line, double least_depth,
               const Shades& shades, cv::Mat1b& page, cv::Mat1b& faded) {
  for (std::size_t i = 0; i < line.profiles.size(); ++i) {
    const Profile& profile = line.profiles[i];
    if (profile.deepest() < least_depth) continue;
    const int strip = line.course.first_strip + static_cast<int>(i);
    const int first = strip * view.strip;
    const int end = strip + 1 == view.strips() ? view.lanes.rows : first + view.strip;
    for (int lane = first; lane < end; ++lane) {
      const int begin = profile_begin(view, line.course, lane);
      if (begin < 0 || begin + 2 * view.reach >= view.lanes.cols) continue;
      fade_lane(view.lanes.ptr(lane) + begin, page.ptr(lane) + begin, faded.ptr(lane) + begin,
                profile, shades);
    }
  }
}

/// Takes the faint ones of the lines from `page`; the others are handed back.
std::vector<RulingLine> fade_lines(const LaneView& view, const std::vector<PrintedLine>& lines,
                                   const Shades& shades, const FadeParams& params, cv::Mat1b& page,
                                   cv::Mat1b& faded) {
  std::vector<RulingLine> dark;
  for (const PrintedLine& line : lines) {
    if (line.depth > params.most_depth * shades.ink) {
      dark.push_back(ruling_line(view, line));
    } else {
      fade_line(view, line, params.least_depth, shades, page, faded);
    }
  }
  return dark;
}

/// Lines of one kind and direction, turned apart a little by perspective.
bool are_fellows(const PrintedLine& a, const PrintedLine& b) {
  return std::abs(a.slope - b.slope) <= 0.1 && a.depth <= 2 * b.depth && b.depth <= 2 * a.depth;
}

int fellows_of(const PrintedLine& line, const std::vector<PrintedLine>& lines) {
  return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const PrintedLine& other) {
    return are_fellows(line, other);
  }));
}

/// Keeps the lines that are of a family; of ruled paper also lone ones, as a margin, that are
/// beyond doubt.
void keep_families(std::vector<PrintedLine>& lines, bool is_ruled, int least) {
  std::vector<PrintedLine> kept;
  for (const PrintedLine& line : lines) {
    const bool is_sure = line.span >= 0.5 && line.seen >= 0.8;
    if (fellows_of(line, lines) >= least || (is_ruled && is_sure)) kept.push_back(line);
  }
  lines.swap(kept);
}

bool has_family(const std::vector<PrintedLine>& lines, int least) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const PrintedLine& line) { return fellows_of(line, lines) >= least; });
}

/// Strokes of letters that happen to be in line have paper between them.
bool is_line(const PrintedLine& line, const FadeParams& params) {
  constexpr double least_seen = 0.6;
  constexpr double most_paper = 0.25;
  return line.seen >= least_seen && line.span >= params.least_span && line.paper <= most_paper;
}

std::vector<PrintedLine> printed_lines(const LaneView& view, const FadeParams& params) {
  std::vector<PrintedLine> lines;
  for (const FaintLine& line : find_faint_lines(view.lanes, view.reach, params)) {
    PrintedLine printed = printed_line(view, line, params.least_depth);
    if (is_line(printed, params)) lines.push_back(std::move(printed));
  }
  return lines;
}

/// From the lighter half of the paper's shades; the darker half has the edges of strokes.
double grain_of(const cv::Mat1b& even) {
  double count = 0;
  double squares = 0;
  for (int y = 0; y < even.rows; y += 4) {
    const uchar* row = even.ptr(y);
    for (int x = 0; x < even.cols; ++x) {
      if (row[x] < kEvenPaper) continue;
      const int lighter = row[x] - kEvenPaper;
      ++count;
      squares += lighter * lighter;
    }
  }
  return count > 0 ? std::sqrt(squares / count) : 0;
}

/// Darkness of the writing that crosses lines, seen where the line is not; that of all the page's
/// where hardly any does.
double crossing_ink(const LaneView& view, const std::vector<PrintedLine>& lines) {
  std::array<int, 256> counts{};
  int total = 0;
  for (const PrintedLine& line : lines) {
    for (int lane = 0; lane < view.lanes.rows; ++lane) {
      const int begin = profile_begin(view, line.course, lane);
      if (begin < 0 || begin + 2 * view.reach >= view.lanes.cols) continue;
      ++counts[view.lanes(lane, begin)];
      ++counts[view.lanes(lane, begin + 2 * view.reach)];
      total += 2;
    }
  }
  constexpr double hardly_any = 0.002;
  int shade = 0;
  for (int darker = 0; shade < 255; ++shade) {
    darker += counts[static_cast<std::size_t>(shade)];
    if (darker > hardly_any * total) break;
  }
  return kEvenPaper - shade;
}

double ink_of_page(const cv::Mat1b& even) {
  cv::Mat1b unused;
  const double threshold = cv::threshold(even, unused, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  // Otsu's threshold lies half-way between the means of ink and paper.
  return 2 * std::max(0.0, kEvenPaper - threshold);
}

cv::Mat1b turned(const cv::Mat1b& picture) {
  cv::Mat1b result;
  cv::transpose(picture, result);
  return result;
}

}  // namespace

void FadeParams::check() const {
  require(most_slope >= 0 && most_slope <= 0.5, "most_slope", "0 to 0.5", most_slope);
  require(reach >= 0.001 && reach <= 0.02, "reach", "0.001 to 0.02", reach);
  require(least_span >= 0.05 && least_span <= 1, "least_span", "0.05 to 1", least_span);
  require(least_cover >= 0.1 && least_cover <= 1, "least_cover", "0.1 to 1", least_cover);
  require(least_contrast >= 2 && least_contrast <= 50, "least_contrast", "2 to 50", least_contrast);
  require(least_depth >= 0 && least_depth <= 100, "least_depth", "0 to 100", least_depth);
  require(most_depth >= 0.05 && most_depth <= 1, "most_depth", "0.05 to 1", most_depth);
  require(least_family > 0, "least_family", "above 0", least_family);
}

FadedRuling fade_ruling(const cv::Mat1b& even, const FadeParams& params) {
  params.check();
  FadedRuling result;
  result.page = even;
  if (even.empty()) return result;
  const int reach =
      std::max(2, static_cast<int>(std::lround(params.reach * std::max(even.rows, even.cols))));
  const LaneView columns{turned(even), reach, strip_length(even.cols)};
  std::vector<PrintedLine> across = printed_lines(columns, params);
  const LaneView rows{even, reach, strip_length(even.rows)};
  std::vector<PrintedLine> down = printed_lines(rows, params);
  const bool is_ruled =
      has_family(across, params.least_family) || has_family(down, params.least_family);
  keep_families(across, is_ruled, params.least_family);
  keep_families(down, is_ruled, params.least_family);
  if (across.empty() && down.empty()) return result;

  const Shades shades{
      std::max(1.0, grain_of(even)),
      std::max({ink_of_page(even), crossing_ink(columns, across), crossing_ink(rows, down)})};
  cv::Mat1b page = columns.lanes.clone();
  cv::Mat1b faded(page.size(), uchar{0});
  result.dark.across = fade_lines(columns, across, shades, params, page, faded);
  result.page = turned(page);
  result.faded = turned(faded);
  // Where lines cross, what was taken across is no longer there for the one down.
  const LaneView rest{result.page.clone(), reach, rows.strip};
  result.dark.down = fade_lines(rest, down, shades, params, result.page, result.faded);
  result.lines = static_cast<int>(across.size() + down.size() - result.dark.across.size() -
                                  result.dark.down.size());
  return result;
}

}  // namespace inkline
