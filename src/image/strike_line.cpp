#include <inkline/image/strike_line.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr double kReducedStroke = 3;    // pixels: thinner strokes would break
constexpr double kStep = 0.4;           // of a course, in letter heights: it is straight that far
constexpr int kMostPixels = 4'000'000;  // more is no word

/// The ink at a scale where strokes are thin, and lengths in its pixels.
struct Scene {
  cv::Mat1b ink;
  double scale = 1;
  double stroke_width = 0;
  double letter_height = 0;
  int step = 0;   ///< columns of a straight step
  int steep = 0;  ///< a step rises or falls by at most so many rows
};

Scene scene_of(const cv::Mat1b& ink, double stroke_width, double letter_height, double steepest) {
  constexpr double half_inked = 110;  // of 255; a little less, so that hairlines stay whole
  Scene scene;
  scene.scale = std::min(1.0, kReducedStroke / stroke_width);
  scene.stroke_width = scene.scale * stroke_width;
  scene.letter_height = scene.scale * letter_height;
  scene.ink = ink;
  if (scene.scale < 1) {
    const auto length = [&](int full) {
      return std::max(1, static_cast<int>(std::lround(full * scene.scale)));
    };
    cv::Mat1b small;
    cv::resize(ink, small, {length(ink.cols), length(ink.rows)}, 0, 0, cv::INTER_AREA);
    scene.ink = small > half_inked;
  }
  scene.step = std::max(4, static_cast<int>(std::lround(kStep * scene.letter_height)));
  scene.steep = std::max(1, static_cast<int>(std::lround(steepest * scene.step)));
  return scene;
}

/// Where a chain of steps runs: its height at the columns first, first + step, ...
struct Course {
  int first = 0;
  std::vector<int> heights;
};

/// Finds the longest chain of inked steps.
class CourseSearch {
 public:
  explicit CourseSearch(const Scene& scene)
      : scene_(scene),
        steps_((scene.ink.cols - 1) / scene.step),
        slopes_(2 * scene.steep + 1),
        ends_(static_cast<std::size_t>(std::max(0, steps_) * scene.ink.rows * slopes_)) {}

  Course longest() {
    for (int step = 0; step < steps_; ++step) {
      for (int y = 0; y < scene_.ink.rows; ++y) {
        for (int rise = -scene_.steep; rise <= scene_.steep; ++rise) extend(step, y, rise);
      }
    }
    return course();
  }

 private:
  /// A chain that ends with some step.
  struct End {
    int length = 0;  ///< steps; 0 where the step is not inked
    int before = 0;  ///< rise of the step before; means something from length 2 on
  };

  End& at(int step, int y, int rise) {
    return ends_[static_cast<std::size_t>((step * scene_.ink.rows + y) * slopes_ + rise +
                                          scene_.steep)];
  }

  bool is_inked(int step, int y, int rise) const {
    const int x = step * scene_.step;
    for (int i = 0; i <= scene_.step; ++i) {
      const int risen = static_cast<int>(std::lround(static_cast<double>(rise) * i / scene_.step));
      if (scene_.ink(y + risen, x + i) == 0) return false;
    }
    return true;
  }

  /// A chain turns by one row a step at most.
  void extend(int step, int y, int rise) {
    if (scene_.ink(y, step * scene_.step) == 0) return;
    if (y + rise < 0 || y + rise >= scene_.ink.rows || !is_inked(step, y, rise)) return;
    End& end = at(step, y, rise);
    end.length = 1;
    for (int before = rise - 1; step > 0 && before <= rise + 1; ++before) {
      const int from = y - before;
      if (std::abs(before) > scene_.steep || from < 0 || from >= scene_.ink.rows) continue;
      const int length = at(step - 1, from, before).length;
      if (length >= end.length) end = {length + 1, before};
    }
    if (end.length > best_.length) best_ = {end.length, step, y, rise};
  }

  Course course() {
    Course found;
    if (best_.length == 0) return found;
    Best now = best_;
    found.heights.push_back(now.y + now.rise);
    while (true) {
      found.heights.push_back(now.y);
      if (now.length == 1) break;
      const int before = at(now.step, now.y, now.rise).before;
      now = {now.length - 1, now.step - 1, now.y - before, before};
    }
    found.first = now.step * scene_.step;
    std::reverse(found.heights.begin(), found.heights.end());
    return found;
  }

  struct Best {
    int length = 0;
    int step = 0;
    int y = 0;
    int rise = 0;
  };

  const Scene& scene_;
  int steps_;
  int slopes_;
  std::vector<End> ends_;
  Best best_;
};

/// The run of ink down a column around a place on the course.
struct Column {
  int top = 0;
  int bottom = 0;
  double middle = 0;  ///< of the line

  int thickness() const { return bottom - top + 1; }
};

std::vector<Column> columns_of(const Scene& scene, const Course& course) {
  std::vector<Column> columns;
  const int last = static_cast<int>(course.heights.size()) - 2;
  const int count = scene.step * (last + 1) + 1;
  for (int i = 0; i < count; ++i) {
    const int step = std::min(i / scene.step, last);
    const int from = course.heights[static_cast<std::size_t>(step)];
    const int to = course.heights[static_cast<std::size_t>(step) + 1];
    const double share = static_cast<double>(i - step * scene.step) / scene.step;
    const int y = from + static_cast<int>(std::lround((to - from) * share));
    const int x = course.first + i;
    Column column{y, y, static_cast<double>(y)};
    while (column.top > 0 && scene.ink(column.top - 1, x) != 0) --column.top;
    while (column.bottom + 1 < scene.ink.rows && scene.ink(column.bottom + 1, x) != 0) {
      ++column.bottom;
    }
    columns.push_back(column);
  }
  return columns;
}

/// Thickness of the line where nothing crosses it.
double line_thickness(const std::vector<Column>& columns) {
  std::vector<int> all;
  for (const Column& column : columns) all.push_back(column.thickness());
  const auto quarter = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 4);
  std::nth_element(all.begin(), quarter, all.end());
  return *quarter;
}

/// Lays the middle through the columns where the line is seen alone, straight from one to the next.
void settle_middles(std::vector<Column>& columns, double thickness) {
  const auto is_alone = [&](const Column& c) { return c.thickness() <= 1.3 * thickness + 1; };
  std::ptrdiff_t before = -1;
  const auto count = static_cast<std::ptrdiff_t>(columns.size());
  const auto at = [&](std::ptrdiff_t i) -> Column& { return columns[static_cast<std::size_t>(i)]; };
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    if (!is_alone(at(i))) continue;
    at(i).middle = 0.5 * (at(i).top + at(i).bottom);
    const double from = before < 0 ? at(i).middle : at(before).middle;
    for (std::ptrdiff_t k = before + 1; k < i; ++k) {
      const double share = static_cast<double>(k - before) / static_cast<double>(i - before);
      at(k).middle = from + share * (at(i).middle - from);
    }
    before = i;
  }
  for (std::ptrdiff_t k = before + 1; before >= 0 && k < count; ++k) {
    at(k).middle = at(before).middle;
  }
}

/// Pixels of ink in a column between two heights, both included.
int ink_between(const cv::Mat1b& ink, int x, double from, double to) {
  const int begin = std::max(0, static_cast<int>(std::lround(from)));
  const int end = std::min(ink.rows - 1, static_cast<int>(std::lround(to)));
  int count = 0;
  for (int y = begin; y <= end; ++y) count += ink(y, x) != 0 ? 1 : 0;
  return count;
}

struct Range {
  int begin = 0;
  int end = 0;  ///< behind the last
};

std::vector<Range> ranges_of(const std::vector<bool>& flags) {
  std::vector<Range> ranges;
  for (int i = 0; i < static_cast<int>(flags.size()); ++i) {
    if (!flags[static_cast<std::size_t>(i)]) continue;
    if (ranges.empty() || ranges.back().end != i) ranges.push_back({i, i});
    ranges.back().end = i + 1;
  }
  return ranges;
}

/// Strokes that leave a line on one side and come back on the other, slanted ones too.
int pairs_of(const std::vector<Range>& above, const std::vector<Range>& below, int lean) {
  int pairs = 0;
  std::size_t next = 0;
  for (const Range& stroke : above) {
    while (next < below.size() && below[next].end < stroke.begin - lean) ++next;
    if (next == below.size() || below[next].begin >= stroke.end + lean) continue;
    ++pairs;
    ++next;
  }
  return pairs;
}

/// What is around a line.
struct Surroundings {
  int crossings = 0;
  double above = 0;  ///< share of its columns
  double below = 0;
  double stems = 0;     ///< share of its columns that plain strokes through it would take
  double overhang = 0;  ///< at the end with less, in letter heights
};

/// How far a line goes on before its first stroke and behind its last, whichever is less.
int overhang_of(const std::vector<Range>& above, const std::vector<Range>& below, int length) {
  int before = length;
  int behind = length;
  for (const std::vector<Range>& strokes : {above, below}) {
    if (strokes.empty()) continue;
    before = std::min(before, strokes.front().begin);
    behind = std::min(behind, length - strokes.back().end);
  }
  return std::min(before, behind);
}

Surroundings look_around(const Scene& scene, const Course& course,
                         const std::vector<Column>& columns, double thickness, double reach) {
  const double half = thickness / 2 + 1;
  const double near = 0.1 * scene.letter_height + 1;  // strokes that leave the line get that far
  const double far = reach * scene.letter_height;
  std::vector<bool> up;
  std::vector<bool> down;
  Surroundings around;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const int x = course.first + static_cast<int>(i);
    const double y = columns[i].middle;
    const auto is_full = [&](double from, double to) {
      return 2 * ink_between(scene.ink, x, from, to) > near;
    };
    up.push_back(is_full(y - half - near, y - half));
    down.push_back(is_full(y + half, y + half + near));
    around.above += ink_between(scene.ink, x, y - far, y - half) > 0 ? 1 : 0;
    around.below += ink_between(scene.ink, x, y + half, y + far) > 0 ? 1 : 0;
  }
  const int lean = static_cast<int>(std::lround(thickness + 2 + near));
  const std::vector<Range> over = ranges_of(up);
  const std::vector<Range> under = ranges_of(down);
  around.crossings = pairs_of(over, under, lean);
  around.overhang =
      overhang_of(over, under, static_cast<int>(columns.size())) / scene.letter_height;
  around.stems = around.crossings * scene.stroke_width / static_cast<double>(columns.size());
  around.above /= static_cast<double>(columns.size());
  around.below /= static_cast<double>(columns.size());
  return around;
}

/// Bars that go on from one t to the next have little but stems above them, and letters below.
bool is_bar_of_t(const Surroundings& around, const StrikeLineParams& params) {
  constexpr double most_stems = 2.4;
  constexpr double most_ratio = 0.6;  // of what is above to what is below
  return around.crossings <= params.many_crossings && around.above < most_stems * around.stems &&
         around.above < most_ratio * around.below;
}

/// Whether a line stands out at both ends, or has crossings enough to do without.
bool stands_out(const Surroundings& around, bool is_very_long, const StrikeLineParams& params) {
  return around.overhang >= params.least_overhang ||
         around.crossings + (is_very_long ? 1 : 0) >= params.many_crossings;
}

bool goes_through(const Surroundings& around, bool is_very_long, const StrikeLineParams& params) {
  const double beside = std::min(around.above, around.below);
  return around.crossings >= params.least_crossings && beside >= params.least_beside &&
         beside >= params.beyond_stems * around.stems && stands_out(around, is_very_long, params) &&
         !is_bar_of_t(around, params);
}

bool is_long(const Scene& scene, const Course& course, const StrikeLineParams& params) {
  const double span = 1.0 * scene.step * (static_cast<int>(course.heights.size()) - 1);
  return span >= params.least_span * scene.letter_height &&
         span >= params.least_strokes * scene.stroke_width &&
         span >= params.least_cover * scene.ink.cols;
}

}  // namespace

void StrikeLineParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("strike_line.") + what + ", got " + std::to_string(value));
  };
  const auto is_share = [](double value) { return value >= 0 && value <= 1; };
  require(least_span >= 0.5 && least_span <= 20, "least_span must be 0.5 to 20", least_span);
  require(least_strokes >= 1 && least_strokes <= 200, "least_strokes must be 1 to 200",
          least_strokes);
  require(is_share(least_cover), "least_cover must be 0 to 1", least_cover);
  require(least_crossings > 0, "least_crossings must be above 0", least_crossings);
  require(many_crossings >= least_crossings, "many_crossings must be at least least_crossings",
          many_crossings);
  require(long_strokes >= least_strokes, "long_strokes must be at least least_strokes",
          long_strokes);
  require(least_overhang >= 0 && least_overhang <= 2, "least_overhang must be 0 to 2",
          least_overhang);
  require(is_share(least_beside), "least_beside must be 0 to 1", least_beside);
  require(beyond_stems >= 0 && beyond_stems <= 10, "beyond_stems must be 0 to 10", beyond_stems);
  require(reach >= 0.1 && reach <= 3, "reach must be 0.1 to 3", reach);
  require(steepest >= 0.05 && steepest <= 1, "steepest must be 0.05 to 1", steepest);
}

std::optional<StrikeLine> find_strike_line(const cv::Mat1b& ink, double stroke_width,
                                           double letter_height, const StrikeLineParams& params) {
  params.check();
  const double least =
      std::max(params.least_span * letter_height, params.least_strokes * stroke_width);
  if (ink.cols < least || ink.total() > kMostPixels) return std::nullopt;
  const Scene scene = scene_of(ink, stroke_width, letter_height, params.steepest);
  const Course course = CourseSearch(scene).longest();
  if (course.heights.size() < 2 || !is_long(scene, course, params)) return std::nullopt;
  std::vector<Column> columns = columns_of(scene, course);
  const double thickness = line_thickness(columns);
  settle_middles(columns, thickness);
  const Surroundings around = look_around(scene, course, columns, thickness, params.reach);
  const auto span = static_cast<double>(columns.size());
  const bool is_very_long = span >= params.long_strokes * scene.stroke_width;
  if (!goes_through(around, is_very_long, params)) return std::nullopt;
  const auto full = [&](int x) {
    return std::clamp(static_cast<int>(std::lround(x / scene.scale)), 0, ink.cols - 1);
  };
  const int length = static_cast<int>(columns.size()) - 1;
  double height = 0;
  for (const Column& column : columns)
    height += column.middle / static_cast<double>(columns.size());
  return StrikeLine{full(course.first), full(course.first + length), around.crossings,
                    (height + 0.5) / scene.scale};
}

}  // namespace inkline
