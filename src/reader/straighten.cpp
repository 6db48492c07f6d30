#include <inkline/reader/straighten.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

/// The writing as the search for its angle sees it.
struct Writing {
  std::vector<PagePoint> ink;
  std::vector<PagePoint> letters;
};

void add_ink(const cv::Mat1i& labels, int label, const Box& box, std::vector<PagePoint>& points) {
  for (int y = box.y; y < box.bottom(); ++y) {
    const int* row = labels[y];
    for (int x = box.x; x < box.right(); ++x) {
      if (row[x] == label) points.push_back({static_cast<float>(x), static_cast<float>(y)});
    }
  }
}

Writing writing_of(const PageInk& page, const PieceParams& params) {
  Writing writing;
  if (page.letter_height <= 0) return writing;
  const std::vector<Role> roles =
      sort_pieces(page.pieces, page.letter_height, page.stroke_width, params);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] != Role::letter) continue;
    const Box& box = page.pieces[i].box;
    writing.letters.push_back(
        {static_cast<float>(box.centre_x()), static_cast<float>(box.centre_y())});
    add_ink(page.components.labels, static_cast<int>(i) + 1, box, writing.ink);
  }
  return writing;
}

/// The points on the page, both at the given scale.
void move_to_page(std::vector<PagePoint>& points, const PageMap& page, double scale) {
  for (PagePoint& point : points) {
    const cv::Point2d place = scale * on_page(cv::Point2d(point.x, point.y) / scale, page);
    point = {static_cast<float>(place.x), static_cast<float>(place.y)};
  }
}

/// How far a corner differs from a right angle, at most; degrees.
double worst_corner(const std::vector<cv::Point2d>& corners) {
  double worst = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const cv::Point2d before = corners[(i + 3) % 4] - corners[i];
    const cv::Point2d after = corners[(i + 1) % 4] - corners[i];
    const double cosine = before.dot(after) / (cv::norm(before) * cv::norm(after));
    worst = std::max(worst, std::abs(std::asin(std::clamp(cosine, -1.0, 1.0))));
  }
  return worst * 180 / std::numbers::pi;
}

/// Share of the points that lie on the page.
double share_on(const PageMap& page, const std::vector<PagePoint>& points, double scale) {
  const cv::Rect2d whole(0, 0, page.size.width, page.size.height);
  const auto inside = std::count_if(points.begin(), points.end(), [&](const PagePoint& point) {
    return whole.contains(on_page(cv::Point2d(point.x, point.y) / scale, page));
  });
  return points.empty() ? 1 : static_cast<double>(inside) / static_cast<double>(points.size());
}

/// The sheet as it would lie in the picture were it seen from above; nothing where it is not known,
/// or not all of the writing is on it.
std::optional<PageMap> sheet_map(const Sheet& sheet, const Writing& writing, double scale,
                                 const StraightenParams& params) {
  if (sheet.corners.size() != 4) return std::nullopt;
  const PageMap map = rectified(std::span<const cv::Point2d, 4>(sheet.corners));
  if (share_on(map, writing.letters, scale) < params.least_inside) return std::nullopt;
  return map;
}

/// Whether the whole page is well before the point that its rows run to.
bool is_on_near_side(const PageMap& page, cv::Point2d middle, cv::Point2d together) {
  constexpr double nearest = 0.25;  // of the distance from the middle: sizes grow fourfold there
  for (const double x : {0.0, 1.0 * page.size.width}) {
    for (const double y : {0.0, 1.0 * page.size.height}) {
      if (1 - together.dot(cv::Point2d(x, y) - middle) < nearest) return false;
    }
  }
  return true;
}

/// The page without the fan of its rows, these level; nothing where they hardly draw together.
std::optional<PageMap> fan_map(const Writing& writing, const PageInk& seen, const Skews& skews,
                               const PageMap& page, const StraightenParams& params) {
  const Fan fan = find_fan(writing.ink, writing.letters, seen.letter_height, skews, params.skew);
  if (std::abs(fan.share) < params.least_fan || fan.gain < params.least_fan_gain) {
    return std::nullopt;
  }
  const double angle = (fan.degrees + (fan.lying ? 90 : 0)) * std::numbers::pi / 180;
  const cv::Point2d middle = cv::Point2d(fan.middle.x, fan.middle.y) / seen.scale;
  const cv::Point2d together =
      fan.per_pixel * seen.scale * cv::Point2d(std::cos(angle), std::sin(angle));
  if (!is_on_near_side(page, middle, together)) return std::nullopt;
  return tilted(drawn_apart(page, middle, together), -fan.degrees);
}

/// Degrees clockwise that make the rows level; nothing where the writing does not say.
std::optional<double> levelling_degrees(const Skew& skew, const StraightenParams& params) {
  if (skew.clarity < params.least_clarity) return std::nullopt;
  const bool is_worth_it =
      skew.gain >= params.least_gain && std::abs(skew.degrees) >= params.least_degrees;
  return is_worth_it ? -skew.degrees : 0;
}

}  // namespace

void StraightenParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("straighten.") + what + ", got " + std::to_string(value));
  };
  require(std::abs(degrees.value_or(0)) <= 45, "degrees must be -45 to 45", degrees.value_or(0));
  require(least_degrees >= 0 && least_degrees <= 45, "least_degrees must be 0 to 45",
          least_degrees);
  require(least_gain >= 0, "least_gain must be at least 0", least_gain);
  require(least_clarity >= 0, "least_clarity must be at least 0", least_clarity);
  require(least_corner >= 0 && least_corner <= 90, "least_corner must be 0 to 90", least_corner);
  require(least_inside >= 0 && least_inside <= 1, "least_inside must be 0 to 1", least_inside);
  require(least_fan >= 0 && least_fan <= 1, "least_fan must be 0 to 1", least_fan);
  require(least_fan_gain >= 0, "least_fan_gain must be at least 0", least_fan_gain);
  skew.check();
}

PageMap straighten(const PageInk& seen, const Sheet& sheet, cv::Size picture,
                   const PieceParams& pieces, const StraightenParams& params) {
  params.check();
  const PageMap as_it_is = as_in_picture(picture);
  if (picture.empty()) return as_it_is;
  if (params.degrees) return tilted(as_it_is, *params.degrees);

  Writing writing = writing_of(seen, pieces);
  const std::optional<PageMap> upright_sheet = sheet_map(sheet, writing, seen.scale, params);
  if (upright_sheet && worst_corner(sheet.corners) >= params.least_corner) {
    move_to_page(writing.ink, *upright_sheet, seen.scale);
    move_to_page(writing.letters, *upright_sheet, seen.scale);
    const Skew skew = find_skew(writing.ink, writing.letters, seen.letter_height, params.skew);
    return tilted(*upright_sheet, levelling_degrees(skew, params).value_or(0));
  }
  const Skews skews = find_skews(writing.ink, writing.letters, seen.letter_height, params.skew);
  if (const auto apart = fan_map(writing, seen, skews, as_it_is, params)) return *apart;
  if (const auto degrees = levelling_degrees(skews.clearer(), params)) {
    return tilted(as_it_is, *degrees);
  }
  const bool is_tilted =
      upright_sheet && std::abs(degrees_to_page(*upright_sheet)) >= params.least_degrees;
  return is_tilted ? *upright_sheet : as_it_is;
}

}  // namespace inkline
