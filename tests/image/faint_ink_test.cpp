#include <inkline/image/faint_ink.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/edge_threshold.hpp>
#include <inkline/image/even_light.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::EdgeThresholds;
using inkline::faint_ink;
using inkline::FaintInkParams;
using inkline::kEvenPaper;
using inkline::test::share_missing;
using inkline::test::write_row;

/// Dark rows at the top, and room for something faint below.
struct EvenPage {
  cv::Mat1b dark = cv::Mat1b(700, 1000, uchar{0});
  cv::Mat1b faint = cv::Mat1b(700, 1000, uchar{0});
  double depth = 0.25;  ///< of the faint, over that of paper
  double blur = 0.8;    ///< of the faint, pixels

  EvenPage() {
    write_row(dark, "dark ink above it", {60, 120});
    write_row(dark, "of a second row", {60, 240});
  }

  cv::Mat1b picture() const {
    cv::Mat1f shade(dark.size(), static_cast<float>(kEvenPaper));
    const auto draw = [&](const cv::Mat1b& mask, double share, double sigma) {
      cv::Mat1f soft;
      cv::GaussianBlur(cv::Mat1f(mask / 255.0), soft, {}, sigma);
      shade = cv::Mat1f(shade.mul(1.0F - share * soft));
    };
    draw(dark, 0.85, 0.8);
    draw(faint, depth, blur);
    cv::Mat1f grain(shade.size());
    cv::RNG(5).fill(grain, cv::RNG::NORMAL, 0.0, 1.5);
    cv::Mat1b picture;
    cv::Mat1f(shade + grain).convertTo(picture, CV_8U);
    return picture;
  }
};

cv::Mat1b below(const cv::Mat1b& even, const cv::Mat1b& thresholds) {
  if (thresholds.empty()) return cv::Mat1b(even.size(), uchar{0});
  return cv::Mat1b((even <= thresholds) & (thresholds > 0));
}

cv::Mat1b found_on(const EvenPage& page, const FaintInkParams& params = {}) {
  const cv::Mat1b even = page.picture();
  const EdgeThresholds thresholds = inkline::edge_thresholds(even);
  return faint_ink(even, thresholds.contrast, below(even, thresholds.sure),
                   below(even, thresholds.faint), params);
}

TEST_SUITE("faint_ink") {
  TEST_CASE("pencil below dark ink is found, and nothing else is") {
    EvenPage page;
    write_row(page.faint, "pencil beside it", {60, 440}, {.pen = 3});
    write_row(page.faint, "and a second row", {60, 560}, {.pen = 3});
    const cv::Mat1b found = found_on(page);
    CHECK(share_missing(page.faint, found) < 0.05);
    CHECK(share_missing(found, page.faint) < 0.05);
  }

  TEST_CASE("the same writing, mirrored and blurred by the paper, is no ink") {
    EvenPage page;
    write_row(page.faint, "from the other side", {60, 440});
    write_row(page.faint, "and a second row", {60, 560});
    cv::flip(page.faint, page.faint, 1);
    page.blur = 3;
    CHECK(cv::countNonZero(found_on(page)) == 0);
  }

  TEST_CASE("stains, however sharp, and specks are no strokes") {
    EvenPage page;
    SUBCASE("a stain") {
      cv::ellipse(page.faint, {500, 480}, {160, 90}, 20, 0, 360, 255, -1);
    }
    SUBCASE("specks") {
      cv::RNG random(7);
      for (int i = 0; i < 300; ++i) {
        cv::circle(page.faint, {random.uniform(0, 1000), random.uniform(330, 700)}, 2, 255, -1);
      }
    }
    SUBCASE("a line far longer than letters") {
      cv::line(page.faint, {20, 480}, {980, 490}, 255, 4);
    }
    CHECK(cv::countNonZero(found_on(page)) == 0);
  }

  TEST_CASE("where most of what is faint is no stroke, the rest is not trusted") {
    EvenPage page;
    write_row(page.faint, "a few", {60, 440}, {.pen = 3});
    for (int y = 360; y < 700; y += 40) {
      for (int x = 30; x < 500; x += 60) {
        const cv::Rect free(x - 20, y - 16, 40, 32);
        if (cv::countNonZero(page.faint(free & cv::Rect({}, page.faint.size()))) > 0) continue;
        cv::ellipse(page.faint, {x, y}, {16, 12}, 0, 0, 360, 255, -1);
      }
    }
    CHECK(cv::countNonZero(found_on(page)) == 0);
    CHECK(cv::countNonZero(found_on(page, {.least_share = 0})) > 0);
  }

  TEST_CASE("without ink beyond doubt nothing is told") {
    const cv::Mat1b even(100, 100, uchar{kEvenPaper});
    const cv::Mat1b none(100, 100, uchar{0});
    const cv::Mat1b all(100, 100, uchar{255});
    CHECK(cv::countNonZero(faint_ink(even, none, none, none)) == 0);
    CHECK(cv::countNonZero(faint_ink(even, none, none, all)) == 0);
    CHECK(faint_ink({}, {}, {}, {}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(FaintInkParams{.around = 0}.check(), doctest::Contains("faint_ink.around"),
                         inkline::Error);
    CHECK_THROWS_WITH_AS(FaintInkParams{.most_width = 0.5}.check(),
                         doctest::Contains("faint_ink.most_width"), inkline::Error);
  }
}

}  // namespace
