#include <inkline/image/split_component.hpp>

#include <doctest/doctest.h>

#include "support/ink_art.hpp"

namespace {

using inkline::Box;
using inkline::Components;
using inkline::test::art_from;
using inkline::test::ink_from;

constexpr std::string_view kTouching =
    "####..\n"
    "#..#..\n"
    "####..\n"
    "...#..\n"
    ".####.\n"
    ".#..#.\n"
    ".####.\n";

TEST_SUITE("split component") {
  TEST_CASE("two letters that touch are cut where there is least ink") {
    Components found = inkline::find_components(ink_from(kTouching));
    REQUIRE(found.items.size() == 1);
    REQUIRE(inkline::split_component(found, 0, {0, 2, 4}));
    REQUIRE(found.items.size() == 2);
    CHECK(found.items[0].box == Box{0, 0, 4, 3});
    CHECK(found.items[1].box == Box{1, 3, 4, 4});
    CHECK(art_from(inkline::ink_of(found, {1})) == "..#.\n####\n#..#\n####\n");
    CHECK(found.items[0].area + found.items[1].area == 21);
  }

  TEST_CASE("the cut follows the slope of the writing") {
    Components found =
        inkline::find_components(ink_from("#......\n"
                                          "##.....\n"
                                          ".##....\n"
                                          "..##...\n"
                                          "...##..\n"
                                          "....##.\n"
                                          ".....##\n"));
    REQUIRE(found.items.size() == 1);
    REQUIRE(inkline::split_component(found, 0, {1, 3.5, 3.5}));
    CHECK(found.items[0].box == Box{0, 0, 7, 7});
    CHECK(found.items[1].box == Box{0, 1, 6, 6});
  }

  TEST_CASE("nothing is changed where a side would have no ink") {
    Components found = inkline::find_components(ink_from(kTouching));
    const Components before = {found.labels.clone(), found.items};
    CHECK_FALSE(inkline::split_component(found, 0, {0, 20, 30}));
    CHECK_FALSE(inkline::split_component(found, 0, {0, -9, -5}));
    CHECK(found.items.size() == 1);
    CHECK(cv::countNonZero(found.labels != before.labels) == 0);
  }
}

}  // namespace
