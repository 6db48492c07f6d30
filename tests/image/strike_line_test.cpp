#include <inkline/image/strike_line.hpp>

#include <cmath>
#include <string>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/components.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::find_strike_line;
using inkline::test::Hand;
using inkline::test::write_row;

constexpr double kLetterHeight = 34;  // of Hand{}
constexpr int kPen = 4;
constexpr int kBaseline = 100;
const cv::Point kStart(60, kBaseline);

cv::Mat1b written(const std::string& text, int font = cv::FONT_HERSHEY_SIMPLEX, int spacing = 2) {
  cv::Mat1b ink(180, 800, uchar{0});
  write_row(ink, text, kStart, Hand{.font = font, .pen = kPen}, spacing);
  return ink;
}

int right_of(const cv::Mat1b& ink) {
  const cv::Rect bounds = cv::boundingRect(ink);
  return bounds.x + bounds.width;
}

/// A line by hand from left of the writing to right of it.
void draw_line(cv::Mat1b& ink, double height, double slope = 0, double wave = 1.5) {
  const int right = right_of(ink) + 8;
  cv::Point before;
  for (int x = kStart.x - 8; x <= right; x += 6) {
    const double y = kBaseline - height + slope * (x - kStart.x) + wave * std::sin(0.04 * x);
    const cv::Point next(x, static_cast<int>(std::lround(y)));
    if (before.x > 0) cv::line(ink, before, next, cv::Scalar(255), kPen);
    before = next;
  }
}

/// The line through the widest piece of ink.
bool is_struck(const cv::Mat1b& ink) {
  const inkline::Components pieces = inkline::find_components(ink);
  bool found = false;
  for (int i = 0; i < static_cast<int>(pieces.items.size()); ++i) {
    found = found || find_strike_line(inkline::ink_of(pieces, {i}), kPen, kLetterHeight);
  }
  return found;
}

bool is_struck(const std::string& text, int font, double height, double slope = 0,
               double wave = 1.5) {
  cv::Mat1b ink = written(text, font);
  draw_line(ink, height, slope, wave);
  return is_struck(ink);
}

TEST_SUITE("strike lines") {
  TEST_CASE("a line through a word is found, in print and in joined writing") {
    for (const int font : {cv::FONT_HERSHEY_SIMPLEX, cv::FONT_HERSHEY_SCRIPT_SIMPLEX}) {
      for (const std::string text : {"mistake", "Monday", "number", "HOUSE"}) {
        for (const double height : {10.0, 14.0}) {
          CAPTURE(font);
          CAPTURE(text);
          CAPTURE(height);
          CHECK(is_struck(text, font, height));
        }
      }
    }
  }

  TEST_CASE("it may rise, fall, and be one of two") {
    CHECK(is_struck("mistake", cv::FONT_HERSHEY_SIMPLEX, 12, 0.05));
    CHECK(is_struck("mistake", cv::FONT_HERSHEY_SIMPLEX, 14, -0.05));
    cv::Mat1b twice = written("mistake");
    draw_line(twice, 17);
    draw_line(twice, 8);
    CHECK(is_struck(twice));
  }

  TEST_CASE("words as they are written have none") {
    for (const int font : {cv::FONT_HERSHEY_SIMPLEX, cv::FONT_HERSHEY_SCRIPT_SIMPLEX,
                           cv::FONT_HERSHEY_SCRIPT_COMPLEX, cv::FONT_HERSHEY_COMPLEX}) {
      for (const std::string text : {"wrong", "minimum", "tattle", "AHHA", "EFFET", "zigzag", "444",
                                     "====", "----", "+-+-+", "#3 fff", "Hhnnmu", "@&%$"}) {
        for (const int spacing : {2, -4}) {
          CAPTURE(font);
          CAPTURE(text);
          CAPTURE(spacing);
          CHECK_FALSE(is_struck(written(text, font, spacing)));
        }
      }
    }
  }

  TEST_CASE("one bar for several t is none") {
    for (const std::string text : {"tt", "ttt", "tattle", "little"}) {
      CAPTURE(text);
      CHECK_FALSE(is_struck(text, cv::FONT_HERSHEY_SIMPLEX, 23, 0, 0));
    }
  }

  TEST_CASE("a line under a word is none, through descenders either") {
    CHECK_FALSE(is_struck("gypsy jog", cv::FONT_HERSHEY_SIMPLEX, -8));
    CHECK_FALSE(is_struck("Heading", cv::FONT_HERSHEY_SIMPLEX, -8));
    CHECK_FALSE(is_struck("Heading", cv::FONT_HERSHEY_SIMPLEX, -3));
  }

  TEST_CASE("one bar for several capitals is none: there are but stems beside it") {
    for (const std::string text : {"HH", "HHH", "HIHH"}) {
      CAPTURE(text);
      cv::Mat1b ink = written(text);
      const int bar = kBaseline - 20;  // where the bar of an H is
      cv::line(ink, {kStart.x, bar}, {right_of(ink), bar}, cv::Scalar(255), kPen);
      CHECK_FALSE(is_struck(ink));
    }
  }

  TEST_CASE("the columns of the line are told") {
    cv::Mat1b ink = written("mistake");
    draw_line(ink, 12);
    const cv::Rect bounds = cv::boundingRect(ink);
    const auto line = find_strike_line(ink(bounds), kPen, kLetterHeight);
    REQUIRE(line);
    CHECK(line->first < 0.5 * kLetterHeight);
    CHECK(line->last > bounds.width - 0.8 * kLetterHeight);
    CHECK(line->crossings >= 4);
    CHECK(line->height + bounds.y == doctest::Approx(kBaseline - 12).epsilon(0.03));
  }

  TEST_CASE("it does not depend on the scale") {
    cv::Mat1b ink = written("mistake");
    draw_line(ink, 12);
    ink = ink(cv::boundingRect(ink)).clone();
    for (const double scale : {0.5, 2.0, 4.0}) {
      CAPTURE(scale);
      cv::Mat1b other;
      cv::resize(ink, other, {}, scale, scale, cv::INTER_AREA);
      CHECK(find_strike_line(cv::Mat1b(other > 127), scale * kPen, scale * kLetterHeight)
                .has_value());
    }
  }

  TEST_CASE("no ink, a dot and a full page of ink have none") {
    CHECK_FALSE(find_strike_line({}, kPen, kLetterHeight));
    CHECK_FALSE(find_strike_line(cv::Mat1b(3, 3, uchar{255}), kPen, kLetterHeight));
    CHECK_FALSE(find_strike_line(cv::Mat1b(900, 900, uchar{255}), kPen, kLetterHeight));
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(find_strike_line({}, kPen, kLetterHeight, {.least_span = 0}),
                         doctest::Contains("strike_line.least_span"), inkline::Error);
  }
}

}  // namespace
