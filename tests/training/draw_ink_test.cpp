#include <inkline/training/draw_ink.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::DrawnInk;
using inkline::DrawParams;
using inkline::Ink;
using inkline::Random;

Ink cross() {
  Ink ink;
  ink.points = {{0, 0}, {100, 100}, {0, 100}, {100, 0}};
  ink.stroke_ends = {2, 4};
  return ink;
}

bool same(const cv::Mat1b& a, const cv::Mat1b& b) {
  return a.size() == b.size() && cv::countNonZero(a != b) == 0;
}

/// No variation but the size: letters 40 pixels high with a pen of 4.
DrawParams plain() {
  DrawParams params;
  params.low_height = params.high_height = 40;
  params.low_pen = params.high_pen = 0.1;
  params.slant_degrees = params.rotation_degrees = params.aspect = params.bend = 0;
  params.shake = params.blur = params.noise = params.bias = 0;
  params.broken_share = params.remnant_share = params.ruling_share = params.speck_share = 0;
  return params;
}

TEST_SUITE("drawing of ink") {
  TEST_CASE("the seed alone decides the picture") {
    Random first(5);
    Random again(5);
    Random other(6);
    const cv::Mat1b picture = inkline::draw_ink(cross(), 100, {}, first).ink;
    CHECK(same(picture, inkline::draw_ink(cross(), 100, {}, again).ink));
    CHECK_FALSE(same(picture, inkline::draw_ink(cross(), 100, {}, other).ink));
  }

  TEST_CASE("without variation a cross has the size and the thickness asked for") {
    Random random(1);
    const DrawnInk drawn = inkline::draw_ink(cross(), 100, plain(), random);
    const cv::Rect bounds = cv::boundingRect(drawn.ink);
    CHECK(drawn.pixels_per_unit == doctest::Approx(0.4));
    CHECK(drawn.pen == doctest::Approx(10));
    CHECK(bounds.width == doctest::Approx(44).epsilon(0.05));
    CHECK(bounds.height == doctest::Approx(44).epsilon(0.05));
    // Two bars of 57 by 4 pixels, less what they share.
    CHECK(cv::countNonZero(drawn.ink) == doctest::Approx(2 * 57 * 4).epsilon(0.15));
  }

  TEST_CASE("the pen goes by the writer's letters, so a dot is as thick as a capital's stroke") {
    Ink dot;
    dot.points = {{3, 3}};
    dot.end_stroke();
    Random random(1);
    const DrawnInk drawn = inkline::draw_ink(dot, 100, plain(), random);
    CHECK(cv::boundingRect(drawn.ink).width == doctest::Approx(4).epsilon(0.3));
  }

  TEST_CASE("nothing gives nothing, and a speck, a giant or a hair always leaves ink") {
    Random random(3);
    CHECK(inkline::draw_ink({}, 100, {}, random).ink.empty());
    for (const float size : {0.0F, 1e-4F, 1.0F, 1e6F}) {
      Ink line;
      line.points = {{0, 0}, {size, size}};
      line.end_stroke();
      for (int i = 0; i < 50; ++i) {
        const cv::Mat1b ink = inkline::draw_ink(line, 100, {}, random).ink;
        CHECK(cv::countNonZero(ink) > 0);
        CHECK(ink.rows < 400);
        CHECK(ink.cols < 400);
      }
    }
  }

  TEST_CASE("a bad parameter is refused by name") {
    DrawParams params;
    params.low_pen = 0;
    CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("draw.low_pen"), inkline::Error);
    CHECK_NOTHROW(DrawParams{}.check());
    CHECK_NOTHROW(inkline::moderate_drawing().check());
  }
}

}  // namespace
