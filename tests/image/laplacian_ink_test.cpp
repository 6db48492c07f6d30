#include <inkline/image/laplacian_ink.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::laplacian_ink;

constexpr int kPaper = 220;

/// Strokes 5 px wide across a page wider and higher than what one cut decides.
cv::Mat1b strokes(const cv::Size& size) {
  cv::Mat1b ink(size, uchar{0});
  for (int x = 40; x < size.width - 60; x += 60) {
    cv::line(ink, {x, 20}, {x + 40, size.height - 20}, 255, 5);
  }
  return ink;
}

cv::Mat1b page_of(const cv::Mat1b& ink, double grain) {
  cv::Mat1b page(ink.size(), uchar{kPaper});
  page.setTo(70, ink);
  cv::GaussianBlur(page, page, {}, 0.8);
  cv::Mat1s noise(ink.size());
  cv::RNG(5).fill(noise, cv::RNG::NORMAL, 0, grain);
  cv::add(page, noise, page, {}, CV_8U);
  return page;
}

double share_of_differing_pixels(const cv::Mat1b& one, const cv::Mat1b& other) {
  return static_cast<double>(cv::countNonZero(one != other)) / static_cast<double>(one.total());
}

TEST_SUITE("laplacian_ink") {
  TEST_CASE("strokes are filled and grainy paper stays clean") {
    const cv::Mat1b truth = strokes({500, 200});
    const cv::Mat1b ink = laplacian_ink(page_of(truth, 4));
    CHECK(share_of_differing_pixels(ink, truth) < 0.02);
    const cv::Mat1b paper = cv::Mat1b(ink.rowRange(0, 15));
    CHECK(cv::countNonZero(paper) == 0);
  }

  TEST_CASE("what a tile decides at its border does not depend on where the border lies") {
    const cv::Mat1b page = page_of(strokes({900, 500}), 2);
    const cv::Mat1b whole = laplacian_ink(page);
    const cv::Rect part(100, 30, 700, 440);
    const cv::Mat1b moved = laplacian_ink(cv::Mat1b(page, part).clone());
    const cv::Rect inside(60, 60, 580, 320);
    const cv::Mat1b expected = cv::Mat1b(whole, part)(inside);
    CHECK(share_of_differing_pixels(moved(inside), expected) < 0.001);
  }

  TEST_CASE("a dearer boundary drops small marks first") {
    cv::Mat1b page(200, 200, uchar{kPaper});
    cv::circle(page, {50, 100}, 1, cv::Scalar(150), cv::FILLED);
    cv::line(page, {100, 20}, {100, 180}, cv::Scalar(60), 5);
    const auto amount = [&](double boundary, const cv::Range& columns) {
      const cv::Mat1b ink = laplacian_ink(page, {.boundary = boundary, .strong_edge = 0.9});
      return cv::countNonZero(ink.colRange(columns));
    };
    CHECK(amount(10, {0, 90}) > 0);
    CHECK(amount(300, {0, 90}) == 0);
    CHECK(amount(300, {90, 200}) >= 160 * 4);
  }

  TEST_CASE("a page of one pixel, one of one shade and an empty one hold no ink") {
    CHECK(cv::countNonZero(laplacian_ink(cv::Mat1b(1, 1, uchar{9}))) == 0);
    CHECK(cv::countNonZero(laplacian_ink(cv::Mat1b(50, 70, uchar{9}))) == 0);
    CHECK(laplacian_ink({}).empty());
  }

  TEST_CASE("a bad setting is refused") {
    CHECK_THROWS_WITH_AS(laplacian_ink(cv::Mat1b(9, 9), {.boundary = -1}),
                         doctest::Contains("laplacian_ink.boundary"), inkline::Error);
  }
}

}  // namespace
