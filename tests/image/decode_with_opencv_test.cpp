// Links no imgcodecs: what is decoded here shows that the layer can load it by itself. The files
// are written by hand for the same reason.

#include <inkline/image/decode.hpp>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::decode_picture;
using Values = std::vector<int>;

cv::Mat decoded(const std::string& file, const inkline::DecodeParams& params = {}) {
  return decode_picture(std::as_bytes(std::span(file)), "a", params).pixels;
}

Values values(const cv::Mat& picture) {
  return {picture.datastart, picture.dataend};
}

std::string number(unsigned value, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
  return text;
}

std::string bmp_header(int width, int height, unsigned bits, unsigned header_bytes = 40) {
  return "BM" + number(0, 4) + number(0, 4) + number(14 + header_bytes, 4) +
         number(header_bytes, 4) + number(static_cast<unsigned>(width), 4) +
         number(static_cast<unsigned>(height), 4) + number(1, 2) + number(bits, 2) +
         std::string(24, '\0');
}

bool library_is_loaded() {
  std::ifstream maps("/proc/self/maps");
  const std::string text{std::istreambuf_iterator<char>(maps), {}};
  return text.find("opencv_imgcodecs") != std::string::npos;
}

TEST_SUITE("decoding through OpenCV") {
  TEST_CASE("the library is loaded by the first picture that needs it and not before") {
    CHECK_FALSE(library_is_loaded());
    CHECK_THROWS_AS(decoded("some text"), inkline::Error);
    CHECK_FALSE(library_is_loaded());
    decoded("P2 1 1 255 7\n");
    CHECK(library_is_loaded());
  }

  TEST_CASE("BMP has its last row first and a fourth byte that may mean nothing") {
    CHECK(values(decoded(bmp_header(1, 2, 24) + "\x01\x02\x03" + '\0' + "\x04\x05\x06" + '\0')) ==
          Values{4, 5, 6, 1, 2, 3});
    CHECK(values(decoded(bmp_header(1, 1, 32) + "\x01\x02\x03" + '\0')) == Values{1, 2, 3});
  }

  TEST_CASE("PNM of every kind, with comments") {
    CHECK(values(decoded("P1 # bits\n3 1\n1 0 1\n")) == Values{0, 255, 0});
    CHECK(values(decoded("P2\n# shades\n2 1 255\n7 250\n")) == Values{7, 250});
    CHECK(values(decoded("P3 1 1 255 30 20 10\n")) == Values{10, 20, 30});
    CHECK(values(decoded(std::string("P4 3 1\n") + '\xA0')) == Values{0, 255, 0});
    CHECK(values(decoded("P5 2 1 255\nAZ")) == Values{'A', 'Z'});
    CHECK(values(decoded("P6 1 1 255\nCBA")) == Values{'A', 'B', 'C'});
    CHECK(values(decoded("P7\nWIDTH 2\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nTUPLTYPE GRAYSCALE\n"
                         "ENDHDR\nAZ")) == Values{'A', 'Z'});
  }

  TEST_CASE("samples spread over all shades whatever the largest one is") {
    CHECK(values(decoded(std::string("P5 2 1 15\n\x0F\x03"))) == Values{255, 51});
    CHECK(values(decoded(std::string("P5 2 1 1023\n\x03\xFF\x02\x00", 16))) == Values{255, 128});
    CHECK(values(decoded(std::string("P5 2 1 65535\n\xFF\xFF\x80\x80", 17))) == Values{255, 128});
  }

  TEST_CASE("sizes are checked in the header, long before the pixels that are not there") {
    const std::string refusals[] = {
        "P5 30000 30000 255\n",
        "P7\nWIDTH 30000\nHEIGHT 30000\nDEPTH 1\nMAXVAL 255\nENDHDR\n",
        bmp_header(30000, 30000, 24),
        bmp_header(30000, -30000, 24),
        "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 30000 +X 30000\n",
        std::string("\x59\xA6\x6A\x95\0\0\x75\x30\0\0\x75\x30", 12) + std::string(20, '\0'),
    };
    for (const std::string& file : refusals) {
      CAPTURE(file.substr(0, 10));
      CHECK_THROWS_WITH_AS(decoded(file), doctest::Contains("30000 x 30000 pixels; the limit is"),
                           inkline::Error);
    }
    CHECK_THROWS_AS(decoded("P5 99999999999999999999 1 255\n"), inkline::Error);
  }

  TEST_CASE("no header that OpenCV's own decoders leave alone gets to GDAL behind them") {
    // OpenCV hands files with these four letters at this place to GDAL, which looks for XML in them
    // and would open other files and addresses that it names.
    for (const std::string head : {"P5#\n4 3 255 ", "P2(4 3 255 ", "P6\x80 4 3 255 "}) {
      CAPTURE(head);
      std::string file = head + "<WMS_Capabilities>";
      file.resize(140, ' ');
      CHECK_THROWS_WITH_AS(decoded(file + "DTED"), "a: not a picture of a known format",
                           inkline::Error);
    }
    CHECK(values(decoded("P2\v1 1 255 7\n")) == Values{7});
  }

  TEST_CASE("a size that OpenCV would take for none is refused, or its temporary file would stay") {
    for (const std::string head : {"Pf\n\n4 2\n-1\n", "PF\n4  2\n-1\n", "Pf\n4 0\n-1\n"}) {
      CAPTURE(head);
      CHECK_THROWS_WITH_AS(decoded(head + std::string(96, '\0')),
                           "a: not a picture of a known format", inkline::Error);
    }
    CHECK(values(decoded("Pf\n2 1\n-1\n" + std::string(8, '\0'))) == Values{0, 0});
  }

  TEST_CASE("a damaged file is refused and nothing is printed") {
    std::ostringstream printed;
    std::streambuf* const original = std::cerr.rdbuf(printed.rdbuf());
    CHECK_THROWS_WITH_AS(decoded("P5 20 20 255\nABC"),
                         "a: the picture is truncated, damaged or of an unknown kind",
                         inkline::Error);
    CHECK_THROWS_AS(decoded(bmp_header(100, 100, 24) + "ABC"), inkline::Error);
    std::cerr.rdbuf(original);
    CHECK(printed.str().empty());
  }
}

}  // namespace
