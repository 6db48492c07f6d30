#include "drop_texture.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::drop_texture;
using inkline::Line;

Line line_of(const std::string& text, float confidence) {
  inkline::Word word;
  word.text = text;
  for (const char letter : text)
    word.glyphs.push_back({{}, {{std::string(1, letter), confidence}}});
  Line line;
  line.text = text;
  line.confidence = confidence;
  line.words = {word};
  return line;
}

std::vector<std::string> texts(const std::vector<Line>& lines) {
  std::vector<std::string> result;
  for (const Line& line : lines) result.push_back(line.text);
  return result;
}

TEST_SUITE("drop texture") {
  TEST_CASE("rows that are all doubtful are texture, and a sure one among them is a heading") {
    const std::vector<Line> grain{line_of("the", 0.5F), line_of("asonin", 0.45F),
                                  line_of("in", 0.9F), line_of("orat", 0.6F)};
    CHECK(drop_texture(grain, {}).empty());
    std::vector<Line> headed = grain;
    headed.insert(headed.begin(), line_of("LEAVES", 0.95F));
    headed.push_back(line_of("of autumn and whatever", 0.3F));
    CHECK(texts(drop_texture(headed, {})) == std::vector<std::string>{"LEAVES"});
  }

  TEST_CASE("a page of writing keeps its doubtful rows, and so does a short note") {
    const std::vector<Line> page{line_of("Dear reader", 0.9F), line_of("scrawl", 0.3F),
                                 line_of("yours truly", 0.9F)};
    CHECK(drop_texture(page, {}).size() == 3);
    CHECK(drop_texture({line_of("scrawl", 0.4F), line_of("more", 0.4F)}, {}).size() == 2);
    CHECK(drop_texture({}, {}).empty());
  }

  TEST_CASE("strokes and hardly anything else are stripes, but not where they are few") {
    const std::vector<Line> grain{line_of("111111", 0.9F), line_of("-on", 0.8F),
                                  line_of("111/1l1", 0.9F), line_of("11111-", 0.9F)};
    CHECK(drop_texture(grain, {}).empty());
    CHECK(drop_texture({grain[0], grain[1], grain[3]}, {}).size() == 3);
    const Line words = line_of("eleven and some more", 0.9F);
    CHECK(drop_texture({grain[0], words, grain[2], grain[3]}, {}).size() == 4);
  }

  TEST_CASE("the same few characters over and over are a pattern, however sure") {
    std::string weave;
    for (int i = 0; i < 30; ++i) weave += "1-";
    CHECK(drop_texture({line_of(weave, 0.9F), line_of(weave, 0.9F), line_of(weave, 0.9F)}, {})
              .empty());
    CHECK(drop_texture({line_of("1-1-1", 0.9F), line_of("1-1", 0.9F), line_of("11", 0.9F)}, {})
              .size() == 3);
  }

  TEST_CASE("a bad setting is refused by name") {
    inkline::TextureParams params;
    params.sure_row = 2;
    CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("texture.sure_row"), inkline::Error);
  }
}

}  // namespace
