#include "row_line.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace {

using namespace inkline;

/// Upright bars 40 pixels apart from x = 20, 30 pixels high, on a copy that starts at (100, 200).
PlacedStrip bars(int count) {
  cv::Mat1b ink(30, 40 * count, uchar{0});
  for (int i = 0; i < count; ++i) ink(cv::Rect(20 + 40 * i, 0, 8, 30)).setTo(255);
  return {{100, 200, ink.cols, ink.rows}, normalise_row(ink)};
}

/// The step at which a bar's middle is.
int step_of(const PlacedStrip& row, int bar) {
  return static_cast<int>((24.0 + 40 * bar - row.strip.left) * row.strip.scale / kStripStep);
}

RowCharacter character(const std::string& text, int step, float confidence = 0.9F) {
  return {text, step, step, confidence, {{text, confidence}}};
}

TEST_SUITE("row line") {
  TEST_CASE("every character gets the box of the ink it was read from") {
    const PlacedStrip row = bars(3);
    RowText text;
    for (int i = 0; i < 3; ++i) text.characters.push_back(character("l", step_of(row, i)));
    const Line line = line_of(text, row);
    REQUIRE(line.words.size() == 1);
    REQUIRE(line.words[0].glyphs.size() == 3);
    for (int i = 0; i < 3; ++i) {
      CAPTURE(i);
      const Box& box = line.words[0].glyphs[static_cast<std::size_t>(i)].box;
      CHECK(std::abs(box.x - (120 + 40 * i)) <= 3);
      CHECK(std::abs(box.right() - (128 + 40 * i)) <= 3);
      CHECK(std::abs(box.y - 200) <= 3);
      CHECK(std::abs(box.bottom() - 230) <= 3);
    }
    CHECK(line.text == "lll");
    CHECK(line.confidence == doctest::Approx(0.9));
  }

  TEST_CASE("a space parts words and has no box of its own") {
    const PlacedStrip row = bars(2);
    const int first = step_of(row, 0);
    const int last = step_of(row, 1);
    RowText text;
    text.characters = {character("a", first), character(" ", (first + last) / 2),
                       character("b", last)};
    const Line line = line_of(text, row);
    REQUIRE(line.words.size() == 2);
    CHECK(line.text == "a b");
    CHECK(line.words[0].box.right() < line.words[1].box.x);
  }

  TEST_CASE("the reading that was chosen comes first, even when the ink liked another better") {
    const PlacedStrip row = bars(1);
    RowText text;
    text.characters = {character("l", step_of(row, 0), 0.4F)};
    text.characters[0].guesses = {{"1", 0.6F}, {"l", 0.4F}};
    const Glyph glyph = line_of(text, row).words.at(0).glyphs.at(0);
    REQUIRE(glyph.guesses.size() == 2);
    CHECK(glyph.guesses[0].text == "l");
    CHECK(glyph.guesses[1].text == "1");
  }

  TEST_CASE("a row without text is a line without words") {
    CHECK(line_of({}, bars(1)).words.empty());
  }
}

}  // namespace
