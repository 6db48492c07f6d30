#include "ink_runs.hpp"

#include <cstddef>

#include <doctest/doctest.h>

#include "support/ink_art.hpp"

namespace {

using inkline::find_runs;
using inkline::InkRuns;
using inkline::Touching;
using inkline::test::ink_from;

std::size_t parts(const char* art, Touching touching) {
  return find_runs(ink_from(art), touching).components;
}

TEST_SUITE("ink_runs") {
  TEST_CASE("corners that meet join ink, unless sides are asked for") {
    const char* const art =
        "##...\n"
        "..#..\n"
        "...##\n";
    CHECK(parts(art, Touching::corners) == 1);
    CHECK(parts(art, Touching::sides) == 3);
  }

  TEST_CASE("sides that meet join ink either way, round a bay too") {
    const char* const art =
        "#..#..#\n"
        "#..#..#\n"
        "####..#\n"
        "...####\n";
    CHECK(parts(art, Touching::corners) == 1);
    CHECK(parts(art, Touching::sides) == 1);
  }

  TEST_CASE("a run knows how much ink is right above it") {
    const InkRuns runs =
        find_runs(ink_from("##.##\n"
                           ".###.\n"));
    REQUIRE(runs.runs.size() == 3);
    CHECK(runs.below_ink.back() == 2);
  }

  TEST_CASE("no ink, no runs") {
    CHECK(find_runs(ink_from("...\n")).components == 0);
    CHECK(find_runs({}).components == 0);
  }
}

}  // namespace
