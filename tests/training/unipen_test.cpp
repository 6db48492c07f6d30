#include <inkline/training/unipen.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

#include "support/scratch_folder.hpp"

namespace {

using inkline::InkPoint;
using inkline::UnipenData;
using inkline::test::ScratchFolder;

// Components: 0 down (1,-1)(2,-2)(3,-3), 1 up, 2 down (4,-4)(5,-5), 3 up, 4 down (6,-6).
// The empty blocks between do not count.
constexpr std::string_view kInk =
    ".WRITER_ID ann\n"
    ".PEN_UP\n"
    ".PEN_DOWN\n1 1\n2 2\n3 3\n"
    ".PEN_UP\n9 9\n"
    ".PEN_DOWN\n"
    ".PEN_DOWN\n4 4\n5 5\n"
    ".PEN_UP\n9 9\n"
    ".PEN_DOWN\n6 6\n";

const std::vector<std::string> kCategory{"1c"};

/// A release with the ink above and one file of segments.
void write_release(const ScratchFolder& folder, const std::string& segments) {
  folder.write("include/abc/data/one.dat", kInk);
  folder.write("data/1c/abc/one.dat", ".VERSION 1.0\n.INCLUDE abc/data/one.dat\n" + segments);
}

UnipenData read(const ScratchFolder& folder) {
  return inkline::unipen_segments(folder.path(), kCategory, 1);
}

std::vector<float> xs(const inkline::Ink& ink) {
  std::vector<float> values;
  for (const InkPoint& point : ink.points) values.push_back(point.x);
  return values;
}

TEST_SUITE("unipen") {
  TEST_CASE("every form of delineation takes the pen-down points it names") {
    std::string delineation;
    std::vector<float> expected;
    std::size_t strokes = 1;
    SUBCASE("one component") {
      delineation = "0", expected = {1, 2, 3};
    }
    SUBCASE("a range, with the lifted pen left out") {
      delineation = "0-2", expected = {1, 2, 3, 4, 5}, strokes = 2;
    }
    SUBCASE("points at both ends, the last one included") {
      delineation = "0:1-2:0", expected = {2, 3, 4}, strokes = 2;
    }
    SUBCASE("points within one component") {
      delineation = "0:1-0:1", expected = {2};
    }
    SUBCASE("a point at one end") {
      delineation = "0-2:0", expected = {1, 2, 3, 4}, strokes = 2;
    }
    SUBCASE("a list") {
      delineation = "4,0:2-0:2", expected = {6, 3}, strokes = 2;
    }
    SUBCASE("points beyond the end of a component") {
      delineation = "0:1-0:99", expected = {2, 3};
    }
    CAPTURE(delineation);
    const ScratchFolder folder;
    write_release(folder, ".SEGMENT CHARACTER " + delineation + " ? \"a\"\n");
    const UnipenData data = read(folder);
    REQUIRE(data.segments.size() == 1);
    CHECK(data.unresolved == 0);
    CHECK(xs(data.segments[0].ink) == expected);
    CHECK(data.segments[0].ink.strokes() == strokes);
    CHECK(data.segments[0].label == "a");
    CHECK(data.segments[0].writer == "abc/ann");
    CHECK(data.segments[0].category == "1c");
  }

  TEST_CASE("a delineation that cannot be resolved is counted and does no harm to others") {
    for (const char* bad : {"7", "2-0", "1", "x", "0-", "-", "0:-2", ",", "0,,2",
                            "99999999999999999999", "0:0-9", "-1"}) {
      CAPTURE(bad);
      const ScratchFolder folder;
      write_release(folder, std::string(".SEGMENT CHARACTER ") + bad + " ? \"a\"\n" +
                                ".SEGMENT CHARACTER 4 ? \"b\"\n");
      const UnipenData data = read(folder);
      CHECK(data.unresolved == 1);
      REQUIRE(data.segments.size() == 1);
      CHECK(data.segments[0].label == "b");
    }
  }

  TEST_CASE("y grows downwards, and .COORD says where x and y are") {
    const ScratchFolder folder;
    folder.write("include/abc/one.doc", ".COORD T Y X P\n");
    folder.write("include/abc/one.dat", ".PEN_DOWN\n0 10 20 1\n5 11 21 1\n");
    folder.write("data/1c/abc/one.dat",
                 ".INCLUDE abc/one.doc\n.INCLUDE abc/one.dat\n.SEGMENT CHARACTER 0 ? \"a\"\n");
    const UnipenData data = read(folder);
    REQUIRE(data.segments.size() == 1);
    CHECK(data.segments[0].ink.points == std::vector<InkPoint>{{20, -10}, {21, -11}});
  }

  TEST_CASE("labels lose their escapes and become UTF-8; kai marks noise by its own") {
    CHECK(inkline::unipen_label("\\\"") == "\"");
    CHECK(inkline::unipen_label("\\\\") == "\\");
    CHECK(inkline::unipen_label("gr\xFC\xDF") == "gr\xC3\xBC\xC3\x9F");
    CHECK(inkline::unipen_label("\\") == "\\");

    const ScratchFolder folder;
    folder.write("include/kai/one.dat", kInk);
    folder.write("data/1c/kai/one.dat",
                 ".INCLUDE kai/one.dat\n.SEGMENT CHARACTER 0 ? \"\\@\"\n"
                 ".SEGMENT CHARACTER 2 ? \"\\\"\"\n.SEGMENT CHARACTER 4 ? \"no end\n");
    const UnipenData data = read(folder);
    REQUIRE(data.segments.size() == 2);
    CHECK(data.segments[0].label.empty());
    CHECK(data.segments[1].label == "\"");
    CHECK(data.unresolved == 1);
  }

  TEST_CASE("includes nest, and their components are counted through") {
    const ScratchFolder folder;
    folder.write("include/abc/inner.dat", ".PEN_DOWN\n1 1\n");
    folder.write("include/abc/outer.dat", ".INCLUDE abc/inner.dat\r\n.PEN_DOWN\r\n2 2\r\n");
    folder.write("data/1c/abc/one.dat", ".INCLUDE abc/outer.dat\n.SEGMENT CHARACTER 1 ? \"a\"\n");
    const UnipenData data = read(folder);
    REQUIRE(data.segments.size() == 1);
    CHECK(xs(data.segments[0].ink) == std::vector<float>{2});
  }

  TEST_CASE("files that include each other come to an end") {
    const ScratchFolder folder;
    folder.write("include/a.dat", ".INCLUDE b.dat\n.INCLUDE b.dat\n.PEN_DOWN\n1 1\n");
    folder.write("include/b.dat", ".INCLUDE a.dat\n.INCLUDE a.dat\n");
    folder.write("data/1c/abc/one.dat", ".INCLUDE a.dat\n.SEGMENT CHARACTER 0 ? \"a\"\n");
    const UnipenData data = read(folder);
    CHECK(data.unresolved == 1);
    CHECK(data.missing_includes > 0);
  }

  TEST_CASE("a missing header does no harm, missing ink makes all its segments unresolved") {
    const ScratchFolder folder;
    write_release(folder, ".INCLUDE abc/gone.doc\n.SEGMENT CHARACTER 0 ? \"a\"\n");
    folder.write("data/1c/abc/two.dat",
                 ".INCLUDE abc/gone.dat\n.INCLUDE abc/data/one.dat\n"
                 ".SEGMENT CHARACTER 0 ? \"b\"\n");
    const UnipenData data = read(folder);
    REQUIRE(data.segments.size() == 1);
    CHECK(data.segments[0].label == "a");
    CHECK(data.unresolved == 1);
    CHECK(data.missing_includes == 2);
  }

  TEST_CASE("nothing outside the include folder is opened") {
    const ScratchFolder folder;
    folder.write("secret.dat", ".PEN_DOWN\n1 1\n");
    folder.write("include/none.txt", "");
    for (const std::string& path : {std::string("../secret.dat"), std::string("x/../../secret.dat"),
                                    (folder.path() / "secret.dat").string(), std::string()}) {
      CAPTURE(path);
      folder.write("data/1c/abc/one.dat", ".INCLUDE " + path + "\n.SEGMENT CHARACTER 0 ? \"a\"\n");
      const UnipenData data = read(folder);
      CHECK(data.segments.empty());
      CHECK(data.unresolved == 1);
    }
  }

  TEST_CASE("the number of threads changes nothing") {
    const ScratchFolder folder;
    for (int i = 0; i < 20; ++i) {
      const std::string name = std::to_string(i) + ".dat";
      folder.write("include/abc/" + name, ".PEN_DOWN\n" + std::to_string(i) + " 0\n");
      folder.write("data/1c/abc/" + name,
                   ".INCLUDE abc/" + name + "\n.SEGMENT CHARACTER 0 ? \"a\"\n");
    }
    const UnipenData one = inkline::unipen_segments(folder.path(), kCategory, 1);
    const UnipenData four = inkline::unipen_segments(folder.path(), kCategory, 4);
    REQUIRE(one.segments.size() == 20);
    REQUIRE(four.segments.size() == 20);
    for (std::size_t i = 0; i < 20; ++i) {
      CHECK(one.segments[i].ink.points == four.segments[i].ink.points);
    }
  }

  TEST_CASE("a folder that is no release, or has none of the categories, is refused by name") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH_AS(read(folder), doctest::Contains(folder.path().c_str()), inkline::Error);
    folder.write("include/a.dat", "");
    folder.write("data/2/a.dat", "");
    CHECK_THROWS_WITH_AS(read(folder), doctest::Contains("categories"), inkline::Error);
  }

  TEST_CASE("damaged files are read as far as they make sense") {
    inkline::Random random(7);
    const std::string segments =
        ".SEGMENT CHARACTER 0:0-2:1,4 ? \"a\"\n.SEGMENT CHARACTER 0-4 OK \"\\\"\"\n";
    for (int round = 0; round < 60; ++round) {
      CAPTURE(round);
      std::string ink(kInk);
      std::string lines = ".INCLUDE a.dat\n" + segments;
      for (int i = 0; i < 6; ++i) {
        ink[random.index(ink.size())] = static_cast<char>(random.next());
        lines[random.index(lines.size())] = static_cast<char>(random.next());
      }
      const ScratchFolder folder;
      folder.write("include/a.dat", ink);
      folder.write("data/1c/abc/one.dat", lines);
      CHECK(read(folder).segments.size() <= 2);
    }
  }
}

}  // namespace
