#include "drop_odd_rows.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Line;
using inkline::OddRowParams;
using inkline::Page;

constexpr int kPageHeight = 1000;

Line line_of(const std::string& text, int y, int height, double confidence) {
  inkline::Word word;
  word.text = text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    word.glyphs.push_back({{static_cast<int>(i) * 20, y, 18, height},
                           {{text.substr(i, 1), static_cast<float>(confidence)}}});
  }
  Line line;
  line.text = text;
  line.confidence = static_cast<float>(confidence);
  line.box = {0, y, static_cast<int>(text.size()) * 20, height};
  line.words = {word};
  return line;
}

std::vector<std::string> kept(std::vector<Line> lines) {
  Page page{800, kPageHeight, std::move(lines)};
  inkline::drop_odd_rows(page, {});
  std::vector<std::string> texts;
  for (const Line& line : page.lines) texts.push_back(line.text);
  return texts;
}

const std::vector<Line> kWriting{line_of("Dear reader", 100, 30, 0.95),
                                 line_of("scrawl", 150, 30, 0.3)};

std::vector<std::string> kept_with(const Line& other) {
  std::vector<Line> lines = kWriting;
  lines.push_back(other);
  return kept(lines);
}

TEST_SUITE("drop odd rows") {
  TEST_CASE("a drawing is left out, a heading and a doubtful row of usual size are not") {
    CHECK(kept(kWriting).size() == 2);
    CHECK(kept_with(line_of("1976", 300, 90, 0.45)).size() == 2);
    CHECK(kept_with(line_of("List", 300, 90, 0.7)).size() == 3);
  }

  TEST_CASE("a row cut by the edge is left out when it is doubtful") {
    CHECK(kept_with(line_of("crolow", kPageHeight - 12, 12, 0.5)).size() == 2);
    CHECK(kept_with(line_of("crolow", kPageHeight - 12, 12, 0.8)).size() == 3);
    CHECK(kept_with(line_of("crolow", kPageHeight - 40, 12, 0.5)).size() == 3);
    CHECK(kept_with(line_of("crolow", 0, 12, 0.5)).size() == 2);
  }

  TEST_CASE("doubtful rows that all run from edge to edge are the courses of a wall") {
    const auto course = [](int y, double confidence) {
      Line line = line_of("4444444444444444444444444444444444444444", y, 90, confidence);
      line.box = {0, y, 800, 90};
      return line;
    };
    std::vector<Line> wall{course(100, 0.75), course(250, 0.7), course(400, 0.5)};
    CHECK(kept(wall).empty());
    CHECK(kept({course(100, 0.95), course(250, 0.9), course(400, 0.6)}).size() == 3);
    CHECK(kept({wall[0], wall[1]}).size() == 2);
    wall[1].box.width = 700;
    CHECK(kept(wall).size() == 3);
  }

  TEST_CASE("the only row of a tight crop stays however doubtful, and no rows are no error") {
    CHECK(kept({line_of("scrawl", 0, kPageHeight, 0.2)}).size() == 1);
    CHECK(kept({}).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    OddRowParams params;
    params.tall = 0.5;
    CHECK_THROWS_WITH_AS(params.check(), "odd_rows.tall must be at least 1, got 0.500000",
                         inkline::Error);
  }
}

}  // namespace
