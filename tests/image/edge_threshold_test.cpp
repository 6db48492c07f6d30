#include <inkline/image/edge_threshold.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/even_light.hpp>

namespace {

using inkline::edge_threshold;
using inkline::kEvenPaper;

/// Even paper with slight grain.
cv::Mat1b paper() {
  cv::Mat1b page(300, 600);
  cv::RNG(3).fill(page, cv::RNG::NORMAL, int{kEvenPaper}, 2);
  return page;
}

void draw_stroke(cv::Mat1b& page, int x, int shade) {
  cv::line(page, {x, 40}, {x + 30, 260}, shade, 6, cv::LINE_AA);
}

TEST_SUITE("edge_threshold") {
  TEST_CASE("the threshold near a stroke lies between its ink and its paper") {
    for (const int shade : {20, 100, 180}) {
      CAPTURE(shade);
      cv::Mat1b page = paper();
      draw_stroke(page, 300, shade);
      const int threshold = edge_threshold(page)(150, 315);
      CHECK(threshold > shade);
      CHECK(threshold < kEvenPaper - 4);
    }
  }

  TEST_CASE("a faint stroke has a higher threshold than a dark one on the same page") {
    cv::Mat1b page = paper();
    draw_stroke(page, 100, 90);
    draw_stroke(page, 450, 150);
    const cv::Mat1b threshold = edge_threshold(page);
    CHECK(threshold(150, 115) > 90);
    CHECK(threshold(150, 465) > 150);
    CHECK(threshold(150, 465) > threshold(150, 115) + 10);
  }

  TEST_CASE("blank paper and paper far from writing have no threshold") {
    CHECK(cv::countNonZero(edge_threshold(cv::Mat1b(80, 90, uchar{kEvenPaper}))) == 0);
    CHECK(cv::countNonZero(edge_threshold(paper())) == 0);
    cv::Mat1b page = paper();
    draw_stroke(page, 100, 60);
    CHECK(cv::countNonZero(edge_threshold(page).colRange(300, 600)) == 0);
  }

  TEST_CASE("a hole or blot far broader than the pen is dark all over, and a dark border is not") {
    cv::Mat1b page = paper();
    for (const int x : {60, 130, 200}) draw_stroke(page, x, 60);
    cv::circle(page, {450, 150}, 14, 30, cv::FILLED, cv::LINE_AA);
    page.colRange(590, 600).setTo(30);
    const cv::Mat1b threshold = edge_threshold(page, {.window = 0.5});
    CHECK(threshold(150, 450) > 30);
    CHECK(threshold(150, 599) == 0);
    CHECK(edge_threshold(page, {.window = 0.5, .solid = 0})(150, 450) == 0);
  }

  TEST_CASE("light that changes slowly is no edge") {
    cv::Mat1b page(300, 600);
    for (int x = 0; x < page.cols; ++x) page.col(x).setTo(kEvenPaper - x / 5);
    CHECK(cv::countNonZero(edge_threshold(page)) == 0);
  }

  TEST_CASE("a higher bias makes more of a page ink") {
    cv::Mat1b page = paper();
    draw_stroke(page, 300, 60);
    const auto threshold = [&](double bias) {
      return int{edge_threshold(page, {.bias = bias})(150, 315)};
    };
    CHECK(threshold(0) < threshold(0.5));
    CHECK(threshold(-0.5) < threshold(0));
  }

  TEST_CASE("any size comes back in its size") {
    CHECK(edge_threshold({}).empty());
    for (const cv::Size& size : {cv::Size(1, 1), cv::Size(1, 50), cv::Size(701, 3)}) {
      CHECK(edge_threshold(cv::Mat1b(size, uchar{200})).size() == size);
    }
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(edge_threshold(paper(), {.ridge = 2}),
                         doctest::Contains("edge_threshold.ridge"), inkline::Error);
  }
}

}  // namespace
