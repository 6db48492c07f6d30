#include "show_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/median.hpp>

namespace inkline {
namespace {

const std::array<cv::Scalar, 6> kRowColours{cv::Scalar(200, 80, 0),  cv::Scalar(0, 120, 0),
                                            cv::Scalar(30, 30, 200), cv::Scalar(160, 0, 160),
                                            cv::Scalar(0, 110, 180), cv::Scalar(120, 100, 0)};
const cv::Scalar kBoxColour(0, 150, 0);
const cv::Scalar kDoubtColour(0, 0, 220);
const cv::Scalar kCrossedColour(200, 0, 200);
const cv::Scalar kFaint(190, 190, 190);
constexpr float kDoubtful = 0.7F;  // guesses below are drawn in the colour of doubt

cv::Rect rect(const Box& box) {
  return {box.x, box.y, box.width, box.height};
}

/// OpenCV's own strokes can show ASCII only.
std::string printable(const std::string& text) {
  if (text.empty()) return "[-]";
  return text.size() == 1 ? text : "?";
}

void write(cv::Mat3b& canvas, const std::string& text, cv::Point at, double height,
           const cv::Scalar& colour) {
  constexpr double height_at_scale_1 = 22.0;  // of FONT_HERSHEY_SIMPLEX's capitals
  const int thickness = std::max(1, static_cast<int>(std::lround(height / 16)));
  cv::putText(canvas, text, at, cv::FONT_HERSHEY_SIMPLEX, height / height_at_scale_1, colour,
              thickness, cv::LINE_AA);
}

void draw_crossed_out(const Box& box, int thickness, cv::Mat3b& canvas) {
  cv::rectangle(canvas, rect(box), kCrossedColour, thickness);
  const cv::Point end(box.right(), box.bottom());
  cv::line(canvas, {box.x, box.y}, end, kCrossedColour, thickness, cv::LINE_AA);
  cv::line(canvas, {box.x, box.bottom()}, {box.right(), box.y}, kCrossedColour, thickness,
           cv::LINE_AA);
}

/// How high the small letters of a row stand above its baseline: the median over its pieces.
double x_height_of(const PageInk& page, const Row& row) {
  std::vector<double> heights;
  for (const Letter& letter : row.letters) {
    for (const int piece : letter.pieces) {
      const Box core = page.pieces[static_cast<std::size_t>(piece)].core();
      heights.push_back(row.metrics.baseline(core.centre_x()) - core.y);
    }
  }
  return median(std::move(heights));
}

/// Its ink, boxes of its characters, baseline and, dotted, x-height.
void draw_row(const PageInk& page, const Row& row, const cv::Scalar& colour, cv::Mat3b& canvas) {
  for (const Letter& letter : row.letters) {
    const cv::Mat1b ink = ink_of(page.components, letter.pieces);
    canvas(rect(letter.box)).setTo(colour, ink);
    cv::rectangle(canvas, rect(letter.box), colour, 1);
  }
  const Box& first = row.letters.front().box;
  const Box& last = row.letters.back().box;
  const auto above_foot = [&](int x, double height) {
    return cv::Point(x, static_cast<int>(std::lround(row.metrics.baseline(x) - height)));
  };
  cv::line(canvas, above_foot(first.x, 0), above_foot(last.right(), 0), colour, 1, cv::LINE_AA);
  const double x_height = x_height_of(page, row);
  const int dash = std::max(2, static_cast<int>(x_height / 4));
  for (int x = first.x; x < last.right(); x += 2 * dash) {
    cv::line(canvas, above_foot(x, x_height), above_foot(x + dash, x_height), colour, 1,
             cv::LINE_AA);
  }
}

cv::Mat3b coloured(const cv::Mat& picture) {
  cv::Mat3b colour;
  if (picture.channels() == 1) {
    cv::cvtColor(picture, colour, cv::COLOR_GRAY2BGR);
  } else {
    picture.copyTo(colour);
  }
  return colour;
}

cv::Mat3b paled(const cv::Mat& picture) {
  const cv::Mat3b colour = coloured(picture);
  cv::Mat3b pale;
  colour.convertTo(pale, CV_8UC3, 0.5, 127);
  return pale;
}

void draw_cell(const cv::Mat1b& glyph, const Glyph& read, cv::Mat3b cell) {
  cv::Mat1b black_on_white;
  cv::bitwise_not(glyph, black_on_white);
  cv::cvtColor(black_on_white, cell(cv::Rect(2, 2, glyph.cols, glyph.rows)), cv::COLOR_GRAY2BGR);
  const Guess& best = read.guesses.front();
  const cv::Scalar& colour = best.confidence < kDoubtful ? kDoubtColour : kBoxColour;
  write(cell, printable(best.text), {38, 20}, 14, colour);
  write(cell, std::to_string(std::lround(100 * best.confidence)), {38, 34}, 8, colour);
  if (read.guesses.size() > 1) {
    write(cell, printable(read.guesses[1].text), {58, 34}, 8, kFaint * 0.6);
  }
}

}  // namespace

cv::Mat3b sheet_picture(const cv::Mat& picture, const Sheet& sheet) {
  cv::Mat1b paper;
  cv::resize(sheet.paper, paper, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::threshold(paper, paper, 127, 255, cv::THRESH_BINARY);
  cv::Mat3b canvas = paled(picture);
  coloured(picture).copyTo(canvas, paper);
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(paper, outlines, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
  const int thickness = 1 + std::max(picture.rows, picture.cols) / 400;
  cv::drawContours(canvas, outlines, -1, kDoubtColour, thickness, cv::LINE_AA);
  return canvas;
}

cv::Mat3b rows_picture(const PageInk& page, const std::vector<Row>& rows) {
  cv::Mat3b canvas(page.ink.size(), cv::Vec3b(255, 255, 255));
  canvas.setTo(kFaint, page.ink);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    draw_row(page, rows[i], kRowColours[i % kRowColours.size()], canvas);
  }
  return canvas;
}

cv::Mat3b contact_sheet(const std::vector<cv::Mat1b>& glyphs, const std::vector<Glyph>& read) {
  constexpr int columns = 16;
  constexpr int most_cells = 4000;
  const cv::Size cell(76, 36);
  const int count = std::min(static_cast<int>(glyphs.size()), most_cells);
  const int rows = std::max(1, (count + columns - 1) / columns);
  cv::Mat3b sheet(rows * cell.height, columns * cell.width, cv::Vec3b(255, 255, 255));
  for (int i = 0; i < count; ++i) {
    const cv::Rect place({(i % columns) * cell.width, (i / columns) * cell.height}, cell);
    draw_cell(glyphs[static_cast<std::size_t>(i)], read[static_cast<std::size_t>(i)], sheet(place));
  }
  return sheet;
}

cv::Mat1b strips_picture(const std::vector<PlacedStrip>& rows) {
  constexpr int gap = 4;
  int width = 1;
  for (const PlacedStrip& row : rows) width = std::max(width, row.strip.ink.cols);
  const int pitch = kStripHeight + gap;
  cv::Mat1b sheet(std::max(1, pitch * static_cast<int>(rows.size())), width, uchar{255});
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    const cv::Mat1b& ink = rows[static_cast<std::size_t>(i)].strip.ink;
    if (!ink.empty()) cv::bitwise_not(ink, sheet({0, pitch * i, ink.cols, ink.rows}));
  }
  cv::resize(sheet, sheet, {}, 2, 2, cv::INTER_LINEAR);
  return sheet;
}

cv::Mat3b text_picture(const cv::Mat& picture, const Page& page) {
  cv::Mat3b canvas = paled(picture);
  for (const Line& line : page.lines) {
    const double size = std::max(8.0, 0.35 * line.box.height);
    for (const Word& word : line.words) {
      cv::rectangle(canvas, rect(word.box), kFaint, 1);
      for (const Glyph& glyph : word.glyphs) {
        const Guess& best = glyph.guesses.front();
        const cv::Scalar& colour = best.confidence < kDoubtful ? kDoubtColour : kBoxColour;
        cv::rectangle(canvas, rect(glyph.box), colour, 1);
        write(canvas, printable(best.text), {glyph.box.x, line.box.y - 2}, size, colour);
      }
    }
  }
  const int thickness = 1 + std::max(canvas.rows, canvas.cols) / 1500;
  for (const CrossedOut& word : page.crossed_out) draw_crossed_out(word.box, thickness, canvas);
  return canvas;
}

}  // namespace inkline
