#include <inkline/image/find_sheet.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "ink_runs.hpp"
#include "sheet_edges.hpp"

namespace inkline {
namespace {

constexpr int kNear = 2;  // pixels of the reduced copy: a sharp step is over within this distance,
constexpr int kFar = 8;   // ... and within this one the shades on both sides are met
constexpr int kFirstLevel = 24;
constexpr int kLastLevel = 232;
constexpr int kLevelStep = 12;

/// The reduced copy in the ways the search looks at it, all of one size.
struct Views {
  cv::Mat1b shade;      ///< darkest channel, writing filled up
  cv::Mat1b strokes;    ///< 255 where writing was filled up
  cv::Mat1b brightest;  ///< lightest channel; empty for a grey picture
  cv::Mat1f blueness;   ///< blue over red; likewise
  cv::Mat1f sharpness;  ///< near step over far step
  cv::Mat1f contrast;   ///< darkest over lightest shade nearby

  double pixels() const { return static_cast<double>(shade.total()); }
  int shorter_side() const { return std::min(shade.rows, shade.cols); }
};

cv::Mat square(int radius) {
  return cv::Mat::ones(2 * radius + 1, 2 * radius + 1, CV_8U);
}

/// A view of every n-th row: writing is to vanish anyhow, and most of a large picture need not be
/// touched.
cv::Mat every_nth_row(const cv::Mat& picture, int n) {
  const int rows = (picture.rows + n - 1) / n;
  return {rows, picture.cols, picture.type(), picture.data,
          picture.step[0] * static_cast<std::size_t>(n)};
}

cv::Mat reduced(const cv::Mat& picture, double scale) {
  const auto length = [&](int full) {
    return std::max(1, static_cast<int>(std::lround(full * scale)));
  };
  const int skip = std::max(1, static_cast<int>(0.5 / scale));
  cv::Mat copy;
  cv::resize(every_nth_row(picture, skip), copy, {length(picture.cols), length(picture.rows)}, 0, 0,
             cv::INTER_AREA);
  return copy;
}

cv::Mat1b brightest_channel(const cv::Mat& picture) {
  if (picture.channels() == 1) return {};
  std::array<cv::Mat, 3> channels;
  cv::split(picture, channels.data());
  cv::Mat brightest;
  cv::max(channels[0], channels[1], brightest);
  cv::max(brightest, channels[2], brightest);
  return brightest;
}

/// min * min / max of the channels: the shade of a grey pixel, and less the more colour there is.
///
/// @param brightest  channel of the picture
cv::Mat1b greyness(const cv::Mat& picture, const cv::Mat1b& brightest) {
  if (picture.channels() == 1) return picture;
  std::array<cv::Mat, 3> channels;
  cv::split(picture, channels.data());
  cv::Mat lowest;
  cv::min(channels[0], channels[1], lowest);
  cv::min(lowest, channels[2], lowest);
  cv::Mat squared;
  cv::multiply(lowest, lowest, squared, 1, CV_16U);
  cv::Mat1b grey;
  cv::divide(squared, cv::max(brightest, 1), grey, 1, CV_8U);
  return grey;
}

cv::Mat1f blue_over_red(const cv::Mat& picture) {
  if (picture.channels() == 1) return {};
  std::array<cv::Mat1b, 3> channels;
  cv::split(picture, channels.data());
  cv::Mat1f blue;
  cv::Mat1f red;
  channels[0].convertTo(blue, CV_32F, 1, 1);
  channels[2].convertTo(red, CV_32F, 1, 1);
  return cv::Mat1f(blue / red);
}

struct Range {
  cv::Mat1f lowest;
  cv::Mat1f highest;
};

Range range_within(const cv::Mat1b& shade, int radius) {
  cv::Mat1b lowest;
  cv::Mat1b highest;
  cv::erode(shade, lowest, square(radius));
  cv::dilate(shade, highest, square(radius));
  Range range;
  lowest.convertTo(range.lowest, CV_32F);
  highest.convertTo(range.highest, CV_32F, 1, 1);  // never 0
  return range;
}

/// Half of it, pixels.
int widest_stroke(cv::Size copy, const SheetParams& params) {
  const double longer = std::max(copy.width, copy.height);
  return std::max(1, static_cast<int>(std::lround(params.widest_stroke * longer / 2)));
}

Views views_of(const cv::Mat& picture, double scale, const SheetParams& params) {
  const cv::Mat small = reduced(picture, scale);
  Views views;
  views.brightest = brightest_channel(small);
  cv::Mat1b grey;
  cv::medianBlur(greyness(small, views.brightest), grey, 3);
  const int stroke = widest_stroke(small.size(), params);

  cv::morphologyEx(grey, views.shade, cv::MORPH_CLOSE, square(stroke));
  constexpr double contrast_of_strokes = 0.85;  // less is grain
  views.strokes = cv::Mat1b(grey < contrast_of_strokes * views.shade);
  views.blueness = blue_over_red(small);
  const Range near = range_within(views.shade, kNear);
  const Range far = range_within(views.shade, kFar);
  views.sharpness = cv::Mat1f((near.highest - near.lowest) / (far.highest - far.lowest));
  views.contrast = cv::Mat1f(far.lowest / far.highest);
  return views;
}

/// A dark region that may be no paper.
struct Region {
  cv::Rect place;
  cv::Mat1b mask;         ///< at that place
  double score = 0;       ///< how much it is preferred to others in its place
  bool is_thing = false;  ///< rather than desk
};

/// Pixels of the region at the border of the picture.
int border_contact(const Region& region, cv::Size picture) {
  const cv::Mat1b& mask = region.mask;
  int contact = 0;
  if (region.place.y == 0) contact += cv::countNonZero(mask.row(0));
  if (region.place.x == 0) contact += cv::countNonZero(mask.col(0));
  if (region.place.br().y == picture.height) contact += cv::countNonZero(mask.row(mask.rows - 1));
  if (region.place.br().x == picture.width) contact += cv::countNonZero(mask.col(mask.cols - 1));
  return contact;
}

cv::Mat1b outline_of(const cv::Mat1b& mask) {
  cv::Mat1b wider;
  cv::dilate(mask, wider, square(1));
  return cv::Mat1b(wider & ~mask);
}

/// Everything but the region.
cv::Mat1b rest_of(const Region& region, cv::Size picture) {
  cv::Mat1b rest(picture, uchar{255});
  rest(region.place).setTo(0, region.mask);
  return rest;
}

/// Means of a view.
struct Sides {
  double inside = 0;   ///< over a region
  double outside = 0;  ///< over the rest of the picture
};

Sides sides_of(const cv::Mat& view, const Region& region, const cv::Mat1b& rest) {
  return {cv::mean(view(region.place), region.mask)[0], cv::mean(view, rest)[0]};
}

/// Whether the region has strokes like those beside it.
bool is_written_on(const Views& views, const Region& region, const cv::Mat1b& rest,
                   const SheetParams& params) {
  const Sides strokes = sides_of(views.strokes, region, rest);
  return strokes.inside > params.like_strokes * strokes.outside;
}

/// Writing in a hard shadow: not much darker, of the paper's colour, and with strokes like it.
bool may_be_shadow(const Views& views, const Region& region, double contrast,
                   const SheetParams& params) {
  if (contrast < params.darkest_shadow) return false;
  const cv::Mat1b rest = rest_of(region, views.shade.size());
  if (!views.blueness.empty()) {
    const Sides blue = sides_of(views.blueness, region, rest);
    if (std::abs(blue.inside - blue.outside) > params.like_colour * blue.outside) return false;
  }
  return is_written_on(views, region, rest, params);
}

/// A row that somebody went over with a highlighter: coloured, nearly as bright as paper, and
/// written on.
bool may_be_highlighted(const Views& views, const Region& region, const SheetParams& params) {
  if (views.brightest.empty()) return false;
  constexpr double as_bright = 0.85;
  const cv::Mat1b rest = rest_of(region, views.shade.size());
  const Sides light = sides_of(views.brightest, region, rest);
  return light.inside > as_bright * light.outside && is_written_on(views, region, rest, params);
}

/// Something thick that lies on the sheet: a pen, a ruler, a finger. It is dark, long, nearly
/// convex, and unless it reaches in from the border far longer than thick. The page has finer
/// strokes, or else it is one itself.
bool may_be_thing(const Views& views, const Region& region, double contrast,
                  const SheetParams& params) {
  if (contrast > params.sure_shade || may_be_highlighted(views, region, params)) return false;
  std::vector<cv::Point> points;
  cv::findNonZero(region.mask, points);
  const cv::Size2f size = cv::minAreaRect(points).size;
  const float length = std::max(size.width, size.height) + 1;
  const float thickness = std::min(size.width, size.height) + 1;
  const cv::Size picture = views.shade.size();
  if (length < params.least_thing * std::max(picture.width, picture.height)) return false;
  if (length < params.thing_aspect * thickness && border_contact(region, picture) == 0) {
    return false;
  }
  std::vector<cv::Point> hull;
  cv::convexHull(points, hull);
  const auto area = static_cast<double>(points.size());
  if (area < params.thing_solidity * cv::contourArea(hull)) return false;
  return cv::mean(views.strokes, rest_of(region, picture))[0] > 255 * params.thing_strokes;
}

/// An outline, and how much of it is a sharp step between paper and desk; pixels.
struct Edge {
  int length = 0;
  int sharp = 0;
  double contrast = 0;  ///< mean of the sharp part
};

/// @param place  where the outline lies in the picture
Edge edge_along(const Views& views, const cv::Mat1b& outline, const cv::Rect& place,
                const SheetParams& params) {
  const cv::Mat1b steep(views.sharpness(place) >= params.least_sharpness);
  const cv::Mat1b strong(views.contrast(place) <= params.most_shade);
  const cv::Mat1b sharp(outline & steep & strong);
  return {cv::countNonZero(outline), cv::countNonZero(sharp),
          cv::mean(views.contrast(place), sharp)[0]};
}

/// Adds the region to `regions` when it looks like a desk or a thing.
void judge(const Views& views, Region region, const SheetParams& params,
           std::vector<Region>& regions) {
  const int contact = border_contact(region, views.shade.size());
  region.is_thing = contact < params.least_contact * views.shorter_side();
  const Edge edge = edge_along(views, outline_of(region.mask), region.place, params);
  if (edge.sharp == 0 || edge.sharp < params.least_edge * edge.length) return;
  region.score = region.is_thing ? edge.length : edge.sharp - 2.0 * (edge.length - edge.sharp);

  const bool is_gone = region.is_thing ? may_be_thing(views, region, edge.contrast, params)
                                       : !may_be_shadow(views, region, edge.contrast, params);
  if (is_gone) regions.push_back(std::move(region));
}

/// A connected part of a mask, as its runs tell of it.
struct MaskPart {
  cv::Rect box;
  int area = 0;
};

std::vector<MaskPart> parts_of(const InkRuns& runs) {
  std::vector<MaskPart> parts(runs.components);
  for (const InkRun& run : runs.runs) {
    MaskPart& part = parts[static_cast<std::size_t>(run.component)];
    part.box |= cv::Rect(run.begin, run.y, run.length(), 1);
    part.area += run.length();
  }
  return parts;
}

/// The part in the place it takes, a pixel around it for its outline.
Region region_of(const InkRuns& runs, const cv::Rect& box, int component, cv::Size picture) {
  Region region;
  region.place =
      cv::Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2) & cv::Rect({}, picture);
  region.mask = cv::Mat1b(region.place.size(), uchar{0});
  for (const InkRun& run : runs.runs) {
    if (run.component != component) continue;
    uchar* row = region.mask.ptr(run.y - region.place.y) - region.place.x;
    std::fill(row + run.begin, row + run.end, uchar{255});
  }
  return region;
}

std::vector<Region> dark_regions(const Views& views, const SheetParams& params) {
  constexpr double least_growth = 0.001;  // of the picture
  int pixels_before = 0;
  std::vector<Region> regions;
  for (int level = kFirstLevel; level <= kLastLevel; level += kLevelStep) {
    const cv::Mat1b dark(views.shade < level);
    const int pixels = cv::countNonZero(dark);
    if (pixels - pixels_before < least_growth * views.pixels()) continue;  // the same regions
    pixels_before = pixels;
    const InkRuns runs = find_runs(dark, Touching::sides);
    const std::vector<MaskPart> parts = parts_of(runs);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double area = parts[i].area;
      if (area < params.least_desk * views.pixels()) continue;
      if (area > (1 - params.least_paper) * views.pixels()) continue;
      judge(views, region_of(runs, parts[i].box, static_cast<int>(i), dark.size()), params,
            regions);
    }
  }
  return regions;
}

/// The best regions that do not overlap, desks first. A desk met at several levels is taken where
/// its outline is sharpest, a thing where it is largest: it has many shades. Where there are more
/// things than somebody would leave on a sheet, they are a drawing.
cv::Mat1b desk_of(const Views& views, std::vector<Region> regions, const SheetParams& params) {
  std::stable_sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) {
    return a.is_thing != b.is_thing ? b.is_thing : a.score > b.score;
  });
  cv::Mat1b desk(views.shade.size(), uchar{0});
  cv::Mat1b things = desk.clone();
  int count = 0;
  for (const Region& region : regions) {
    const cv::Mat1b taken(desk(region.place) | things(region.place));
    if (cv::countNonZero(taken & region.mask) > 0) continue;
    (region.is_thing ? things : desk)(region.place).setTo(255, region.mask);
    if (region.is_thing) ++count;
  }
  if (count <= params.most_things) desk |= things;
  return desk;
}

/// Of several parts that are no desk those are paper that are not much smaller than the largest.
cv::Mat1b paper_beside(const cv::Mat1b& desk) {
  constexpr double second_sheet = 0.2;
  const InkRuns runs = find_runs(cv::Mat1b(~desk), Touching::sides);
  const std::vector<MaskPart> parts = parts_of(runs);
  int largest = 0;
  for (const MaskPart& part : parts) largest = std::max(largest, part.area);
  cv::Mat1b paper(desk.size(), uchar{0});
  for (const InkRun& run : runs.runs) {
    if (parts[static_cast<std::size_t>(run.component)].area <= second_sheet * largest) continue;
    std::fill(paper.ptr(run.y) + run.begin, paper.ptr(run.y) + run.end, uchar{255});
  }
  return paper;
}

/// Pixels of the mask beyond an edge.
cv::Mat1b part_beyond(const cv::Mat1b& paper, const SheetEdge& edge) {
  constexpr double blur = 2;  // pixels by which the outline is uncertain
  cv::Mat1b part(paper.size(), uchar{0});
  for (int y = 0; y < paper.rows; ++y) {
    for (int x = 0; x < paper.cols; ++x) {
      if (paper(y, x) != 0 && edge.beyond(cv::Point2d(x, y)) > blur) part(y, x) = 255;
    }
  }
  return part;
}

/// Takes away what is beyond the straight edges of the sheet: bright desk.
void cut_beyond_edges(const Views& views, const SheetParams& params, cv::Mat1b& paper) {
  const SheetEdges edges = sheet_edges(paper);
  for (std::size_t side = 0; side < edges.size(); ++side) {
    if (!edges[side]) continue;
    const double length = length_of(edges, side, paper.size());
    if (edges[side]->seen < params.straight_edge * length) continue;
    const cv::Mat1b part = part_beyond(paper, *edges[side]);
    const cv::Mat1b rest(paper & ~part);
    const int pixels = cv::countNonZero(part);
    if (pixels == 0 || pixels > params.most_beyond * cv::countNonZero(paper)) continue;
    const double strokes = cv::mean(views.strokes, part)[0];
    if (strokes <= params.like_strokes * cv::mean(views.strokes, rest)[0]) paper = rest;
  }
}

/// Whether the quadrangle covers the mask and nothing else.
bool is_shape_of(const std::vector<cv::Point2d>& corners, const cv::Mat1b& paper,
                 const SheetParams& params) {
  std::vector<cv::Point> rounded;
  for (const cv::Point2d& corner : corners) rounded.emplace_back(corner);
  if (!cv::isContourConvex(rounded)) return false;
  cv::Mat1b filled(paper.size(), uchar{0});
  cv::fillConvexPoly(filled, rounded, cv::Scalar(255));
  const int differing = cv::countNonZero(cv::Mat1b(filled ^ paper));
  return differing <= params.corner_error * cv::countNonZero(paper);
}

/// In pixels of the mask.
std::vector<cv::Point2d> corners_of(const cv::Mat1b& paper, const SheetParams& params) {
  const SheetEdges edges = sheet_edges(paper);
  std::vector<cv::Point2d> corners;
  for (std::size_t side = 0; side < edges.size(); ++side) {
    const std::size_t next = (side + 1) % edges.size();
    if (!edges[side] || !edges[next]) return {};
    if (edges[side]->seen < params.sure_edge * length_of(edges, side, paper.size())) return {};
    const std::optional<cv::Point2d> corner = crossing(*edges[side], *edges[next]);
    if (!corner) return {};
    corners.push_back(*corner);
  }
  return is_shape_of(corners, paper, params) ? corners : std::vector<cv::Point2d>{};
}

/// The sheet's edge and the shadow under it are no writing. The picture's border is no edge.
cv::Mat1b without_margin(const cv::Mat1b& paper, const SheetParams& params) {
  const double longer = std::max(paper.rows, paper.cols);
  const int margin = static_cast<int>(std::ceil(params.margin * longer));
  cv::Mat1b inner;
  cv::erode(paper, inner, square(margin));
  return inner;
}

/// The shade of the paper, writing filled up, at the size of the mask.
cv::Mat1b paper_shade(const cv::Mat1b& grey, const Sheet& sheet) {
  cv::Mat1b small(reduced(grey, sheet.scale));
  if (small.size() != sheet.paper.size()) cv::resize(small, small, sheet.paper.size());
  cv::Mat1b shade;
  cv::medianBlur(small, small, 3);
  cv::morphologyEx(small, shade, cv::MORPH_CLOSE, square(sheet.stroke));
  return shade;
}

/// Every desk pixel gets the shade of the paper nearest to it.
cv::Mat1b spread_shade(const cv::Mat1b& shade, const cv::Mat1b& paper) {
  cv::Mat1f distance;
  cv::Mat1i nearest;
  cv::distanceTransform(~paper, distance, nearest, cv::DIST_L2, 5, cv::DIST_LABEL_PIXEL);
  std::vector<uchar> shade_of(paper.total() + 1, 0);
  for (int y = 0; y < paper.rows; ++y) {
    for (int x = 0; x < paper.cols; ++x) {
      if (paper(y, x) != 0) shade_of[static_cast<std::size_t>(nearest(y, x))] = shade(y, x);
    }
  }
  cv::Mat1b spread(paper.size());
  for (int y = 0; y < paper.rows; ++y) {
    for (int x = 0; x < paper.cols; ++x) {
      spread(y, x) = shade_of[static_cast<std::size_t>(nearest(y, x))];
    }
  }
  cv::blur(spread, spread, {2 * kFar + 1, 2 * kFar + 1});
  return spread;
}

/// Chalk on a board closes to paper-like blocks, which hold nearly nothing but what was filled up.
bool is_board(const Views& views, const cv::Mat1b& paper, const SheetParams& params) {
  return cv::mean(views.strokes, paper)[0] > 255 * params.most_strokes;
}

/// Whether it is the paper that has a sharp edge: that of a dark region may be the writing on a
/// board, whose lighter end is no sheet. It is that of all desks and
/// things together, and may be a little less sharp than each had to be.
bool has_sharp_edge(const Views& views, const cv::Mat1b& paper, const SheetParams& params) {
  const Edge edge = edge_along(views, outline_of(paper), {{}, paper.size()}, params);
  constexpr double a_little_less = 0.8;
  return edge.sharp >= a_little_less * params.least_edge * edge.length;
}

/// Strips (one row of writing cut out) are no photographed sheets, and tiny pictures show no edges.
bool is_worth_a_search(const cv::Mat& picture) {
  constexpr int shortest = 100;
  constexpr int most_elongated = 6;
  const int shorter = std::min(picture.rows, picture.cols);
  return shorter >= shortest && std::max(picture.rows, picture.cols) <= most_elongated * shorter;
}

}  // namespace

void SheetParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("sheet.") + what + ", got " + std::to_string(value));
  };
  require(longer_side >= 100 && longer_side <= 1000, "longer_side must be 100 to 1000",
          longer_side);
  require(widest_stroke >= 0.005 && widest_stroke <= 0.1, "widest_stroke must be 0.005 to 0.1",
          widest_stroke);
  require(least_desk >= 0 && least_desk <= 0.5, "least_desk must be 0 to 0.5", least_desk);
  require(least_contact >= 0.01 && least_contact <= 2, "least_contact must be 0.01 to 2",
          least_contact);
  require(least_paper >= 0.01 && least_paper <= 1, "least_paper must be 0.01 to 1", least_paper);
  require(most_shade >= 0.1 && most_shade <= 0.95, "most_shade must be 0.1 to 0.95", most_shade);
  require(least_sharpness >= 0.3 && least_sharpness <= 1, "least_sharpness must be 0.3 to 1",
          least_sharpness);
  require(least_edge >= 0.3 && least_edge <= 1, "least_edge must be 0.3 to 1", least_edge);
  require(sure_shade >= 0 && sure_shade <= most_shade, "sure_shade must be 0 to most_shade",
          sure_shade);
  require(darkest_shadow >= 0 && darkest_shadow <= most_shade,
          "darkest_shadow must be 0 to most_shade", darkest_shadow);
  require(like_colour >= 0 && like_colour <= 1, "like_colour must be 0 to 1", like_colour);
  require(like_strokes >= 0 && like_strokes <= 10, "like_strokes must be 0 to 10", like_strokes);
  require(least_thing >= 0.05 && least_thing <= 2, "least_thing must be 0.05 to 2", least_thing);
  require(thing_aspect >= 1 && thing_aspect <= 50, "thing_aspect must be 1 to 50", thing_aspect);
  require(thing_solidity >= 0 && thing_solidity <= 1, "thing_solidity must be 0 to 1",
          thing_solidity);
  require(thing_strokes >= 0 && thing_strokes <= 1, "thing_strokes must be 0 to 1", thing_strokes);
  require(most_things >= 0, "most_things must not be negative", most_things);
  require(most_strokes >= 0 && most_strokes <= 1, "most_strokes must be 0 to 1", most_strokes);
  require(straight_edge >= 0.1 && straight_edge <= 1, "straight_edge must be 0.1 to 1",
          straight_edge);
  require(most_beyond >= 0 && most_beyond <= 1, "most_beyond must be 0 to 1", most_beyond);
  require(sure_edge >= 0.1 && sure_edge <= 1, "sure_edge must be 0.1 to 1", sure_edge);
  require(corner_error >= 0 && corner_error <= 0.2, "corner_error must be 0 to 0.2", corner_error);
  require(margin >= 0 && margin <= 0.05, "margin must be 0 to 0.05", margin);
}

Sheet find_sheet(const cv::Mat& picture, const SheetParams& params) {
  params.check();
  require_setting(picture.empty() || picture.type() == CV_8UC1 || picture.type() == CV_8UC3,
                  "find_sheet: the picture must have 8-bit grey or BGR pixels");
  Sheet sheet;
  if (!is_worth_a_search(picture)) return sheet;
  const double longer = std::max(picture.rows, picture.cols);
  sheet.scale = std::min(1.0, params.longer_side / longer);
  const Views views = views_of(picture, sheet.scale, params);
  const cv::Mat1b desk = desk_of(views, dark_regions(views, params), params);
  cv::Mat1b paper = paper_beside(desk);
  if (cv::countNonZero(paper) < params.least_paper * views.pixels()) return sheet;
  if (cv::countNonZero(paper) == static_cast<int>(paper.total())) return sheet;
  if (is_board(views, paper, params)) return sheet;
  if (!has_sharp_edge(views, paper, params)) return sheet;
  cut_beyond_edges(views, params, paper);
  for (const cv::Point2d& corner : corners_of(paper, params)) {
    sheet.corners.push_back((corner + cv::Point2d(0.5, 0.5)) / sheet.scale);
  }
  sheet.paper = without_margin(paper, params);
  sheet.stroke = widest_stroke(sheet.paper.size(), params);
  return sheet;
}

cv::Mat1b paint_desk(const cv::Mat1b& grey, const Sheet& sheet) {
  if (sheet.paper.empty()) return grey;
  cv::Mat1b painted;
  const cv::Mat1b shade = spread_shade(paper_shade(grey, sheet), sheet.paper);
  cv::resize(shade, painted, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat1b paper;
  cv::resize(sheet.paper, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
  grey.copyTo(painted, paper > 127);
  return painted;
}

}  // namespace inkline
