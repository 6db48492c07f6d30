#include <inkline/image/even_light.hpp>

#include <cmath>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::EvenPage;
using inkline::kEvenPaper;

/// A page of short strokes; `paper` says the shade of paper at a column.
template <class Shade>
cv::Mat1b page_with(const Shade& paper, double ink_share) {
  cv::Mat1b page(300, 400);
  for (int y = 0; y < page.rows; ++y) {
    for (int x = 0; x < page.cols; ++x) {
      const bool ink = x % 40 < 4 && y % 50 > 20;
      page(y, x) = cv::saturate_cast<uchar>(paper(x) * (ink ? ink_share : 1.0));
    }
  }
  return page;
}

TEST_SUITE("even light") {
  TEST_CASE("a page lit from one side ends with one shade of paper and one of ink") {
    const cv::Mat1b page = page_with([](int x) { return 90.0 + x * 0.4; }, 0.4);
    const EvenPage even = inkline::even_light(page);
    CHECK_FALSE(even.light_ink);
    for (const int x : {30, 190, 350}) {
      CAPTURE(x);
      CHECK(std::abs(even.page(10, x) - kEvenPaper) < 12);
      CHECK(even.page(40, x / 40 * 40 + 1) < 0.55 * kEvenPaper);
    }
  }

  TEST_CASE("the edge of a shadow is paper, and ink beside it stays dark on both sides") {
    for (const double softness : {0.5, 1.5, 4.0}) {
      CAPTURE(softness);
      const cv::Mat1b page =
          page_with([&](int x) { return 140 + 70 * std::tanh((x - 190) / (1.3 * softness)); }, 0.4);
      const cv::Mat1b even = inkline::even_light(page).page;
      double darkest = 0;
      cv::minMaxLoc(even.rowRange(8, 18).colRange(20, 380), &darkest);
      CHECK(darkest > 0.9 * kEvenPaper);
      for (const int x : {121, 161, 201, 241}) CHECK(even(40, x) < 0.6 * kEvenPaper);
    }
  }

  TEST_CASE("chalk on a board comes out dark on light") {
    cv::Mat1b board = page_with([](int) { return 60.0; }, 3.5);
    const EvenPage even = inkline::even_light(board);
    CHECK(even.light_ink);
    CHECK(even.page(40, 81) < 0.6 * kEvenPaper);
    CHECK(std::abs(even.page(10, 70) - kEvenPaper) < 12);
  }

  TEST_CASE("white ink on kraft paper comes out dark on light, glints on it do not") {
    const EvenPage even = inkline::even_light(page_with([](int) { return 140.0; }, 1.7));
    CHECK(even.light_ink);
    CHECK(even.page(40, 81) < 0.6 * kEvenPaper);
    cv::Mat1b glints(600, 800, uchar{140});
    for (int i = 0; i < 5; ++i) cv::circle(glints, {100 + 120 * i, 200 + 40 * i}, 2, 255, -1);
    CHECK_FALSE(inkline::even_light(glints).light_ink);
  }

  TEST_CASE("ink on grey paper is not taken for chalk, and the input stays as it was") {
    const cv::Mat1b page = page_with([](int) { return 110.0; }, 0.3);
    const cv::Mat1b before = page.clone();
    CHECK_FALSE(inkline::even_light(page).light_ink);
    CHECK(cv::countNonZero(page != before) == 0);
  }

  TEST_CASE("pages of one shade and of one pixel are no special case") {
    for (const uchar shade : {uchar{0}, uchar{128}, uchar{255}}) {
      CHECK(inkline::even_light(cv::Mat1b(50, 70, shade)).page.size() == cv::Size(70, 50));
    }
    CHECK(inkline::even_light(cv::Mat1b(1, 1, uchar{9})).page.total() == 1);
    CHECK(inkline::even_light(cv::Mat1b()).page.empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::even_light(cv::Mat1b(9, 9), {.neighbourhood_ratio = 0}),
                         doctest::Contains("even_light.neighbourhood_ratio"), inkline::Error);
  }
}

}  // namespace
