#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/nn/network.hpp>

namespace {

using inkline::LayerParams;
using inkline::layers_from;
using inkline::text_of;

/// "" when the text names layers, else the message.
std::string refusal(const std::string& text) {
  try {
    layers_from(text);
  } catch (const inkline::Error& error) {
    return error.what();
  }
  return "";
}

TEST_SUITE("layers as text") {
  TEST_CASE("a width alone is a layer that sees one step") {
    const std::vector<LayerParams> layers = layers_from("768,384");
    REQUIRE(layers.size() == 2);
    CHECK(layers[0].width == 768);
    CHECK(layers[1].width == 384);
    CHECK(layers[1].offsets == std::vector<int>{0});
  }

  TEST_CASE("offsets are single ones, ranges and ranges with a step") {
    const auto offsets = [](const std::string& text) { return layers_from(text).at(0).offsets; };
    CHECK(offsets("9@-3") == std::vector<int>{-3});
    CHECK(offsets("9@-1:2") == std::vector<int>{-1, 0, 1, 2});
    CHECK(offsets("9@-7:7:7") == std::vector<int>{-7, 0, 7});
    CHECK(offsets("9@-7:6:7") == std::vector<int>{-7, 0});
    CHECK(offsets("9@-9/-2:0/4:8:2") == std::vector<int>{-9, -2, -1, 0, 4, 6, 8});
    CHECK(offsets("9@-256/256") == std::vector<int>{-256, 256});
  }

  TEST_CASE("no text is no hidden layer") {
    CHECK(layers_from("").empty());
    CHECK(text_of({}).empty());
  }

  TEST_CASE("what is written short comes back the same") {
    for (const std::string text :
         {"1", "768,384", "512@-7:7:2,128,384@-6:6:2,128,256@-12:12:4", "9@-3", "9@0/5",
          "9@-9/-2:0/4:8:2", "9@-31:32", "65536@-256:248:8", "5@1:3,6@-1:1"}) {
      CAPTURE(text);
      const std::string again = text_of(layers_from(text));
      CHECK(text_of(layers_from(again)) == again);
      for (std::size_t i = 0; i < layers_from(text).size(); ++i) {
        CHECK(layers_from(again)[i].offsets == layers_from(text)[i].offsets);
        CHECK(layers_from(again)[i].width == layers_from(text)[i].width);
      }
      CHECK(again.size() <= text.size());
    }
    CHECK(text_of(layers_from("512@-7/-5/-3/-1/1/3/5/7,128@0")) == "512@-7:7:2,128");
  }

  TEST_CASE("what is not understood or out of bounds is refused with the word") {
    for (const std::string& word : std::vector<std::string>{"x",
                                                            "0",
                                                            "-5",
                                                            "65537",
                                                            "99999999999",
                                                            "5@",
                                                            "5@a",
                                                            "5@1:",
                                                            "5@1:2:",
                                                            "5@1:2:3:4",
                                                            "5@2:1",
                                                            "5@1:2:0",
                                                            "5@1:2:-1",
                                                            "5@257",
                                                            "5@-257:0",
                                                            "5@1/1",
                                                            "5@2/1",
                                                            "5@1/",
                                                            "5@/1",
                                                            "5@0:64",
                                                            "5@1@2",
                                                            "5 ",
                                                            " 5",
                                                            "5@1:9:2147483647x",
                                                            "5@-256:256:99999999999"}) {
      CAPTURE(word);
      CHECK(refusal("7," + word).find("'" + word + "'") != std::string::npos);
    }
    for (const std::string text : {",", "5,", ",5", "5,,6"}) {
      CAPTURE(text);
      CHECK_THROWS_AS(layers_from(text), inkline::Error);
    }
    CHECK(layers_from("5@0:256:2147483647").at(0).offsets == std::vector<int>{0});
  }
}

}  // namespace
