#include <inkline/base/utf8.hpp>

#include <doctest/doctest.h>

namespace {

using Points = std::vector<std::string>;

TEST_CASE("text splits into code points of one to four bytes") {
  CHECK(inkline::code_points("") == Points{});
  CHECK(inkline::code_points("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x96\x8B") ==
        Points{"a", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x96\x8B"});
}

TEST_CASE("bytes that are not UTF-8 become replacement characters and lose nothing around them") {
  const std::string replacement = "\xEF\xBF\xBD";
  CHECK(inkline::code_points("a\xFFz") == Points{"a", replacement, "z"});
  CHECK(inkline::code_points("a\xC3") == Points{"a", replacement});
  CHECK(inkline::code_points("\xC0\x80").size() == 2);      // overlong
  CHECK(inkline::code_points("\xED\xA0\x80").size() == 3);  // surrogate
}

}  // namespace
