#include <inkline/reader/read_page.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/image/find_sheet.hpp>
#include <inkline/image/page_map.hpp>

#include "choose_readings.hpp"
#include "cross_out.hpp"
#include "drop_odd_rows.hpp"
#include "drop_texture.hpp"
#include "find_turn.hpp"
#include "part_rows.hpp"
#include "read_glyphs.hpp"
#include "read_rows.hpp"
#include "row_glyphs.hpp"
#include "show_page.hpp"

namespace inkline {
namespace {

/// From pixels of the copy worked on to those of the page.
Box on_page(const Box& box, double scale) {
  const auto down = [&](int place) { return static_cast<int>(std::floor(place / scale)); };
  const auto up = [&](int place) { return static_cast<int>(std::ceil(place / scale)); };
  return {down(box.x), down(box.y), up(box.right()) - down(box.x), up(box.bottom()) - down(box.y)};
}

/// Does the same to every box of the page.
template <class Change>
void change_boxes(Page& page, const Change& change) {
  for (CrossedOut& word : page.crossed_out) change(word.box);
  for (Line& line : page.lines) {
    change(line.box);
    for (Word& word : line.words) {
      change(word.box);
      for (Glyph& glyph : word.glyphs) change(glyph.box);
    }
  }
}

/// @param lines        with boxes in pixels of the copy worked on
/// @param crossed_out  likewise
Page page_from(std::vector<Line> lines, const std::vector<Box>& crossed_out, const PageMap& map,
               double scale) {
  std::erase_if(lines, [](const Line& line) { return line.words.empty(); });
  Page page{map.size.width, map.size.height, std::move(lines)};
  for (const Box& box : crossed_out) page.crossed_out.push_back({box});
  const Box whole{0, 0, page.width, page.height};
  change_boxes(page, [&](Box& box) { box = common(on_page(box, scale), whole); });
  return page;
}

void place_crossed_out(Page& page) {
  std::vector<Box> boxes;
  for (const CrossedOut& word : page.crossed_out) boxes.push_back(word.box);
  page.crossed_out = placed_in_lines(boxes, page.lines);
}

/// Corners of the sheet as one reads it, where the map makes a rectangle of it.
///
/// @param turn  see in_picture()
std::vector<Corner> rectified_corners(const Sheet& sheet, const PageMap& map, int turn) {
  const bool is_level = map.to_picture(2, 0) == 0 && map.to_picture(2, 1) == 0;
  if (!map.is_sheet || is_level) return {};
  std::vector<Corner> corners;
  for (const cv::Point2d& corner : sheet.corners) corners.push_back({corner.x, corner.y});
  std::rotate(corners.rbegin(), corners.rbegin() + turn / 90, corners.rend());
  return corners;
}

/// What was read from the page, in pixels of its picture.
///
/// @param turn  what of the map is a quarter turn or several, degrees clockwise
Page in_picture(Page page, const Sheet& sheet, cv::Size picture, const PageMap& map, int turn) {
  const Box whole{0, 0, picture.width, picture.height};
  change_boxes(page, [&](Box& box) { box = common(on_picture(box, map), whole); });
  page.width = picture.width;
  page.height = picture.height;
  page.rotation = turn;
  page.skew = std::remainder(degrees_to_page(map) - turn, 360);
  page.sheet = rectified_corners(sheet, map, turn);
  return page;
}

std::vector<Line> read_lines(const PageInk& ink, const std::vector<Row>& rows,
                             const Readers& readers, const ReadParams& params,
                             const StepSink& steps) {
  std::vector<cv::Mat1b> crops;
  const auto letters = classify_letters(ink, rows, readers.glyphs, crops);
  std::vector<Line> lines = read_glyphs(ink, rows, letters, crops, readers, params, steps);
  if (!readers.rows) return lines;
  const std::vector<PlacedStrip> strips = strips_of(ink, rows, readers.rows->strip);
  if (steps) steps("strips", strips_picture(strips));
  return choose_readings(read_rows(ink, rows, strips, letters, readers, params), std::move(lines),
                         params.choice);
}

/// The ink of a page that has too many pieces, but for what is around its middle.
PageInk middle_of(const PageInk& page, double share) {
  const double side = std::sqrt(share);
  const auto shorter = [&](int length) { return std::max(1, static_cast<int>(side * length)); };
  const cv::Size size(shorter(page.ink.cols), shorter(page.ink.rows));
  const cv::Point corner((page.ink.cols - size.width) / 2, (page.ink.rows - size.height) / 2);
  return measured_ink(page.ink({corner, size}).clone());
}

/// A page of very many pieces may be texture, of which the middle is enough.
bool is_texture(const PageInk& ink, const Readers& readers, const ReadParams& params) {
  const double most = params.texture.most_pieces;
  const auto pieces = static_cast<double>(ink.pieces.size());
  if (!readers.rows || pieces <= most) return false;
  const PageInk middle = middle_of(ink, most / 4 / pieces);
  const bool is_covered = static_cast<double>(middle.pieces.size()) > most / 8;
  if (!is_covered || middle.letter_height <= 0) return false;
  const PageInk upright = turned(middle, find_turn(middle, readers, params));
  return is_texture(read_lines(upright, find_rows(upright, params), readers, params, {}),
                    params.texture);
}

PageInk without_writing(PageInk page) {
  page.pieces.clear();
  page.letter_height = 0;
  return page;
}

/// A page of very many rows may be texture, of which a sample is enough.
bool is_texture(const PageInk& ink, const std::vector<Row>& rows, const Readers& readers,
                const ReadParams& params) {
  const auto most = static_cast<std::size_t>(params.texture.most_rows);
  if (!readers.rows || rows.size() <= most) return false;
  std::vector<Row> sample;
  for (std::size_t i = 0; i < most / 4; ++i) sample.push_back(rows[i * rows.size() / (most / 4)]);
  return is_texture(read_lines(ink, sample, readers, params, {}), params.texture);
}

}  // namespace

void ReadParams::check() const {
  crossed_out.check();
  cut.check();
  decode.check();
  lattice.check();
  evidence.check();
  choice.check();
  texture.check();
  odd_rows.check();
  straighten.check();
  turn.check();
  require_setting(guesses >= 1 && guesses <= 20,
                  "read.guesses must be 1 to 20, got " + std::to_string(guesses));
  require_setting(most_rejected >= 0 && most_rejected <= 1,
                  "read.most_rejected must be 0 to 1, got " + std::to_string(most_rejected));
  require_setting(most_doubtful > 0,
                  "read.most_doubtful must be above 0, got " + std::to_string(most_doubtful));
  require_setting(
      least_page_confidence >= 0 && least_page_confidence <= 1,
      "read.least_page_confidence must be 0 to 1, got " + std::to_string(least_page_confidence));
  require_setting(least_confidence >= 0 && least_confidence <= 1,
                  "read.least_confidence must be 0 to 1, got " + std::to_string(least_confidence));
}

Page read_page(const cv::Mat& picture, const Readers& readers, const ReadParams& params,
               const StepSink& steps) {
  params.check();
  const Sheet sheet = find_sheet(picture, params.sheet);
  const cv::Mat1b grey = to_grey(picture, params.grey, sheet.paper);
  if (steps) steps("grey", grey);
  if (steps && !sheet.paper.empty()) steps("sheet", sheet_picture(picture, sheet));
  const cv::Mat1b paper = paint_desk(grey, sheet);
  PageInk seen = first_look(paper, params.ink);
  const PageMap level = straighten(seen, sheet, picture.size(), params.pieces, params.straighten);
  if (steps && !level.is_picture()) steps("straightened", straightened(picture, level));
  PageInk lying = find_ink(paper, std::move(seen), level, params.ink, steps);
  if (is_texture(lying, readers, params)) lying = without_writing(std::move(lying));
  const int turn = find_turn(lying, readers, params);
  const PageMap map = turned(level, turn);
  const PageInk ink = part_rows(turned(lying, turn), params.pieces, params.rows);
  std::vector<Row> rows = find_rows(ink, params, crossed_out_phrases(ink, params));
  const std::vector<Box> crossed_out = cross_out(ink, rows, params.crossed_out);
  if (steps) steps("rows", rows_picture(ink, rows));
  std::vector<Line> lines;
  if (!is_texture(ink, rows, readers, params)) {
    lines = drop_texture(read_lines(ink, rows, readers, params, steps), params.texture);
  }
  Page page = page_from(std::move(lines), crossed_out, map, ink.scale);
  drop_odd_rows(page, params.odd_rows);
  place_crossed_out(page);
  if (steps) steps("text", text_picture(straightened(picture, map), page));
  return in_picture(std::move(page), sheet, picture.size(), map, turn);
}

}  // namespace inkline
