#include "row_label.hpp"

#include <doctest/doctest.h>

namespace {

using inkline::row_label;

TEST_SUITE("labels of rows") {
  TEST_CASE("marks of tokenised labels are joined to the words they belong to") {
    CHECK(row_label("away , and gone .", "sta") == "away, and gone.");
    CHECK(row_label("( see it ) !", "sta") == "(see it)!");
    CHECK(row_label("he said \" no \" twice", "sta") == "he said \"no\" twice");
    CHECK(row_label("wasn ' t", "dar") == "wasn't");
    CHECK(row_label("$ 100 or 5 %", "hpp") == "$100 or 5%");
  }

  TEST_CASE("digits that two contributors set apart become numbers") {
    CHECK(row_label("9 3 6 5 2", "hpp") == "93652");
    CHECK(row_label("call ( 4 5 6 ) 7 8 - 0 1", "hpp") == "call (456) 78-01");
    CHECK(row_label("Longdin , Christine 2 2", "hpb") == "Longdin, Christine 22");
    CHECK(row_label("Tue 2 4 th", "hpb") == "Tue 24th");
    CHECK(row_label("they 'd go", "hpp") == "they'd go");
    CHECK(row_label("0 1 2", "apb") == "0 1 2");
  }

  TEST_CASE("labels of other contributors stay as they are, but for doubled blanks") {
    CHECK(row_label("a - b , c", "bbd") == "a - b , c");
    CHECK(row_label(" one  two ", "bbd") == "one two");
    CHECK(row_label("*", "hpp") == "*");
  }

  TEST_CASE("marks of noise between the letters go, where a contributor has them") {
    CHECK(row_label("som@et@im@e", "kai") == "sometime");
    CHECK(row_label("a@b.com", "apa") == "a@b.com");
    CHECK_FALSE(row_label("@", "kai"));
  }

  TEST_CASE("what cannot be told is left out") {
    CHECK_FALSE(row_label("", "bbd"));
    CHECK_FALSE(row_label("  ", "bbd"));
    CHECK_FALSE(row_label("B\xC3\xA4r", "bbd"));
    CHECK_FALSE(row_label("John - home", "hpb"));
    CHECK_FALSE(row_label("if ( a < b )", "att"));
    CHECK(row_label("exit", "att") == "exit");
  }
}

}  // namespace
