#include <inkline/reader/read_page.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/constant_recogniser.hpp"

namespace {

using inkline::Box;
using inkline::Page;
using inkline::read_page;
using inkline::test::constant_recogniser;
using inkline::test::width_recogniser;

/// Draws a row of ovals, one a letter of `text`, as letters of `height` pixels would stand.
void write_row(cv::Mat& page, const std::string& text, cv::Point at, int height,
               const cv::Scalar& ink) {
  const int pen = std::max(2, height / 9);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int x = at.x + static_cast<int>(i) * height;
    if (text[i] == ' ') continue;
    cv::ellipse(page, {x + height / 3, at.y + height / 2}, {height / 3, height / 2}, 0, 0, 360, ink,
                pen);
  }
}

cv::Mat note(int height, const cv::Scalar& paper, const cv::Scalar& ink) {
  cv::Mat page(20 * height, 25 * height, CV_8UC3, paper);
  write_row(page, "ooo oo ooooo", {3 * height, 3 * height}, height, ink);
  write_row(page, "oo ooo", {3 * height, 6 * height}, height, ink);
  return page;
}

std::vector<std::string> texts(const Page& page) {
  std::vector<std::string> lines;
  for (const inkline::Line& line : page.lines) lines.push_back(line.text);
  return lines;
}

bool within(const Box& inner, const Box& outer) {
  return !inner.empty() && common(inner, outer) == inner;
}

TEST_SUITE("read page") {
  TEST_CASE("an alphabet of one's own holds for characters read one by one") {
    inkline::Readers readers(constant_recogniser("x"));
    readers.help.only = {"0", "1"};
    CHECK(read_page(note(40, {255, 255, 255}, {0, 0, 0}), readers).lines.empty());
    readers.help.only = {"x"};
    CHECK_FALSE(read_page(note(40, {255, 255, 255}, {0, 0, 0}), readers).lines.empty());
  }

  TEST_CASE("rows and words come out whatever the size of the letters and the colour of the ink") {
    int height = 40;
    cv::Scalar paper(230, 240, 240);
    cv::Scalar ink(60, 30, 20);
    SUBCASE("dark ink") {}
    SUBCASE("small letters") {
      height = 12;
    }
    SUBCASE("large letters") {
      height = 130;
    }
    SUBCASE("chalk on a board") {
      paper = {50, 60, 40};
      ink = {220, 225, 230};
    }
    SUBCASE("red pen on grey paper") {
      paper = {170, 170, 170};
      ink = {40, 40, 190};
    }
    CAPTURE(height);
    const Page page = read_page(note(height, paper, ink), constant_recogniser("x"));
    CHECK(texts(page) == std::vector<std::string>{"xxx xx xxxxx", "xx xxx"});
  }

  TEST_CASE("boxes are in pixels of the picture and lie within each other") {
    const cv::Mat picture = note(130, {230, 240, 240}, {60, 30, 20});
    const Page page = read_page(picture, constant_recogniser("x"));
    CHECK(page.width == picture.cols);
    CHECK(page.height == picture.rows);
    REQUIRE(page.lines.size() == 2);
    for (const inkline::Line& line : page.lines) {
      CHECK(within(line.box, {0, 0, page.width, page.height}));
      for (const inkline::Word& word : line.words) {
        CHECK(within(word.box, line.box));
        for (const inkline::Glyph& glyph : word.glyphs) CHECK(within(glyph.box, word.box));
      }
    }
    CHECK(std::abs(page.lines[0].box.x - 3 * 130) < 15);
    CHECK(std::abs(page.lines[0].box.height - 130) < 30);
  }

  TEST_CASE("confidence is a probability and the best guess comes first") {
    const Page page = read_page(note(40, {255, 255, 255}, {0, 0, 0}), constant_recogniser("x"));
    REQUIRE_FALSE(page.lines.empty());
    const std::vector<inkline::Guess>& guesses = page.lines[0].words[0].glyphs[0].guesses;
    REQUIRE(guesses.size() == 2);
    CHECK(guesses[0].text == "x");
    CHECK(guesses[0].confidence + guesses[1].confidence == doctest::Approx(1));
    CHECK(page.lines[0].confidence == doctest::Approx(guesses[0].confidence).epsilon(1e-3));
  }

  TEST_CASE("a page without writing has no lines: blank, grainy, tiny, black or empty") {
    const auto reads_nothing = [](const cv::Mat& picture) {
      return read_page(picture, constant_recogniser("x")).lines.empty();
    };
    CHECK(reads_nothing(cv::Mat(600, 800, CV_8UC1, cv::Scalar(240))));
    CHECK(reads_nothing(cv::Mat(600, 800, CV_8UC1, cv::Scalar(0))));
    CHECK(reads_nothing(cv::Mat(1, 1, CV_8UC1, cv::Scalar(0))));
    CHECK(reads_nothing(cv::Mat(1, 3000, CV_8UC1, cv::Scalar(128))));
    CHECK(reads_nothing(cv::Mat()));
    cv::Mat grain(600, 800, CV_8UC1);
    cv::RNG(5).fill(grain, cv::RNG::NORMAL, 200, 12);
    CHECK(reads_nothing(grain));
  }

  TEST_CASE("many doubtful characters are texture, many clear ones are a full page") {
    inkline::ReadParams params;
    params.most_doubtful = 10;
    const cv::Mat picture = note(40, {255, 255, 255}, {0, 0, 0});
    CHECK(read_page(picture, constant_recogniser("x"), params).lines.size() == 2);
    params.least_page_confidence = 1;
    CHECK(read_page(picture, constant_recogniser("x"), params).lines.empty());
  }

  TEST_CASE("what the classifier rejects is not printed") {
    const cv::Mat picture = note(40, {255, 255, 255}, {0, 0, 0});
    CHECK(read_page(picture, constant_recogniser("")).lines.empty());
  }

  TEST_CASE("no reading of a character is that it is none, not even the second best") {
    inkline::Recogniser recogniser = constant_recogniser("x");
    recogniser.model.alphabet = {"|", ""};
    recogniser.model.network.layers[0].bias(0) = 0.1F;
    const Page page = read_page(note(40, {255, 255, 255}, {0, 0, 0}), recogniser);
    REQUIRE_FALSE(page.lines.empty());
    for (const inkline::Word& word : page.lines[0].words) {
      for (const inkline::Glyph& glyph : word.glyphs) {
        CHECK(glyph.guesses.size() == 1);
        CHECK(glyph.guesses[0].text == "|");
      }
    }
  }

  TEST_CASE("letters that touch are cut where they do, and what cannot be cut is left out") {
    cv::Mat picture = note(40, {255, 255, 255}, {0, 0, 0});
    const auto read = [&] { return texts(read_page(picture, width_recogniser("x"))); };
    CHECK(read() == std::vector<std::string>{"xxx xx xxxxx", "xx xxx"});
    // A thin stroke from the second letter of the first row to the third.
    cv::line(picture, {3 * 40 + 55, 3 * 40 + 38}, {3 * 40 + 85, 3 * 40 + 38}, {0, 0, 0}, 2);
    CHECK(read() == std::vector<std::string>{"xxx xx xxxxx", "xx xxx"});
    // A block as wide as two letters has no place to cut.
    cv::rectangle(picture, {3 * 40 + 38, 3 * 40 - 2}, {3 * 40 + 108, 3 * 40 + 42}, {0, 0, 0},
                  cv::FILLED);
    std::string all;
    for (const std::string& line : read()) all += line + ' ';
    CHECK(all == "x xx xxxxx xx xxx ");
  }

  TEST_CASE("every stage shows a picture, in the order of the pipeline") {
    std::vector<std::string> names;
    const inkline::StepSink sink = [&](const std::string& name, const cv::Mat& image) {
      CHECK_FALSE(image.empty());
      names.push_back(name);
    };
    read_page(note(40, {255, 255, 255}, {0, 0, 0}), constant_recogniser("x"), {}, sink);
    CHECK(names == std::vector<std::string>{"grey", "even_light", "ink", "rows", "glyphs", "text"});
    read_page(cv::Mat(60, 80, CV_8UC1, cv::Scalar(240)), constant_recogniser("x"), {}, sink);
  }

  TEST_CASE("the picture is left as it was") {
    const cv::Mat picture = note(40, {255, 255, 255}, {0, 0, 0});
    const cv::Mat before = picture.clone();
    read_page(picture, constant_recogniser("x"));
    CHECK(cv::norm(picture, before, cv::NORM_INF) == 0);
  }

  TEST_CASE("a bad setting of any stage is refused by name") {
    const cv::Mat picture(50, 50, CV_8UC1, cv::Scalar(255));
    inkline::ReadParams params;
    params.guesses = 0;
    CHECK_THROWS_WITH_AS(read_page(picture, constant_recogniser("x"), params),
                         doctest::Contains("read.guesses"), inkline::Error);
    params = {};
    params.ink.mark_ink.binarise.bias = 3;
    CHECK_THROWS_WITH_AS(read_page(picture, constant_recogniser("x"), params),
                         doctest::Contains("binarise.bias"), inkline::Error);
  }
}

}  // namespace
