#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

#include "character_set.hpp"
#include "input_list.hpp"
#include "natural_order.hpp"
#include "pages_index.hpp"
#include "picture_files.hpp"
#include "read_input.hpp"
#include "support/scratch_folder.hpp"
#include "support/test_pages.hpp"
#include "truth_pairs.hpp"

namespace {

namespace fs = std::filesystem;
using inkline::tools::natural_less;

TEST_SUITE("parts of the tools") {
  TEST_CASE("numbers sort by value, letters without regard to case") {
    CHECK(natural_less("page2", "page10"));
    CHECK(!natural_less("page10", "page2"));
    CHECK(natural_less("a9b2", "a9b10"));
    CHECK(natural_less("Alpha", "beta"));
    CHECK(natural_less("page", "page1"));
    CHECK(natural_less("99999999999999999999998", "99999999999999999999999"));
  }

  TEST_CASE("the order of names is total: equal by value still differ by their bytes") {
    CHECK(natural_less("page01", "page1") != natural_less("page1", "page01"));
    CHECK(natural_less("A", "a") != natural_less("a", "A"));
    CHECK(!natural_less("same", "same"));
  }

  TEST_CASE("a list of characters holds ranges and single characters") {
    using Characters = std::set<std::string>;
    CHECK(inkline::tools::character_set("a-c0-1") == Characters{"a", "b", "c", "0", "1"});
    CHECK(inkline::tools::character_set("-x") == Characters{"-", "x"});
    CHECK(inkline::tools::character_set("x-") == Characters{"-", "x"});
    CHECK(inkline::tools::character_set("\xC3\xA4") == Characters{"\xC3\xA4"});
    CHECK_THROWS_WITH_AS(inkline::tools::character_set("Z-A"), doctest::Contains("backwards"),
                         inkline::Error);
    CHECK_THROWS_AS(inkline::tools::character_set(""), inkline::Error);
  }

  TEST_CASE("a file counts as a picture by its first bytes or its extension") {
    const inkline::test::ScratchFolder folder;
    const auto counts = [&](const std::string& name, const std::string& content) {
      inkline::test::write_text(folder.path() / name, content);
      return inkline::tools::looks_like_picture(folder.path() / name);
    };
    CHECK(counts("photo", "\xFF\xD8\xFF\xE0 and so on"));
    CHECK(counts("plain.PNG", "no picture at all"));
    CHECK(counts("map", "P5 3 3 255 xxxxxxxxx"));
    CHECK(!counts("notes.txt", "BMW is a car"));
    CHECK(!counts("list", "P.S. bring milk"));
    CHECK(!counts("empty", ""));
  }

  TEST_CASE("conditions on a table pick pictures by its columns") {
    const inkline::test::ScratchFolder folder;
    inkline::test::write_text(folder.path() / "index.tsv",
                              "set\tfile\twriting\tlayout\r\n"
                              "ruled\tone.jpg\tprint\trows\r\n"
                              "ruled\ttwo.jpg\tjoined\t\r\n");
    const auto index = inkline::tools::read_pages_index(folder.path() / "index.tsv");
    const auto& one = inkline::tools::facts_of(index, folder.path() / "." / "ruled" / "one.jpg");
    const auto& two = inkline::tools::facts_of(index, folder.path() / "ruled" / "two.jpg");
    CHECK(inkline::tools::facts_of(index, "elsewhere.jpg").empty());
    const auto conditions = inkline::tools::fact_conditions("writing=print|half,layout=rows");
    REQUIRE(conditions.size() == 2);
    CHECK(conditions[0].holds(one));
    CHECK(conditions[1].holds(one));
    CHECK(!conditions[0].holds(two));
    CHECK(inkline::tools::fact_conditions("layout=")[0].holds(two));
    CHECK_THROWS_AS(inkline::tools::fact_conditions("print"), inkline::Error);
  }

  TEST_CASE("pictures pair with the text of their name, in sub-folders too") {
    const inkline::test::ScratchFolder folder;
    fs::create_directory(folder.path() / "set");
    for (const char* const name : {"set/b10.jpg", "set/b10.gt.txt", "set/b9.png", "set/b9.gt.txt",
                                   "set/b9.txt", "alone.jpg", "orphan.gt.txt"}) {
      inkline::test::write_text(folder.path() / name, "x");
    }
    const auto found = inkline::tools::find_truth_pairs(folder.path());
    REQUIRE(found.pairs.size() == 2);
    CHECK(found.pairs[0].name == "set/b9");
    CHECK(found.pairs[0].picture.extension() == ".png");
    CHECK(found.pairs[1].name == "set/b10");
    CHECK(found.notes.size() == 1);
    CHECK(inkline::tools::fits_pattern("set/b10", "set/*"));
    CHECK(!inkline::tools::fits_pattern("set/b10", "b*"));
  }

  TEST_CASE("boxes follow when the page is scaled to the full picture") {
    inkline::Page page{100, 50, {}};
    inkline::Glyph glyph{{11, 5, 3, 7}, {{"a", 1.0F}}};
    page.lines.push_back({{10, 5, 20, 8}, "a", 1, {{{10, 5, 20, 8}, "a", 1, {glyph}}}});
    const inkline::Page large = inkline::tools::scaled_page(page, 400, 200);
    CHECK(large.width == 400);
    CHECK(large.lines[0].box == inkline::Box{40, 20, 80, 32});
    CHECK(large.lines[0].words[0].glyphs[0].box == inkline::Box{44, 20, 12, 28});
    CHECK(inkline::tools::scaled_page(page, 100, 50).lines[0].box == page.lines[0].box);
  }
}

}  // namespace
