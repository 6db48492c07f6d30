#include <strip_sums.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>

namespace {

using inkline::StripSums;

cv::Mat1b noise(int lanes, int width) {
  cv::Mat1b picture(lanes, width);
  cv::RNG random(5);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

TEST_CASE("a straight line has all its pixels in one sum, whatever its drift") {
  constexpr int length = 32;
  StripSums sums(length, 9, 100);
  CHECK(sums.most_drift() == 9);
  for (int drift = -9; drift <= 9; ++drift) {
    CAPTURE(drift);
    cv::Mat1b picture(length, 100, uchar{0});
    for (int lane = 0; lane < length; ++lane) {
      // The line is wide enough for any way of rounding its places.
      const int at = 50 + static_cast<int>(std::floor(drift * lane / (length - 1.0)));
      picture(lane, at - 1) = picture(lane, at) = picture(lane, at + 1) = picture(lane, at + 2) = 1;
    }
    sums.take(picture, 0);
    CHECK(sums.sums(drift)[50] == length);
  }
}

TEST_CASE("every drift sums as many pixels of each lane once") {
  const cv::Mat1b picture = noise(16, 60);
  const int total = static_cast<int>(cv::sum(picture)[0]);
  StripSums sums(16, 5, 60);
  sums.take(picture, 0);
  for (int drift = -5; drift <= 5; ++drift) {
    CAPTURE(drift);
    int sum = 0;
    for (int x = -6; x < 60 + 6; ++x) sum += sums.sums(drift)[x];
    CHECK(sum == total);
  }
}

TEST_CASE("level sums are those of the columns") {
  const cv::Mat1b picture = noise(40, 30);
  StripSums sums(8, 0, 30);
  sums.take(picture, 16);
  for (int x = 0; x < 30; ++x) {
    CHECK(sums.sums(0)[x] == cv::sum(picture(cv::Rect(x, 16, 1, 8)))[0]);
  }
}

TEST_CASE("strips taken before leave no trace") {
  const cv::Mat1b picture = noise(32, 30);
  StripSums used(16, 4, 30);
  used.take(picture, 0);
  used.take(picture, 16);
  StripSums fresh(16, 4, 30);
  fresh.take(picture, 16);
  for (int drift = -4; drift <= 4; ++drift) {
    CHECK(std::equal(used.sums(drift), used.sums(drift) + 30, fresh.sums(drift)));
  }
}

}  // namespace
