#include <inkline/image/pen_lines.hpp>

#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/image/components.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::find_underlines;
using inkline::remove_underlines;
using inkline::test::Hand;
using inkline::test::PaperPage;
using inkline::test::share_missing;
using inkline::test::write_row;

constexpr double kLetterHeight = 34;  // of Hand{}

/// A line as drawn by hand, from `at` to the right: it wavers, and rises by `slope`.
void draw_by_hand(cv::Mat1b& ink, cv::Point at, int length, double slope, int pen) {
  cv::Point before = at;
  for (int x = 0; x <= length; x += 8) {
    const double y = at.y - slope * x + 2.0 * std::sin(0.013 * (x + 3 * at.y));
    const cv::Point next(at.x + x, static_cast<int>(std::lround(y)));
    cv::line(ink, before, next, cv::Scalar(255), pen);
    before = next;
  }
}

/// Headings underlined once and twice, single words underlined, and text that is not.
PaperPage underlined(int pen, double slope) {
  PaperPage page({1200, 900});
  const Hand hand{.pen = pen};
  write_row(page.letters, "Heading of a page", {60, 120}, hand);
  draw_by_hand(page.paper, {50, 136}, 560, slope, pen);
  write_row(page.letters, "Plan und Ziel", {60, 270}, hand);
  draw_by_hand(page.paper, {60, 288}, 380, slope, pen);
  draw_by_hand(page.paper, {70, 302}, 350, slope, pen);
  write_row(page.letters, "one word HERE and more", {60, 440}, hand);
  draw_by_hand(page.paper, {340, 452}, 150, slope, pen);
  write_row(page.letters, "gypsy jog, quay", {60, 580}, hand);
  draw_by_hand(page.paper, {55, 590}, 470, slope, pen);
  write_row(page.letters, "no line is below this", {60, 740}, hand);
  return page;
}

cv::Mat1b cleaned(const cv::Mat1b& ink) {
  return remove_underlines(ink, inkline::stroke_width(ink), kLetterHeight);
}

TEST_SUITE("pen lines") {
  TEST_CASE("lines drawn under words go, and letters that cross them stay") {
    for (const int pen : {2, 4, 6}) {
      for (const double slope : {-0.03, 0.0, 0.02}) {
        CAPTURE(pen);
        CAPTURE(slope);
        const PaperPage page = underlined(pen, slope);
        const cv::Mat1b rest = cleaned(page.all());
        cv::Mat1b alone;
        cv::subtract(page.paper, page.letters, alone);
        CHECK(share_missing(alone, rest) > 0.85);
        CHECK(share_missing(page.letters, rest) < 0.02);
      }
    }
  }

  TEST_CASE("bars of letters, signs and crossed-out words are no underlines") {
    cv::Mat1b ink(900, 1200, uchar{0});
    int y = 120;
    for (const char* text : {"TTTT EEEE LLLL ZZZ", "a - b = c + d", "_ E_ Z-L-F", "tttt ffff zzzz",
                             "1.) 2.) =-= --- 7"}) {
      write_row(ink, text, {60, y});
      y += 120;
    }
    write_row(ink, "wrong word", {60, 780});
    draw_by_hand(ink, {50, 768}, 330, 0, 4);
    CHECK(find_underlines(ink, 4, kLetterHeight).empty());
    CHECK(cleaned(ink).data == ink.data);
  }

  TEST_CASE("a line with nothing above it stays") {
    cv::Mat1b ink(600, 900, uchar{0});
    write_row(ink, "above", {60, 100});
    draw_by_hand(ink, {60, 300}, 700, 0, 4);
    write_row(ink, "below", {60, 400});
    CHECK(find_underlines(ink, 4, kLetterHeight).empty());
  }

  TEST_CASE("a line of a diagram, with others hanging from it, stays") {
    cv::Mat1b ink(600, 900, uchar{0});
    write_row(ink, "Why we are here", {60, 200});
    draw_by_hand(ink, {50, 218}, 520, 0, 4);
    cv::line(ink, {120, 218}, {90, 300}, cv::Scalar(255), 4);
    cv::line(ink, {300, 218}, {300, 330}, cv::Scalar(255), 4);
    cv::line(ink, {480, 218}, {520, 300}, cv::Scalar(255), 4);
    CHECK(find_underlines(ink, 4, kLetterHeight).empty());
  }

  TEST_CASE("blank masks, masks without writing and bad settings") {
    const cv::Mat1b blank(50, 60, uchar{0});
    CHECK(find_underlines(blank, 4, 30).empty());
    CHECK(find_underlines(cv::Mat1b(), 4, 30).empty());
    CHECK(find_underlines(cv::Mat1b(50, 60, uchar{255}), 4, 30).empty());
    CHECK(find_underlines(blank, 4, 0).empty());
    inkline::PenLineParams params;
    params.least_seen = 2;
    CHECK_THROWS_WITH_AS(find_underlines(blank, 4, 30, params),
                         doctest::Contains("pen_lines.least_seen"), inkline::Error);
  }
}

}  // namespace
