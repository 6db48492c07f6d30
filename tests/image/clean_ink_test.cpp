#include <inkline/image/clean_ink.hpp>

#include <doctest/doctest.h>

#include "support/ink_art.hpp"

namespace {

using inkline::test::art_from;
using inkline::test::ink_from;

TEST_CASE("pinholes close, lone pixels go, and the stroke keeps its width") {
  const cv::Mat1b ink = ink_from(
      "..............\n"
      "..............\n"
      "..########....\n"
      "..###.####....\n"
      "..########....\n"
      "..########..#.\n"
      "..............\n"
      "..............\n");
  const std::string clean = art_from(inkline::clean_ink(ink, 4.0));
  CAPTURE(clean);
  CHECK(inkline::clean_ink(ink, 4.0)(3, 5) == 255);
  CHECK(inkline::clean_ink(ink, 4.0)(5, 12) == 0);
  CHECK(inkline::clean_ink(ink, 4.0)(2, 6) == 255);
  CHECK(inkline::clean_ink(ink, 4.0)(2, 2) == 255);
  CHECK(inkline::clean_ink(ink, 4.0)(6, 6) == 0);
}

TEST_CASE("ink at the border of the picture is taken to go on beyond it") {
  cv::Mat1b ink(9, 9, uchar{0});
  ink.row(0).setTo(255);
  ink.col(8).setTo(255);
  CHECK(cv::countNonZero(inkline::clean_ink(ink, 4) != ink) == 0);
}

TEST_CASE("thin strokes are left alone") {
  const cv::Mat1b ink = ink_from("......\n.####.\n......\n");
  CHECK(art_from(inkline::clean_ink(ink, 1.0)) == art_from(ink));
  CHECK(inkline::clean_ink(cv::Mat1b(), 5.0).empty());
}

}  // namespace
