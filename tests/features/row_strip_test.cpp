#include <inkline/features/row_strip.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using namespace inkline;

/// Upright bars with a foot, like a row of L; `x` and `y` move every place before it is drawn.
template <typename Place>
cv::Mat1b row_of_bars(int bars, Place place, int pen = 5) {
  cv::Mat1b ink(200, 60 + 40 * bars, uchar{0});
  for (int i = 0; i < bars; ++i) {
    const double x = 30.0 + 40 * i;
    const auto line = [&](cv::Point2d from, cv::Point2d to) {
      cv::line(ink, place(from), place(to), cv::Scalar(255), pen);
    };
    line({x, 80}, {x, 120});
    line({x, 120}, {x + 20, 120});
  }
  return ink;
}

cv::Point as_drawn(cv::Point2d place) {
  return place;
}

/// Share of the ink that lies in columns that are inked for at least half of the bar's height.
double share_upright(const cv::Mat1b& strip) {
  double upright = 0;
  for (int x = 0; x < strip.cols; ++x) {
    const double column = cv::sum(strip.col(x))[0];
    if (column > 255 * 8) upright += column;
  }
  return upright / cv::sum(strip)[0];
}

double spread_of(const cv::Mat1b& strip) {
  const cv::Moments m = cv::moments(strip);
  return std::sqrt(m.mu02 / m.m00);
}

double middle_of(const cv::Mat1b& strip) {
  const cv::Moments m = cv::moments(strip);
  return m.m01 / m.m00 + 0.5;
}

TEST_CASE("a row becomes a strip with the wanted spread about its middle, whatever its size") {
  for (const double size : {0.5, 1.0, 3.0}) {
    CAPTURE(size);
    cv::Mat1b ink;
    cv::resize(row_of_bars(8, as_drawn), ink, {}, size, size, cv::INTER_NEAREST);
    const RowStrip strip = normalise_row(ink);
    CHECK(strip.ink.rows == kStripHeight);
    CHECK(spread_of(strip.ink) == doctest::Approx(5.0).epsilon(0.06));
    CHECK(middle_of(strip.ink) == doctest::Approx(16).epsilon(0.04));
  }
}

TEST_CASE("hairlines and felt pens become strokes of one width") {
  const double usual = cv::sum(normalise_row(row_of_bars(14, as_drawn, 5)).ink)[0];
  for (const int pen : {1, 2, 3, 8, 12}) {
    CAPTURE(pen);
    CHECK(cv::sum(normalise_row(row_of_bars(14, as_drawn, pen)).ink)[0] ==
          doctest::Approx(usual).epsilon(0.15));
  }
}

TEST_CASE("a row that rises, leans or bends becomes the same strip as a straight one") {
  const RowStrip straight = normalise_row(row_of_bars(14, as_drawn));
  const auto rising = [](cv::Point2d p) { return cv::Point(p + cv::Point2d(0, 20 - 0.06 * p.x)); };
  const auto leaning = [](cv::Point2d p) {
    return cv::Point(p + cv::Point2d(0.3 * (100 - p.y), 0));
  };
  const auto bending = [](cv::Point2d p) {
    return cv::Point(p + cv::Point2d(0, 15 * std::cos(p.x / 620 * 3.14)));
  };
  for (const cv::Mat1b& ink :
       {row_of_bars(14, rising), row_of_bars(14, leaning), row_of_bars(14, bending)}) {
    const RowStrip strip = normalise_row(ink);
    CHECK(spread_of(strip.ink) == doctest::Approx(spread_of(straight.ink)).epsilon(0.06));
    CHECK(share_upright(strip.ink) > 0.9 * share_upright(straight.ink));
  }
}

TEST_CASE("a single slanted stroke keeps most of its slant") {
  cv::Mat1b ink(80, 80, uchar{0});
  cv::line(ink, {20, 70}, {60, 10}, cv::Scalar(255), 4);
  CHECK(normalise_row(ink).slant < 0.35);
}

TEST_CASE("a lone dash is not blown up when the size of the writing is known") {
  cv::Mat1b ink(60, 80, uchar{0});
  cv::line(ink, {20, 30}, {50, 30}, cv::Scalar(255), 3);
  CHECK(normalise_row(ink, {}, 10.0).scale == doctest::Approx(0.5));
  CHECK(normalise_row(ink).scale > 3);
}

TEST_CASE("places in the strip lead back to the row") {
  cv::Mat1b ink = row_of_bars(8, as_drawn);
  const RowStrip strip = normalise_row(ink);
  const cv::Rect bounds = cv::boundingRect(ink);
  const cv::Rect found = cv::boundingRect(strip.ink > 127);
  const cv::Point2d left = strip.in_row(found.x, found.y);
  const cv::Point2d right = strip.in_row(found.br().x, found.br().y);
  CHECK(left.x == doctest::Approx(bounds.x).epsilon(0.1));
  CHECK(left.y == doctest::Approx(bounds.y).epsilon(0.05));
  CHECK(right.x == doctest::Approx(bounds.br().x).epsilon(0.02));
  CHECK(right.y == doctest::Approx(bounds.br().y).epsilon(0.05));
}

TEST_CASE("places in the row lead to the strip and back") {
  const RowStrip strip = normalise_row(row_of_bars(
      8, [](cv::Point2d p) { return cv::Point(p + cv::Point2d(0.3 * (100 - p.y), 0.04 * p.x)); }));
  const cv::Point2d place = strip.in_row(40, 10);
  const cv::Point2d back = strip.in_strip(place.x, place.y);
  CHECK(back.x == doctest::Approx(40).epsilon(0.01));
  CHECK(back.y == doctest::Approx(10).epsilon(0.05));
}

TEST_CASE("no ink gives an empty strip, one pixel of ink a small one") {
  CHECK(normalise_row(cv::Mat1b()).ink.empty());
  CHECK(normalise_row(cv::Mat1b(10, 10, uchar{0})).ink.empty());
  cv::Mat1b dot(10, 10, uchar{0});
  dot(5, 5) = 255;
  CHECK(normalise_row(dot).ink.cols < 30);
}

TEST_CASE("the same ink further right gives the same description some steps later") {
  cv::Mat1b strip(kStripHeight, 80, uchar{0});
  cv::circle(strip, {30, 16}, 6, cv::Scalar(255), 2, cv::LINE_AA);
  cv::Mat1b moved(kStripHeight, 80, uchar{0});
  strip.colRange(0, 70).copyTo(moved.colRange(10, 80));
  Matrix first(kStripFeatures, strip_steps(80));
  Matrix second(kStripFeatures, strip_steps(80));
  describe_strip(strip, first);
  describe_strip(moved, second);
  CHECK(first.maxCoeff() > 0.3F);
  CHECK(first.maxCoeff() <= 1.5F);
  CHECK((first.leftCols(35) - second.rightCols(35)).cwiseAbs().maxCoeff() < 1e-6F);
  CHECK(first.col(2).cwiseAbs().maxCoeff() == 0);
}

TEST_CASE("settings out of bounds are refused by name") {
  StripParams params;
  params.spread = 20;
  CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("strip.spread must be 2 to 8"), Error);
}

}  // namespace
