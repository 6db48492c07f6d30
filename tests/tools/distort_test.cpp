#include <doctest/doctest.h>

#include <cmath>

#include <opencv2/core.hpp>

#include <inkline/base/error.hpp>

#include "distort.hpp"

namespace {

using inkline::Error;
using inkline::tools::distorted;
using inkline::tools::DistortParams;

constexpr int kWidth = 400;
constexpr int kHeight = 300;

/// White, with level black rules 20 pixels from the head and the foot, and an upright one between.
cv::Mat1b ruled_sheet() {
  cv::Mat1b sheet(kHeight, kWidth, uchar{255});
  sheet(cv::Rect(0, 18, kWidth, 4)) = 0;
  sheet(cv::Rect(0, kHeight - 22, kWidth, 4)) = 0;
  sheet(cv::Rect(kWidth / 2 - 2, 100, 4, 100)) = 0;
  return sheet;
}

/// The middle of what is dark in a column, among its rows from `top` to `bottom`.
double dark_middle(const cv::Mat& picture, int x, int top, int bottom) {
  double sum = 0;
  double weight = 0;
  for (int y = top; y < bottom; ++y) {
    const double dark = 255 - picture.at<uchar>(y, x);
    sum += dark * (y + 0.5);
    weight += dark;
  }
  REQUIRE(weight > 0);
  return sum / weight;
}

double dark_middle_of_row(const cv::Mat& picture, int y) {
  double sum = 0;
  double weight = 0;
  for (int x = 0; x < picture.cols; ++x) {
    const double dark = 255 - picture.at<uchar>(y, x);
    sum += dark * (x + 0.5);
    weight += dark;
  }
  REQUIRE(weight > 0);
  return sum / weight;
}

TEST_SUITE("distortions") {
  TEST_CASE("nothing asked for leaves the picture as it is") {
    const cv::Mat1b sheet = ruled_sheet();
    CHECK(!DistortParams{}.any());
    CHECK(cv::norm(distorted(sheet, {}), sheet, cv::NORM_INF) == 0);
  }

  TEST_CASE("rows of a sheet seen from the left draw together to the right") {
    const cv::Mat seen = distorted(ruled_sheet(), {.fan = 0.4});
    const auto apart = [&](int x) {
      return dark_middle(seen, x, kHeight / 2, kHeight) - dark_middle(seen, x, 0, kHeight / 2);
    };
    CHECK(apart(2) == doctest::Approx(260).epsilon(0.01));
    CHECK(apart(kWidth - 3) == doctest::Approx(0.6 * 260).epsilon(0.01));
  }

  TEST_CASE("rows of a curled page begin higher and run level at its far side") {
    const cv::Mat seen = distorted(ruled_sheet(), {.curl = 0.1});
    const auto head = [&](int x) { return dark_middle(seen, x, 0, seen.rows / 2); };
    CHECK(head(kWidth - 1) - head(0) == doctest::Approx(0.1 * kWidth).epsilon(0.03));
    CHECK(head(kWidth - 1) - head(kWidth * 3 / 4) < 1);
  }

  TEST_CASE("waved rows fall, then rise, by the share of the width from top to bottom") {
    const cv::Mat seen = distorted(ruled_sheet(), {.wave = 0.1});
    const auto head = [&](int x) { return dark_middle(seen, x, 0, seen.rows / 2); };
    CHECK(head(kWidth / 4) - head(kWidth * 3 / 4) == doctest::Approx(0.1 * kWidth).epsilon(0.03));
    CHECK(std::abs(head(0) - head(kWidth - 1)) < 2);
  }

  TEST_CASE("upright strokes lean to the right by the slant, and rows stay level") {
    const cv::Mat seen = distorted(ruled_sheet(), {.slant = 45});
    CHECK(dark_middle_of_row(seen, 110) - dark_middle_of_row(seen, 190) ==
          doctest::Approx(80).epsilon(0.02));
    CHECK(dark_middle(seen, seen.cols - kWidth / 2, 0, 60) == doctest::Approx(20).epsilon(0.02));
  }

  TEST_CASE("what is out of bounds is refused by name") {
    const cv::Mat1b sheet = ruled_sheet();
    CHECK_THROWS_WITH_AS(distorted(sheet, {.fan = 0.8}), doctest::Contains("--fan"), Error);
    CHECK_THROWS_WITH_AS(distorted(sheet, {.curl = -0.4}), doctest::Contains("--curl"), Error);
    CHECK_THROWS_WITH_AS(distorted(sheet, {.wave = 0.3}), doctest::Contains("--wave"), Error);
    CHECK_THROWS_WITH_AS(distorted(sheet, {.slant = 60}), doctest::Contains("--slant"), Error);
  }
}

}  // namespace
