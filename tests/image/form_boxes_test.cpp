#include <inkline/image/form_boxes.hpp>

#include <functional>
#include <string>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/image/components.hpp>
#include <inkline/image/remove_ruling.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::test::Hand;
using inkline::test::PaperPage;
using inkline::test::share_missing;
using inkline::test::tilted;
using inkline::test::write_in_cells;
using inkline::test::write_row;

const cv::Scalar kInk(255);

/// Cells side by side from `corner` on, closed or open at the top.
void draw_cells(cv::Mat1b& paper, cv::Point corner, cv::Size cell, int count, int line, bool open) {
  const int right = corner.x + count * cell.width;
  const int bottom = corner.y + cell.height;
  if (!open) cv::line(paper, corner, {right, corner.y}, kInk, line);
  cv::line(paper, {corner.x, bottom}, {right, bottom}, kInk, line);
  for (int i = 0; i <= count; ++i) {
    const int x = corner.x + i * cell.width;
    cv::line(paper, {x, corner.y}, {x, bottom}, kInk, line);
  }
}

/// Rows of writing that stand beside whatever is tested, so that the pen is known.
void write_around(cv::Mat1b& letters) {
  write_row(letters, "HEIL DOB 08 Q", {60, 90});
  write_row(letters, "TELL FILM  EHM", {60, 760});
}

PaperPage row_of_cells(int line, bool open) {
  PaperPage page;
  write_around(page.letters);
  draw_cells(page.paper, {200, 200}, {50, 56}, 10, line, open);
  write_in_cells(page.letters, "HEIM 08 OL", {200, 245}, 50);
  draw_cells(page.paper, {200, 400}, {46, 50}, 12, line, open);
  write_in_cells(page.letters, "DIEBOLD 1EFH", {200, 445}, 46);  // touches the line
  return page;
}

PaperPage table(int line) {
  PaperPage page;
  for (int x = 100; x <= 1000; x += 225) cv::line(page.paper, {x, 150}, {x, 590}, kInk, line);
  for (int y = 150; y <= 590; y += 110) cv::line(page.paper, {100, y}, {1000, y}, kInk, line);
  for (int row = 0; row < 4; ++row) {
    write_row(page.letters, "HEIL", {112, 225 + 110 * row},
              {.seed = 7U + static_cast<unsigned>(row)});
    write_row(page.letters, "MOPgy", {335, 240 + 110 * row}, {.scale = 2});
    write_row(page.letters, "12 08", {560, 225 + 110 * row});
    write_row(page.letters, "tall", {800, 230 + 110 * row}, {.scale = 2.4});  // crosses lines
  }
  return page;
}

PaperPage boxes_to_tick(int line) {
  PaperPage page;
  write_around(page.letters);
  for (int i = 0; i < 4; ++i) {
    cv::rectangle(page.paper, cv::Rect(100, 180 + 120 * i, 46, 46), kInk, line);
    write_row(page.letters, "DO NOT BEND", {180, 220 + 120 * i});
  }
  cv::line(page.letters, {114, 198}, {124, 212}, kInk, 4);  // a tick that crosses the top
  cv::line(page.letters, {124, 212}, {134, 164}, kInk, 4);
  return page;
}

PaperPage one_box(int line, bool rounded) {
  PaperPage page;
  write_around(page.letters);
  const cv::Rect box(240, 300, 420, 90);
  if (!rounded) {
    cv::rectangle(page.paper, box, kInk, line);
  } else {
    const int r = 8;
    cv::line(page.paper, {box.x + r, box.y}, {box.br().x - r, box.y}, kInk, line);
    cv::line(page.paper, {box.x + r, box.br().y}, {box.br().x - r, box.br().y}, kInk, line);
    cv::line(page.paper, {box.x, box.y + r}, {box.x, box.br().y - r}, kInk, line);
    cv::line(page.paper, {box.br().x, box.y + r}, {box.br().x, box.br().y - r}, kInk, line);
    cv::ellipse(page.paper, {box.x + r, box.y + r}, {r, r}, 180, 0, 90, kInk, line);
    cv::ellipse(page.paper, {box.br().x - r, box.y + r}, {r, r}, 270, 0, 90, kInk, line);
    cv::ellipse(page.paper, {box.x + r, box.br().y - r}, {r, r}, 90, 0, 90, kInk, line);
    cv::ellipse(page.paper, {box.br().x - r, box.br().y - r}, {r, r}, 0, 0, 90, kInk, line);
  }
  write_row(page.letters, "Mr. Gyp Hi", {260, 372}, {.scale = 2});
  cv::line(page.letters, {600, 340}, {690, 332}, kInk, 4);  // crosses the right side
  cv::line(page.letters, {330, 285}, {322, 330}, kInk, 4);  // and the top
  return page;
}

struct Result {
  double lost = 0;  ///< share of the letters' ink that is gone
  double left = 0;  ///< share of the paper's ink, aside from letters, that is still there
};

Result cleaned(const PaperPage& page) {
  const cv::Mat1b ink = page.all();
  const cv::Mat1b rest = inkline::remove_ruling(ink, inkline::stroke_width(ink)).ink;
  cv::Mat1b print;
  cv::Mat1b wide;
  cv::dilate(page.letters, wide, cv::Mat());
  cv::subtract(page.paper, wide, print);
  cv::Mat1b left;
  cv::bitwise_and(print, rest, left);
  return {share_missing(page.letters, rest),
          static_cast<double>(cv::countNonZero(left)) / cv::countNonZero(print)};
}

void check_cleaned(const std::string& name, const std::function<PaperPage(int)>& page) {
  for (const int line : {1, 2, 3, 4}) {
    for (const double degrees : {0.0, 1.7, -6.0}) {
      CAPTURE(name);
      CAPTURE(line);
      CAPTURE(degrees);
      const Result result = cleaned(tilted(page(line), degrees));
      CHECK(result.left < 0.04);
      CHECK(result.lost < 0.02);
    }
  }
}

TEST_SUITE("form boxes") {
  TEST_CASE("cells side by side go, and letters that touch their lines stay") {
    check_cleaned("cells", [](int line) { return row_of_cells(line, false); });
  }

  TEST_CASE("combs that are open at the top go") {
    check_cleaned("comb", [](int line) { return row_of_cells(line, true); });
  }

  TEST_CASE("the frame of a table goes with what divides it") {
    check_cleaned("table", [](int line) { return table(line); });
  }

  TEST_CASE("boxes to tick go and the tick stays") {
    check_cleaned("tick", [](int line) { return boxes_to_tick(line); });
  }

  TEST_CASE("a single box goes, also with rounded corners, where letters cross it") {
    check_cleaned("box", [](int line) { return one_box(line, false); });
    check_cleaned("round", [](int line) { return one_box(line, true); });
  }

  TEST_CASE("straight letters are no boxes, on plain paper and on lines") {
    PaperPage page;
    int y = 100;
    for (const char* text : {"HEIMDALL BOOED", "IIII LLLL TTTT EEEE", "HHHH 1111 OOOO 0000",
                             "8B8B DODO UUUU", "EEFF HIHI MNMN"}) {
      write_row(page.letters, text, {60, y}, {.shake = 2.0});
      y += 120;
    }
    CHECK(inkline::remove_ruling(page.letters, 4).lines == 0);
    for (int line = 104; line < 700; line += 120) {
      cv::line(page.paper, {0, line}, {1199, line}, kInk, 3);
      cv::line(page.paper, {0, line - 42}, {1199, line - 42}, kInk, 3);
    }
    const Result result = cleaned(page);
    CHECK(result.left < 0.06);
    CHECK(result.lost < 0.02);
  }

  TEST_CASE("a blank mask and a bad setting") {
    const cv::Mat1b blank(50, 60, uchar{0});
    const cv::Mat1b down(60, 50, uchar{0});
    CHECK(inkline::find_form_boxes(blank, down, 4).across.empty());
    inkline::FormBoxParams params;
    params.corner = 2;
    CHECK_THROWS_WITH_AS(inkline::find_form_boxes(blank, down, 4, params),
                         doctest::Contains("form_boxes.corner"), inkline::Error);
  }
}

}  // namespace
