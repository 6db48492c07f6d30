#include <inkline/image/components.hpp>

#include <algorithm>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include "support/ink_art.hpp"

namespace {

using inkline::Box;
using inkline::Components;
using inkline::find_components;
using inkline::test::art_from;
using inkline::test::ink_from;

constexpr std::string_view kThree =
    "#...##..\n"
    ".#..##..\n"
    "..#.....\n"
    ".......#\n";

TEST_SUITE("components") {
  TEST_CASE("pixels that touch at corners are one component") {
    const Components found = find_components(ink_from(kThree));
    REQUIRE(found.items.size() == 3);
    CHECK(found.items[0].box == Box{0, 0, 3, 3});
    CHECK(found.items[0].area == 3);
    CHECK(found.items[1].box == Box{4, 0, 2, 2});
    CHECK(found.items[2].box == Box{7, 3, 1, 1});
  }

  TEST_CASE("labels are those of OpenCV, and each component is measured as its pixels alone") {
    cv::RNG random(7);
    for (int round = 0; round < 300; ++round) {
      CAPTURE(round);
      cv::Mat1b ink(random.uniform(2, 40), random.uniform(2, 70));
      random.fill(ink, cv::RNG::UNIFORM, 0, 256);
      ink = ink < random.uniform(2, 255);
      if (round % 3 == 0) cv::medianBlur(ink, ink, 3);  // larger pieces
      const Components found = find_components(ink);
      cv::Mat1i labels;
      cv::Mat1i facts;  // boundingRect() of OpenCV 4.6 loses a column now and then
      cv::Mat1d centres;
      const int count = cv::connectedComponentsWithStats(ink, labels, facts, centres, 8, CV_32S);
      REQUIRE(static_cast<int>(found.items.size()) == count - 1);
      REQUIRE(cv::countNonZero(labels != found.labels) == 0);
      for (int label = 1; label < count; ++label) {
        const inkline::Component& item = found.items[static_cast<std::size_t>(label) - 1];
        const cv::Mat1b own(labels == label);
        REQUIRE(item.box == Box{facts(label, cv::CC_STAT_LEFT), facts(label, cv::CC_STAT_TOP),
                                facts(label, cv::CC_STAT_WIDTH), facts(label, cv::CC_STAT_HEIGHT)});
        REQUIRE(item.area == cv::countNonZero(own));
        // Runs begin where the pixel before is no ink.
        const int along =
            item.area - cv::countNonZero(own.colRange(1, own.cols) & own.colRange(0, own.cols - 1));
        const int down =
            item.area - cv::countNonZero(own.rowRange(1, own.rows) & own.rowRange(0, own.rows - 1));
        REQUIRE(item.thickness == 1.0 * item.area / std::max(along, down));
        const inkline::Component again =
            inkline::measure_component(labels, {0, 0, labels.cols, labels.rows}, label);
        REQUIRE(again.box == item.box);
        REQUIRE(again.thickness == item.thickness);
        REQUIRE(again.core_top == item.core_top);
        REQUIRE(again.core_height == item.core_height);
      }
    }
  }

  TEST_CASE("the core of a joined word is where its small letters stand") {
    CHECK(inkline::core_of_strokes({1, 2, 2, 6, 7, 7, 6, 2, 1}).top == 3);
    CHECK(inkline::core_of_strokes({1, 2, 2, 6, 7, 7, 6, 2, 1}).height == 4);
    CHECK(inkline::core_of_strokes({3, 3, 3}).height == 3);
    CHECK(inkline::core_of_strokes({}).height == 0);
  }

  TEST_CASE("thickness is that of the strokes, and of a blot its width") {
    const Components ring =
        find_components(ink_from("#########\n"
                                 "#.......#\n"
                                 "#.......#\n"
                                 "#.......#\n"
                                 "#########\n"));
    CHECK(ring.items[0].thickness < 2.5);
    const Components blot = find_components(cv::Mat1b(20, 30, uchar{255}));
    CHECK(blot.items[0].thickness == doctest::Approx(20));
  }

  TEST_CASE("measured again, a component is the same") {
    const Components found = find_components(ink_from(kThree));
    const inkline::Component again = inkline::measure_component(found.labels, Box{0, 0, 8, 4}, 1);
    CHECK(again.box == found.items[0].box);
    CHECK(again.area == found.items[0].area);
    CHECK(again.core_height == found.items[0].core_height);
    CHECK(again.thickness == found.items[0].thickness);
    CHECK(inkline::measure_component(found.labels, Box{4, 0, 2, 2}, 1).area == 0);
  }

  TEST_CASE("no ink, no components") {
    CHECK(find_components(cv::Mat1b(5, 5, uchar{0})).items.empty());
    CHECK(find_components(cv::Mat1b()).items.empty());
  }

  TEST_CASE("the ink of some components leaves out what else lies in their box") {
    const Components found =
        find_components(ink_from("#####\n"
                                 "#...#\n"
                                 "#.#.#\n"
                                 "#...#\n"
                                 "#####\n"));
    REQUIRE(found.items.size() == 2);
    CHECK(art_from(inkline::ink_of(found, {0})) == "#####\n#...#\n#...#\n#...#\n#####\n");
    CHECK(cv::countNonZero(inkline::ink_of(found, {0, 1})) == 17);
  }

  TEST_CASE("stroke width is that of the pen, whatever was written") {
    for (const int width : {4, 8, 16}) {
      CAPTURE(width);
      cv::Mat1b ink(300, 400, uchar{0});
      cv::rectangle(ink, {20, 20, 300, width}, 255, cv::FILLED);
      cv::rectangle(ink, {100, 60, width, 200}, 255, cv::FILLED);
      CHECK(inkline::stroke_width(ink) == doctest::Approx(width).epsilon(0.2));
    }
    CHECK(inkline::stroke_width(cv::Mat1b(5, 5, uchar{0})) == 0);
  }
}

}  // namespace
