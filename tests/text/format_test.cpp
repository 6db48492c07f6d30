#include <inkline/text/format.hpp>

#include <limits>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::Glyph;
using inkline::Line;
using inkline::Page;
using inkline::Word;

Word word_of(const std::string& text, int x) {
  Word word{{x, 5, 10, 20}, text, 0.9F, {}};
  word.glyphs.push_back(Glyph{{x, 5, 10, 20}, {{text, 0.9F}, {"?", 0.05F}}});
  return word;
}

Page sample_page() {
  Page page{640, 480, {}};
  page.lines.push_back(Line{{1, 2, 30, 40}, "a \xC3\xA4", 0.875F, {}});
  page.lines[0].words = {word_of("a", 1), word_of("\xC3\xA4", 20)};
  page.lines.push_back(Line{{1, 50, 30, 40}, "b", 1, {word_of("b", 1)}});
  return page;
}

nlohmann::json parsed(const Page& page, const inkline::FormatContext& context = {}) {
  return nlohmann::json::parse(inkline::format_json(page, context));
}

TEST_SUITE("formats") {
  TEST_CASE("text has a line a row, and a blank page has none") {
    CHECK(inkline::format_text(sample_page()) == "a \xC3\xA4\nb\n");
    CHECK(inkline::format_text(Page{640, 480, {}}).empty());
  }

  TEST_CASE("JSON holds the page down to each character with its box, text and confidence") {
    const nlohmann::json json = parsed(sample_page(), {.source = "x.png"});
    CHECK(json["source"] == "x.png");
    CHECK(json["width"] == 640);
    CHECK(json["height"] == 480);
    CHECK(json["rotation"] == 0);
    CHECK(json["skew"] == 0);
    CHECK(json["sheet"] == nlohmann::json::array());
    REQUIRE(json["lines"].size() == 2);
    CHECK(json["lines"][0]["text"] == "a \xC3\xA4");
    CHECK(json["lines"][0]["confidence"] == 0.875);
    const nlohmann::json& word = json["lines"][0]["words"][1];
    CHECK(word["text"] == "\xC3\xA4");
    CHECK(word["box"] == nlohmann::json{{"x", 20}, {"y", 5}, {"width", 10}, {"height", 20}});
    CHECK(word["characters"][0]["text"] == "\xC3\xA4");
    CHECK(word["characters"][0]["confidence"] == 0.9);
  }

  TEST_CASE("JSON says where crossed-out words stand, and in which line, if in any") {
    Page page = sample_page();
    CHECK(parsed(page)["crossed_out"] == nlohmann::json::array());
    page.crossed_out = {{{7, 8, 9, 10}, 1, 0}, {{1, 2, 3, 4}, -1, 0}};
    const nlohmann::json json = parsed(page)["crossed_out"];
    REQUIRE(json.size() == 2);
    CHECK(json[0]["box"] == nlohmann::json{{"x", 7}, {"y", 8}, {"width", 9}, {"height", 10}});
    CHECK(json[0]["line"] == 1);
    CHECK(json[0]["word"] == 0);
    CHECK(json[1]["line"].is_null());
    CHECK(json[1]["word"].is_null());
  }

  TEST_CASE("JSON says how a page was straightened") {
    Page page = sample_page();
    page.skew = -4.8499;
    page.sheet = {{10.2, 20}, {300, 31}, {310, 400}, {0, 390.6}};
    const nlohmann::json json = parsed(page);
    CHECK(json["skew"] == -4.8);
    REQUIRE(json["sheet"].size() == 4);
    CHECK(json["sheet"][0] == nlohmann::json{{"x", 10}, {"y", 20}});
    CHECK(json["sheet"][3]["y"] == 391);
  }

  TEST_CASE("JSON of a blank page is an empty list of lines") {
    CHECK(parsed(Page{3, 4, {}})["lines"] == nlohmann::json::array());
  }

  TEST_CASE("one of many pages takes one line") {
    const std::string json =
        inkline::format_json(sample_page(), {.source = "x.png", .one_of_many = true});
    CHECK(json.find('\n') == json.size() - 1);
  }

  TEST_CASE("bytes that are no UTF-8 and confidences that are no number do no harm") {
    Page page = sample_page();
    page.lines[1].text = "b\xFF";
    page.lines[1].confidence = std::numeric_limits<float>::quiet_NaN();
    page.lines[1].words[0].glyphs[0].guesses.clear();
    page.lines[0].confidence = 1.5F;
    const nlohmann::json json = parsed(page, {.source = "\xFE.png"});
    CHECK(json["source"] == "\xEF\xBF\xBD.png");
    CHECK(json["lines"][1]["text"] == "b\xEF\xBF\xBD");
    CHECK(json["lines"][1]["confidence"] == 0);
    CHECK(json["lines"][0]["confidence"] == 1);
    CHECK(json["lines"][1]["words"][0]["characters"][0]["text"] == "");
    CHECK(inkline::format_text(page) == "a \xC3\xA4\nb\xEF\xBF\xBD\n");
  }

  TEST_CASE("a format is found by its name, and an unknown name is refused with those there are") {
    for (const inkline::PageFormat& format : inkline::page_formats()) {
      CHECK(&inkline::page_format(format.name) == &format);
      CHECK(!format.summary.empty());
    }
    CHECK(inkline::page_formats().front().name == "txt");
    CHECK_THROWS_WITH_AS(inkline::page_format("doc"),
                         "no output format is called 'doc'; there are txt, json", inkline::Error);
  }
}

}  // namespace
