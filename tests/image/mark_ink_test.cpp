#include <inkline/image/mark_ink.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::mark_ink;
using inkline::MarkedInk;

/// Ten rings in a row.
cv::Mat1b rings(uchar paper, uchar ink) {
  cv::Mat1b page(200, 700, paper);
  for (int i = 0; i < 10; ++i) {
    cv::circle(page, {50 + 65 * i, 100}, 22, ink, 5);
  }
  return page;
}

TEST_SUITE("mark ink") {
  TEST_CASE("ink is found in the size of the picture, whichever side it lies on") {
    const cv::Mat1b truth(rings(0, 255));
    for (const bool light : {false, true}) {
      CAPTURE(light);
      const MarkedInk found = light ? mark_ink(rings(40, 220)) : mark_ink(rings(220, 40));
      CHECK(found.light_ink == light);
      CHECK(found.ink.size() == truth.size());
      CHECK(found.even.size() == truth.size());
      CHECK(cv::countNonZero(found.ink != truth) < 0.05 * cv::countNonZero(truth));
      CHECK(found.stroke_width > 4);
      CHECK(found.stroke_width < 9);
    }
  }

  TEST_CASE("a blank or empty picture has no ink and no strokes") {
    const MarkedInk blank = mark_ink(cv::Mat1b(50, 60, uchar{128}));
    CHECK(cv::countNonZero(blank.ink) == 0);
    CHECK(blank.stroke_width == 0);
    CHECK(mark_ink(cv::Mat1b()).ink.empty());
  }

  TEST_CASE("a bad setting of any stage is refused by name") {
    inkline::MarkInkParams params;
    params.denoise.diameter = -1;
    CHECK_THROWS_WITH_AS(mark_ink(rings(220, 40), params), doctest::Contains("denoise.diameter"),
                         inkline::Error);
  }
}

}  // namespace
