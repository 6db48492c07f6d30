#include <inkline/image/remove_ruling.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>

#include "erase_line.hpp"
#include "ruling_lines.hpp"

namespace inkline {
namespace {

void require(bool holds, const char* field, const char* bounds, double value) {
  require_setting(holds, std::string("ruling.") + field + " must be " + bounds + ", got " +
                             std::to_string(value));
}

cv::Mat1b transposed(const cv::Mat1b& mask) {
  cv::Mat1b result;
  cv::transpose(mask, result);
  return result;
}

cv::Mat1b without(const cv::Mat1b& lanes, const std::vector<RulingLine>& lines, double stroke_width,
                  const RulingParams& params) {
  cv::Mat1b cleaned = lanes.clone();
  for (const RulingLine& line : lines) erase_line(lanes, cleaned, line, stroke_width, params);
  return cleaned;
}

/// Takes away lines that run from row to row: those that are known, then what else is found.
///
/// @return  all of them; `lanes` is a fresh mask when there are any
std::vector<RulingLine> remove_lines(cv::Mat1b& lanes, double stroke_width,
                                     const RulingParams& params,
                                     const std::vector<RulingLine>& known, bool is_ruled) {
  if (!known.empty()) lanes = without(lanes, known, stroke_width, params);
  std::vector<RulingLine> lines = find_ruling_lines(lanes, stroke_width, params, is_ruled);
  if (!lines.empty()) lanes = without(lanes, lines, stroke_width, params);
  lines.insert(lines.end(), known.begin(), known.end());
  return lines;
}

Ruling both(Ruling a, const Ruling& b) {
  a.across.insert(a.across.end(), b.across.begin(), b.across.end());
  a.down.insert(a.down.end(), b.down.begin(), b.down.end());
  return a;
}

/// Where a line is in a lane; its ends go on straight.
double place_in(const RulingLine& line, double lane) {
  std::size_t i = 1;
  while (i + 1 < line.course.size() && line.course[i].lane < lane) ++i;
  const LinePoint& a = line.course[i - 1];
  const LinePoint& b = line.course[i];
  return b.lane > a.lane ? a.place + (lane - a.lane) / (b.lane - a.lane) * (b.place - a.place)
                         : a.place;
}

bool reaches(const RulingLine& line, double lane, double beyond) {
  return lane >= line.course.front().lane - beyond && lane <= line.course.back().lane + beyond;
}

/// Whether the frame of the box holds no ink.
bool stands_alone(const cv::Mat1b& ink, const cv::Rect& box) {
  const int all = cv::countNonZero(ink(box));
  if (all == 0 || box.width < 3 || box.height < 3) return false;
  const cv::Rect inner(box.x + 1, box.y + 1, box.width - 2, box.height - 2);
  return cv::countNonZero(ink(inner)) == all;
}

/// Where two lines cross, each takes the other for a letter's stroke and may leave a speck; a
/// letter there reaches further.
void clear_crossings(cv::Mat1b& ink, const std::vector<RulingLine>& across,
                     const std::vector<RulingLine>& down) {
  for (const RulingLine& level : across) {
    for (const RulingLine& upright : down) {
      const double reach = 2 * std::max(level.thickness, upright.thickness) + 2;
      double x = upright.course.front().place;
      double y = place_in(level, x);
      for (int i = 0; i < 3; ++i) {  // both are close to straight
        x = place_in(upright, y);
        y = place_in(level, x);
      }
      if (!reaches(level, x, reach) || !reaches(upright, y, reach)) continue;
      const cv::Point corner(static_cast<int>(std::lround(x - reach)),
                             static_cast<int>(std::lround(y - reach)));
      const int side = static_cast<int>(std::lround(2 * reach)) + 1;
      const cv::Rect box = cv::Rect(corner, cv::Size(side, side)) & cv::Rect({}, ink.size());
      if (!box.empty() && stands_alone(ink, box)) ink(box).setTo(0);
    }
  }
}

}  // namespace

void RulingParams::check() const {
  require(most_thickness >= 0.5 && most_thickness <= 6, "most_thickness", "0.5 to 6",
          most_thickness);
  require(most_slope >= 0 && most_slope <= 0.5, "most_slope", "0 to 0.5", most_slope);
  require(least_span >= 0.05 && least_span <= 1, "least_span", "0.05 to 1", least_span);
  require(least_strokes > 0, "least_strokes", "above 0", least_strokes);
  require(least_stretch >= 4 && least_stretch <= 100, "least_stretch", "4 to 100", least_stretch);
  require(least_cover >= 0.1 && least_cover <= 1, "least_cover", "0.1 to 1", least_cover);
  require(most_paper >= 0 && most_paper <= 0.9, "most_paper", "0 to 0.9", most_paper);
  require(widest_gap >= 1 && widest_gap <= 100, "widest_gap", "1 to 100", widest_gap);
  require(broken_span >= 0.05 && broken_span <= 1, "broken_span", "0.05 to 1", broken_span);
  require(broken_cover >= 0.05 && broken_cover <= 1, "broken_cover", "0.05 to 1", broken_cover);
  require(broken_thickness >= 0.1 && broken_thickness <= 2, "broken_thickness", "0.1 to 2",
          broken_thickness);
  require(least_bit >= 4 && least_bit <= 200, "least_bit", "4 to 200", least_bit);
  require(least_family > 0, "least_family", "above 0", least_family);
  require(crossing_ratio >= 1 && crossing_ratio <= 4, "crossing_ratio", "1 to 4", crossing_ratio);
  require(mended_gap >= 0 && mended_gap <= 10, "mended_gap", "0 to 10", mended_gap);
  require(most_stretches > 0, "most_stretches", "above 0", most_stretches);
  boxes.check();
}

RemovedRuling remove_ruling(const cv::Mat1b& ink, double stroke_width, const RulingParams& params,
                            const Ruling& known) {
  params.check();
  RemovedRuling result{ink, {}, 0};
  if (ink.empty() || stroke_width <= 0) return result;
  const auto is_family = [&](std::size_t lines) {
    return lines >= static_cast<std::size_t>(params.least_family);
  };
  bool is_ruled = is_family(known.across.size() + known.down.size());
  cv::Mat1b columns = transposed(ink);
  const Ruling given = both(known, find_form_boxes(ink, columns, stroke_width, params.boxes));
  // Lines across come first: at a crossing they count the line down as a letter's stroke and leave
  // it, and once they are gone it is an ordinary line.
  const std::vector<RulingLine> across =
      remove_lines(columns, stroke_width, params, given.across, is_ruled);
  if (!across.empty()) result.ink = transposed(columns);
  is_ruled = is_ruled || is_family(across.size());
  const std::vector<RulingLine> down =
      remove_lines(result.ink, stroke_width, params, given.down, is_ruled);
  clear_crossings(result.ink, across, down);
  result.lines = static_cast<int>(across.size() + down.size());
  if (result.lines > 0) cv::bitwise_xor(ink, result.ink, result.removed);
  return result;
}

}  // namespace inkline
