#include <inkline/reader/read_row.hpp>

#include <string>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/features/embedded_files.hpp>

namespace {

using namespace inkline;

/// The embedded readers, without the language.
Readers embedded_readers() {
  Readers readers(load_recogniser(embedded_model(), "embedded model"));
  readers.rows = load_line_recogniser(embedded_line_model(), "embedded reader of rows");
  return readers;
}

cv::Mat1b row_of(const std::string& text) {
  cv::Mat1b ink(100, 40 + 40 * static_cast<int>(text.size()), uchar{0});
  cv::putText(ink, text, {20, 70}, cv::FONT_HERSHEY_SIMPLEX, 1.6, 255, 4);
  return ink;
}

TEST_SUITE("read row") {
  const Readers readers = embedded_readers();

  TEST_CASE("ink that is one row is read, and every character has its steps and a confidence") {
    const RowText row = read_row(row_of("hello YOU 24"), readers);
    REQUIRE(row.text() == "hello YOU 24");
    int last = -1;
    for (const RowCharacter& character : row.characters) {
      CHECK(character.first_step > last);
      CHECK(character.last_step >= character.first_step);
      last = character.last_step;
      CHECK(character.confidence > 0);
      CHECK(character.confidence <= 1);
    }
  }

  TEST_CASE("a row is read where its letters are left aside") {
    ReadParams params;
    params.decode.letters_weight = 0;
    params.evidence.weight = 0;
    CHECK(read_row(row_of("hello"), readers, params).text() == "hello");
  }

  TEST_CASE("an alphabet restricts letters and rows alike") {
    Readers digits = embedded_readers();
    digits.help.only = {"0", "1", "2", "4"};
    CHECK(read_row(row_of("204"), digits).text() == "204");
  }

  TEST_CASE("no ink is no text") {
    CHECK(read_row({}, readers).characters.empty());
    CHECK(read_row(cv::Mat1b(40, 200, uchar{0}), readers).characters.empty());
  }

  TEST_CASE("bad settings are refused by name") {
    ReadParams params;
    params.lattice.widest = 0;
    CHECK_THROWS_WITH_AS(read_row(row_of("o"), readers, params),
                         doctest::Contains("lattice.widest"), Error);
  }
}

}  // namespace
