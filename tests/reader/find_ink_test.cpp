#include <inkline/reader/find_ink.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::find_ink;
using inkline::PageInk;

/// Ten rings, as tall as given, on a page of 2000 x 1500.
cv::Mat1b rings(int height) {
  cv::Mat1b page(1500, 2000, uchar{220});
  for (int i = 0; i < 10; ++i) {
    cv::circle(page, {150 + i * 180, 400 + 80 * (i % 3)}, height / 2, 40, std::max(1, height / 10));
  }
  return page;
}

TEST_SUITE("find ink") {
  TEST_CASE("letter height and pen are found at any size, in pixels of the copy worked on") {
    for (const int height : {14, 40, 150}) {
      CAPTURE(height);
      const PageInk found = find_ink(rings(height));
      CHECK(found.pieces.size() == 10);
      CHECK(found.letter_height / found.scale == doctest::Approx(height * 1.08).epsilon(0.15));
    }
  }

  TEST_CASE("small letters are looked at again at a finer scale, large ones are not") {
    CHECK(find_ink(rings(14)).scale > 1.5);
    CHECK(find_ink(rings(150)).scale == doctest::Approx(0.8));
  }

  TEST_CASE("the dots of dotted paper are no writing") {
    cv::Mat1b page = rings(100);
    for (int y = 30; y < page.rows; y += 60) {
      for (int x = 30; x < page.cols; x += 60) cv::circle(page, {x, y}, 3, 40, cv::FILLED);
    }
    const PageInk found = find_ink(page);
    CHECK(found.pieces.size() == 10);
    CHECK(cv::countNonZero(found.ruling) > 500);
  }

  TEST_CASE("a page covered with texture holds no writing") {
    cv::Mat1b noise(900, 1200);
    cv::RNG(11).fill(noise, cv::RNG::UNIFORM, 0, 256);
    inkline::InkParams params;
    params.most_pieces = 500;
    const PageInk found = find_ink(noise, params);
    CHECK(found.pieces.empty());
    CHECK(found.letter_height == 0);
  }

  TEST_CASE("the copy worked on never grows beyond its limit") {
    inkline::InkParams params;
    params.most_pixels = 3'500'000;
    CHECK(find_ink(rings(14), params).ink.total() <= 3'510'000);
  }

  TEST_CASE("a bad setting is refused by name") {
    inkline::InkParams params;
    params.first_look = 10;
    CHECK_THROWS_WITH_AS(find_ink(rings(40), params), doctest::Contains("ink.first_look"),
                         inkline::Error);
  }
}

}  // namespace
