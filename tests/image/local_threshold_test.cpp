#include <inkline/image/local_threshold.hpp>

#include <array>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::InkMethod;
using inkline::local_threshold;

constexpr std::array kMethods{InkMethod::niblack, InkMethod::sauvola, InkMethod::wolf,
                              InkMethod::su};

constexpr int kPen = 5;

/// Where the strokes of the test page are.
cv::Mat1b strokes() {
  cv::Mat1b ink(120, 300, uchar{0});
  for (int x = 30; x < 300; x += 60) cv::line(ink, {x, 20}, {x + 20, 100}, 255, kPen);
  return ink;
}

/// The strokes on paper that falls from shade 240 on the left to 90 on the right, each half as dark
/// as the paper under it: on the left ink is lighter than paper is on the right.
cv::Mat1b page_in_shadow() {
  const cv::Mat1b ink = strokes();
  cv::Mat1b page(ink.size());
  for (int x = 0; x < page.cols; ++x) page.col(x).setTo(240 - x / 2);
  cv::Mat1b halved(page / 2);
  halved.copyTo(page, ink);
  return page;
}

/// Share of the pixels of `of` that are set in `in` too.
double share(const cv::Mat1b& of, const cv::Mat1b& in) {
  return static_cast<double>(cv::countNonZero(of & in)) / cv::countNonZero(of);
}

TEST_SUITE("local_threshold") {
  TEST_CASE("strokes come out on paper whose light falls below the shade of ink elsewhere") {
    const cv::Mat1b truth = strokes();
    for (const InkMethod method : kMethods) {
      CAPTURE(name_of(method));
      const cv::Mat1b ink = local_threshold(page_in_shadow(), kPen, method);
      CHECK(share(truth, ink) > 0.9);
    }
  }

  TEST_CASE("paper far from any stroke stays paper, but for niblack, which is known for that") {
    cv::Mat1b page(200, 200, uchar{230});
    cv::RNG(3).fill(page, cv::RNG::NORMAL, 230, 3);
    cv::line(page, {20, 20}, {20, 180}, 60, kPen);
    for (const InkMethod method : kMethods) {
      CAPTURE(name_of(method));
      const cv::Mat1b ink = local_threshold(page, kPen, method);
      CHECK(cv::countNonZero(ink.col(20)) >= 160);
      const double dirt = cv::countNonZero(ink.colRange(80, 200)) / (120.0 * 200);
      if (method == InkMethod::niblack) {
        CHECK(dirt > 0.2);
      } else {
        CHECK(dirt < 0.01);
      }
    }
  }

  TEST_CASE("a larger k of sauvola or wolf asks for darker ink") {
    cv::Mat1b page = page_in_shadow();
    cv::GaussianBlur(page, page, {}, 2);
    const auto amount = [&](InkMethod method, double k) {
      return cv::countNonZero(local_threshold(page, kPen, method, {.sauvola_k = k, .wolf_k = k}));
    };
    for (const InkMethod method : {InkMethod::sauvola, InkMethod::wolf}) {
      CAPTURE(name_of(method));
      CHECK(amount(method, 0.1) > amount(method, 0.4));
    }
  }

  TEST_CASE("a page of one pixel and an empty one come back in their size") {
    for (const InkMethod method : kMethods) {
      CHECK(local_threshold(cv::Mat1b(1, 1, uchar{9}), 3, method).size() == cv::Size(1, 1));
      CHECK(local_threshold({}, 3, method).empty());
    }
  }

  TEST_CASE("a bad setting or method is refused") {
    CHECK_THROWS_WITH_AS(local_threshold(strokes(), 3, InkMethod::wolf, {.window = 0}),
                         doctest::Contains("local_threshold.window"), inkline::Error);
    CHECK_THROWS_AS(local_threshold(strokes(), 3, InkMethod::otsu), inkline::Error);
  }
}

}  // namespace
