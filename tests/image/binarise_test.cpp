#include <inkline/image/binarise.hpp>

#include <doctest/doctest.h>
#include <opencv2/core.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/even_light.hpp>

#include "support/ink_art.hpp"

namespace {

using inkline::binarise;
using inkline::kEvenPaper;
using inkline::test::art_from;
using inkline::test::page_from;

constexpr std::string_view kStroke =
    "..........\n"
    "...####...\n"
    "......#...\n"
    ".....#....\n"
    "....#.....\n"
    "..........\n";

TEST_SUITE("binarise") {
  TEST_CASE("a stroke comes back whole, from black ink to faint pencil") {
    for (const int ink : {0, 100, 170, 195}) {
      CAPTURE(ink);
      const cv::Mat1b page = page_from(kStroke, kEvenPaper, static_cast<uchar>(ink));
      CHECK(art_from(binarise(page)) == kStroke);
    }
  }

  TEST_CASE("a page of one shade holds no ink, even when that shade is black") {
    for (const uchar shade : {uchar{255}, uchar{128}, uchar{0}}) {
      CAPTURE(int{shade});
      CHECK(cv::countNonZero(binarise(cv::Mat1b(40, 60, shade))) == 0);
    }
    CHECK(binarise(cv::Mat1b()).empty());
  }

  TEST_CASE("paper with grain alone holds no ink") {
    cv::Mat1b page(200, 200);
    cv::RNG(3).fill(page, cv::RNG::NORMAL, int{kEvenPaper}, 9);
    CHECK(cv::countNonZero(binarise(page)) == 0);
  }

  TEST_CASE("highlights do not count as paper of their own") {
    cv::Mat1b page = page_from(kStroke, kEvenPaper, 120);
    page.row(5).setTo(255);
    CHECK(art_from(binarise(page)) == kStroke);
  }

  TEST_CASE("a bad setting is refused by name") {
    inkline::BinariseParams params;
    params.bias = 2;
    CHECK_THROWS_WITH_AS(binarise(cv::Mat1b(3, 3), params), doctest::Contains("binarise.bias"),
                         inkline::Error);
    params = {};
    params.edges.window = 0;
    CHECK_THROWS_WITH_AS(binarise(cv::Mat1b(3, 3), params),
                         doctest::Contains("edge_threshold.window"), inkline::Error);
  }
}

}  // namespace
