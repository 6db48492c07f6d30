#include <inkline/reader/read_page.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/image/find_sheet.hpp>

#include "choose_readings.hpp"
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

Page page_from(std::vector<Line> lines, cv::Size size, double scale) {
  std::erase_if(lines, [](const Line& line) { return line.words.empty(); });
  const Box whole{0, 0, size.width, size.height};
  const auto place = [&](Box& box) { box = common(on_page(box, scale), whole); };
  for (Line& line : lines) {
    place(line.box);
    for (Word& word : line.words) {
      place(word.box);
      for (Glyph& glyph : word.glyphs) place(glyph.box);
    }
  }
  return {size.width, size.height, std::move(lines)};
}

}  // namespace

void ReadParams::check() const {
  cut.check();
  decode.check();
  evidence.check();
  choice.check();
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
  const PageInk as_loaded = find_ink(paint_desk(grey, sheet), params.ink, steps);
  const int turn = find_turn(as_loaded, readers.glyphs, params);
  const PageInk ink = part_rows(turned(as_loaded, turn), params.pieces, params.rows);
  const std::vector<Row> rows = find_rows(ink, params);
  if (steps) steps("rows", rows_picture(ink, rows));
  std::vector<cv::Mat1b> crops;
  const auto letters = classify_letters(ink, rows, readers.glyphs, crops);
  std::vector<Line> lines = read_glyphs(ink, rows, letters, crops, readers, params, steps);
  if (readers.rows) {
    const std::vector<PlacedStrip> strips = strips_of(ink, rows, readers.rows->strip);
    if (steps) steps("strips", strips_picture(strips));
    lines = choose_readings(read_rows(strips, letters, readers, params), std::move(lines),
                            params.choice);
  }
  Page page = page_from(std::move(lines), turned(picture.size(), turn), ink.scale);
  if (steps) steps("text", text_picture(turned(picture, turn), page));
  return turned_back(std::move(page), turn);
}

}  // namespace inkline
