#include <inkline/training/line_set.hpp>

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/training/line_tests.hpp>

#include "support/scratch_folder.hpp"

namespace {

using inkline::DrawnLine;
using inkline::LineItem;
using inkline::LineKind;
using inkline::LineOptions;
using inkline::LineSet;
using inkline::Random;
using inkline::test::ScratchFolder;

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view kSmalls = "abcdefghijklmnopqrstuvwxyz";

/// A zigzag of `letters` letters, 100 high and 60 wide each, from x on.
std::string zigzag(int x, int letters, int height = 100) {
  std::string ink = ".PEN_DOWN\n";
  for (int i = 0; i < letters; ++i) {
    const int left = x + 60 * i;
    ink += std::to_string(left) + " 0\n" + std::to_string(left + 30) + " " +
           std::to_string(height) + "\n" + std::to_string(left + 45) + " 0\n";
  }
  return ink + ".PEN_UP\n";
}

struct Release {
  std::string ink = ".WRITER_ID ann\n";
  std::string words = ".INCLUDE abc/one.dat\n";
  std::string capitals = ".INCLUDE abc/one.dat\n";
  std::string smalls = ".INCLUDE abc/one.dat\n";
  int components = 0;

  std::string next(const std::string& strokes) {
    ink += strokes;
    return std::to_string(components++);
  }
};

Release twelve_words() {
  Release release;
  for (int i = 0; i < 12; ++i) {
    const std::string where = release.next(zigzag(1000 * i, 4));
    release.words +=
        ".SEGMENT WORD " + where + " ? \"WOR" + std::string(1, static_cast<char>('A' + i)) + "\"\n";
  }
  return release;
}

void add_characters(Release& release) {
  for (const char c : kAlphabet) {
    release.capitals += ".SEGMENT CHARACTER " + release.next(zigzag(0, 1)) + " ? \"" + c + "\"\n";
  }
  for (const char c : kSmalls) {
    release.smalls += ".SEGMENT CHARACTER " + release.next(zigzag(0, 1, 60)) + " ? \"" + c + "\"\n";
  }
}

LineSet open(const ScratchFolder& folder, const Release& release, const LineOptions& options) {
  folder.write("include/abc/one.dat", release.ink);
  folder.write("data/7/abc/one.dat", release.words);
  folder.write("data/1b/abc/one.dat", release.capitals);
  folder.write("data/1c/abc/one.dat", release.smalls);
  return inkline::open_line_set("unipen:" + folder.path().string(), options);
}

LineOptions few() {
  return {.joined = 10, .capitals = 20, .mixed = 20, .threads = 1};
}

std::size_t count(const LineSet& set, LineKind kind) {
  return static_cast<std::size_t>(std::count_if(
      set.items.begin(), set.items.end(), [&](const LineItem& item) { return item.kind == kind; }));
}

bool same(const DrawnLine& a, const DrawnLine& b) {
  return a.text == b.text && a.ink.size() == b.ink.size() && cv::countNonZero(a.ink != b.ink) == 0;
}

TEST_SUITE("rows to train on") {
  TEST_CASE("a release gives its words and made-up rows of every kind") {
    const ScratchFolder folder;
    Release release = twelve_words();
    add_characters(release);
    const LineSet set = open(folder, release, few());
    CHECK(count(set, LineKind::written) == 12);
    CHECK(count(set, LineKind::joined) == 10);
    CHECK(count(set, LineKind::capitals) == 20);
    CHECK(count(set, LineKind::mixed) == 20);
    CHECK(set.items[0].text == "WORA");
    CHECK(set.items[0].writer == "abc/ann");
    CHECK(set.items[0].category == "7");
  }

  TEST_CASE("the generator decides ink and text of a drawn row, and there is always ink") {
    const ScratchFolder folder;
    Release release = twelve_words();
    add_characters(release);
    const LineSet set = open(folder, release, few());
    for (std::size_t i = 0; i < set.items.size(); ++i) {
      CAPTURE(i);
      Random first(i);
      Random again(i);
      const DrawnLine line = inkline::draw_line(set, i, {}, first);
      CHECK(same(line, inkline::draw_line(set, i, {}, again)));
      CHECK(cv::countNonZero(line.ink) > 0);
      CHECK_FALSE(line.text.empty());
      CHECK(std::all_of(line.text.begin(), line.text.end(),
                        [](char c) { return c >= ' ' && c <= '~'; }));
      CHECK(line.text.front() != ' ');
      CHECK(line.text.find("  ") == std::string::npos);
    }
  }

  TEST_CASE("made-up rows get another text each time, words keep theirs") {
    const ScratchFolder folder;
    Release release = twelve_words();
    add_characters(release);
    const LineSet set = open(folder, release, few());
    Random random(1);
    CHECK(inkline::draw_line(set, 0, {}, random).text == "WORA");
    CHECK(inkline::draw_line(set, 0, {}, random).text == "WORA");
    const std::size_t last = set.items.size() - 1;
    CHECK(inkline::draw_line(set, last, {}, random).text !=
          inkline::draw_line(set, last, {}, random).text);
  }

  TEST_CASE("ink that does not fit its label, and ink met before, is left out and counted") {
    const ScratchFolder folder;
    Release release = twelve_words();
    release.words += ".SEGMENT WORD 0 ? \"AMUCHTOOLONGLABELFORTHIS\"\n";
    release.words += ".SEGMENT WORD 1 ? \"WORB\"\n";
    release.words += ".SEGMENT WORD 2 BAD \"WORC\"\n";
    release.words += ".SEGMENT WORD 3 ? \"W\xF6rt\"\n";
    const LineSet set = open(folder, release, {.joined = 0, .capitals = 0, .mixed = 0});
    CHECK(set.items.size() == 12);
    CHECK(set.notes.size() == 4);
    for (const std::string& note : set.notes) CHECK(note.starts_with("1 rows left out"));
  }

  TEST_CASE("an epoch meets items by their weight, each at most once") {
    LineSet set;
    set.items.resize(3000);
    for (std::size_t i = 0; i < set.items.size(); ++i) set.items[i].weight = i < 1000 ? 1 : 0.25;
    std::vector<std::size_t> all(set.items.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    std::vector<std::size_t> plan = inkline::plan_line_epoch(set, all, 5);
    CHECK(plan == inkline::plan_line_epoch(set, all, 5));
    CHECK(plan != inkline::plan_line_epoch(set, all, 6));
    CHECK(plan.size() == doctest::Approx(1500).epsilon(0.06));
    std::sort(plan.begin(), plan.end());
    CHECK(std::adjacent_find(plan.begin(), plan.end()) == plan.end());
    CHECK(std::count_if(plan.begin(), plan.end(), [](std::size_t i) { return i < 1000; }) == 1000);
  }

  TEST_CASE("a hand of single characters draws the text it is given, and no other item does") {
    const ScratchFolder folder;
    Release release = twelve_words();
    add_characters(release);
    const LineSet set = open(folder, release, few());
    Random random(3);
    const std::size_t hand = 12 + 10;  // after the words and the joined rows
    const DrawnLine line = inkline::draw_text(set, hand, "A7K 204", {}, random);
    CHECK(line.text == "A7K 204");
    CHECK(cv::countNonZero(line.ink) > 0);
    // Nobody has a hyphen here.
    CHECK(inkline::draw_text(set, hand, "A7K-204", {}, random).text == "A7K204");
    CHECK_THROWS_AS(inkline::draw_text(set, 0, "A", {}, random), inkline::Error);
    CHECK_THROWS_AS(inkline::draw_text(set, hand, "\xE4", {}, random), inkline::Error);
  }

  TEST_CASE("test rows are those asked for, the same each time") {
    const ScratchFolder folder;
    Release release = twelve_words();
    add_characters(release);
    const LineSet set = open(folder, release, few());
    const inkline::Part part = inkline::part_of("abc/ann");
    inkline::LineTestParams params;
    params.rows = 8;
    const auto words = inkline::draw_test_rows(set, inkline::LineTest::words, part, params);
    REQUIRE(words.size() == 8);
    const auto again = inkline::draw_test_rows(set, inkline::LineTest::words, part, params);
    for (std::size_t i = 0; i < words.size(); ++i) {
      CHECK(words[i].text.starts_with("WOR"));
      CHECK(same({words[i].ink, words[i].text}, {again[i].ink, again[i].text}));
    }
    CHECK(inkline::draw_test_rows(set, inkline::LineTest::lines, part, params).empty());
    params.rows = 50;
    const auto codes = inkline::draw_test_rows(set, inkline::LineTest::codes, part, params);
    REQUIRE(codes.size() == 50);
    CHECK(codes[0].text != codes[1].text);
    for (const auto& code : codes) CHECK(code.text.size() == 6);  // nobody has a hyphen
    for (const inkline::Part other :
         {inkline::Part::train, inkline::Part::validation, inkline::Part::held_out}) {
      if (other == part) continue;
      CHECK(inkline::draw_test_rows(set, inkline::LineTest::codes, other, params).empty());
    }
  }

  TEST_CASE("bad names, options and folders are refused") {
    const ScratchFolder folder;
    CHECK_THROWS_AS(inkline::open_line_set("idx:x"), inkline::Error);
    CHECK_THROWS_AS(inkline::open_line_set("unipen:" + folder.path().string()), inkline::Error);
    CHECK_THROWS_WITH_AS(inkline::open_line_set("unipen:x", {.joined = 100'000'000}),
                         doctest::Contains("line_set.joined"), inkline::Error);
  }
}

}  // namespace
