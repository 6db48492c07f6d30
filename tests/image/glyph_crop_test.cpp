#include <inkline/image/glyph_crop.hpp>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/ink_art.hpp"

namespace {

using inkline::crop_glyph;
using inkline::kGlyphSize;

TEST_CASE("a glyph fills the crop up to its margin and keeps its aspect") {
  cv::Mat1b ink(200, 300, uchar{0});
  ink(cv::Rect(40, 50, 60, 120)).setTo(255);
  const cv::Mat1b glyph = crop_glyph(ink, {.margin = 2});
  CAPTURE(inkline::test::art_from(glyph));
  CHECK(glyph.size() == cv::Size(kGlyphSize, kGlyphSize));
  CHECK(cv::boundingRect(glyph) == cv::Rect(9, 2, 14, 28));
}

TEST_CASE("the same shape gives the same crop at any place and twice the size") {
  cv::Mat1b small(60, 60, uchar{0});
  cv::circle(small, {30, 30}, 14, 255, 3);
  cv::Mat1b big;
  cv::resize(small, big, {}, 2, 2, cv::INTER_NEAREST);
  cv::copyMakeBorder(big, big, 7, 0, 31, 5, cv::BORDER_CONSTANT, 0);
  const double difference = cv::norm(crop_glyph(small), crop_glyph(big), cv::NORM_L1);
  CHECK(difference / (kGlyphSize * kGlyphSize) < 12.0);
}

TEST_CASE("a lone speck and an empty mask are no special case") {
  CHECK(cv::countNonZero(crop_glyph(cv::Mat1b(5, 5, uchar{0}))) == 0);
  CHECK(cv::countNonZero(crop_glyph(cv::Mat1b{})) == 0);
  cv::Mat1b speck(5, 5, uchar{0});
  speck(2, 2) = 255;
  CHECK(cv::countNonZero(crop_glyph(speck)) == 28 * 28);
}

TEST_CASE("a bad margin is refused by name") {
  CHECK_THROWS_WITH_AS(crop_glyph(cv::Mat1b(4, 4, uchar{255}), {.margin = 13}),
                       doctest::Contains("glyph_crop.margin"), inkline::Error);
}

}  // namespace
