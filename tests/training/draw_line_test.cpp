#include <inkline/training/draw_line.hpp>

#include <algorithm>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::Ink;
using inkline::LineDrawParams;
using inkline::Random;

/// Four bars of height 100, 50 apart.
Ink bars() {
  Ink ink;
  for (int i = 0; i < 4; ++i) {
    const auto x = static_cast<float>(50 * i);
    ink.points.push_back({x, 0});
    ink.points.push_back({x, 100});
    ink.end_stroke();
  }
  return ink;
}

/// No variation but the size: letters 40 pixels high with a pen of 4.
LineDrawParams plain() {
  LineDrawParams params;
  params.low_height = params.high_height = 40;
  params.low_pen = params.high_pen = 0.1;
  params.slant_degrees = params.rotation_degrees = params.aspect = params.bend = params.arch = 0;
  params.stretch = 0;
  params.shake = params.pressure = params.blur = params.noise = params.bias = 0;
  params.faint_share = params.ruling_share = params.erased_share = params.underline_share = 0;
  params.neighbour_share = params.speck_share = params.bullet_share = 0;
  return params;
}

/// Bars of the height of small letters, 40, and a last one of that of a capital, all on one line.
Ink small_letters_and_a_capital() {
  Ink ink;
  for (int i = 0; i < 12; ++i) {
    const auto x = static_cast<float>(25 * i);
    ink.points.push_back({x, i == 11 ? 0.0F : 60.0F});
    ink.points.push_back({x, 100});
    ink.end_stroke();
  }
  return ink;
}

/// Height of the last bar by that of the first.
double capital_by_small_letter(const cv::Mat1b& ink) {
  const cv::Rect all = cv::boundingRect(ink);
  const cv::Rect first(0, 0, all.x + all.width / 4, ink.rows);
  return static_cast<double>(all.height) / cv::boundingRect(ink(first)).height;
}

bool same(const cv::Mat1b& a, const cv::Mat1b& b) {
  return a.size() == b.size() && cv::countNonZero(a != b) == 0;
}

TEST_SUITE("drawing of rows") {
  TEST_CASE("the generator alone decides the picture") {
    Random first(5);
    Random again(5);
    Random other(6);
    const cv::Mat1b picture = inkline::draw_row(bars(), 100, {}, first);
    CHECK(same(picture, inkline::draw_row(bars(), 100, {}, again)));
    CHECK_FALSE(same(picture, inkline::draw_row(bars(), 100, {}, other)));
  }

  TEST_CASE("without variation a row has the size and the thickness asked for") {
    for (const int seed : {1, 2, 3, 4, 5}) {
      CAPTURE(seed);
      Random random(static_cast<std::uint64_t>(seed));
      LineDrawParams params = plain();
      const cv::Mat1b ink = inkline::draw_row(bars(), 100, params, random);
      const cv::Rect bounds = cv::boundingRect(ink);
      CHECK(bounds.height == doctest::Approx(44).epsilon(0.08));
      CHECK(bounds.width == doctest::Approx(64).epsilon(0.08));
      CHECK(cv::countNonZero(ink) == doctest::Approx(4 * 44 * 4).epsilon(0.25));
    }
  }

  TEST_CASE("hands differ in how far letters reach out of the row's core") {
    LineDrawParams params = plain();
    params.low_height = params.high_height = 80;
    double least = 100;
    double most = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      Random random(seed);
      params.stretch = 0.3;
      const double ratio = capital_by_small_letter(
          inkline::draw_row(small_letters_and_a_capital(), 100, params, random));
      least = std::min(least, ratio);
      most = std::max(most, ratio);
    }
    CAPTURE(least);
    CAPTURE(most);
    CHECK(least < 2.25);
    CHECK(most > 2.9);
    Random random(1);
    params.stretch = 0;
    CHECK(capital_by_small_letter(inkline::draw_row(small_letters_and_a_capital(), 100, params,
                                                    random)) == doctest::Approx(2.4).epsilon(0.1));
  }

  TEST_CASE("dirt of every kind leaves the row a row") {
    LineDrawParams params;
    params.faint_share = params.ruling_share = params.erased_share = params.underline_share = 1;
    params.neighbour_share = params.speck_share = params.bullet_share = 1;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      Random random(seed);
      const cv::Mat1b ink = inkline::draw_row(bars(), 100, params, random);
      CAPTURE(seed);
      CHECK(cv::countNonZero(ink) > 0);
      CHECK(ink.rows < 400);
      CHECK(ink.cols < 1000);
    }
  }

  TEST_CASE("no ink gives no picture, and a dot or a mile of ink gives a small one") {
    Random random(1);
    CHECK(inkline::draw_row({}, 100, {}, random).empty());
    Ink ink;
    ink.points = {{7, 7}};
    ink.stroke_ends = {1};
    CHECK(cv::countNonZero(inkline::draw_row(ink, 100, {}, random)) > 0);
    ink.points = {{0, 0}, {1e6F, 0}, {1e6F, 1e5F}};
    ink.stroke_ends = {3};
    const cv::Mat1b drawn = inkline::draw_row(ink, 1, {}, random);
    CHECK(drawn.cols < 9000);
    CHECK(drawn.rows < 3000);
  }

  TEST_CASE("a bad parameter is refused by name") {
    LineDrawParams params;
    params.low_pen = 0;
    Random random(1);
    CHECK_THROWS_WITH_AS(inkline::draw_row(bars(), 100, params, random),
                         doctest::Contains("draw_line.low_pen"), inkline::Error);
  }
}

}  // namespace
