#include <inkline/image/decode.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

#include "support/pictures.hpp"

namespace {

using inkline::decode_picture;
using namespace inkline::test;

const std::vector<int> kLossless{cv::IMWRITE_WEBP_QUALITY, 101};

/// The file as an extended one with an EXIF chunk at its end.
Bytes with_webp_exif(const Bytes& file, cv::Size size, const Bytes& exif) {
  Bytes chunks;
  append_text(chunks, "WEBPVP8X");
  append_number(chunks, 10, 4, true);
  append_number(chunks, 0x08, 4, true);  // there is an EXIF chunk
  append_number(chunks, static_cast<unsigned>(size.width - 1), 3, true);
  append_number(chunks, static_cast<unsigned>(size.height - 1), 3, true);
  chunks.insert(chunks.end(), file.begin() + 12, file.end());
  append_text(chunks, "EXIF");
  append_number(chunks, static_cast<unsigned>(exif.size()), 4, true);
  chunks.insert(chunks.end(), exif.begin(), exif.end());
  Bytes result;
  append_text(result, "RIFF");
  append_number(result, static_cast<unsigned>(chunks.size()), 4, true);
  result.insert(result.end(), chunks.begin(), chunks.end());
  return result;
}

TEST_SUITE("decoding WebP") {
  TEST_CASE("lossless and lossy pictures come back") {
    const cv::Mat card = colour_card(150, 70);
    CHECK(difference(decode_picture(encoded(".webp", card, kLossless), "a").pixels, card) == 0);
    CHECK(difference(decode_picture(encoded(".webp", card), "a").pixels, card) < 6);
  }

  TEST_CASE("alpha is laid on white") {
    cv::Mat picture(1, 2, CV_8UC4, cv::Scalar(0, 100, 200, 51));
    picture.at<cv::Vec4b>(0, 1) = {10, 20, 30, 255};
    CHECK(values(decode_picture(encoded(".webp", picture, kLossless), "a").pixels) ==
          Values{204, 224, 244, 10, 20, 30});
  }

  TEST_CASE("every EXIF orientation is undone") {
    const cv::Mat card = colour_card(150, 70);
    for (int orientation = 1; orientation <= 8; ++orientation) {
      CAPTURE(orientation);
      const cv::Mat stored = stored_as(card, orientation);
      const Bytes file = with_webp_exif(encoded(".webp", stored, kLossless), stored.size(),
                                        exif_block(orientation, true));
      CHECK(difference(decode_picture(file, "a").pixels, card) == 0);
    }
  }

  TEST_CASE("more pixels than the limit are refused") {
    const Bytes file = encoded(".webp", colour_card(100, 20));
    CHECK_THROWS_WITH_AS(
        decode_picture(file, "big.webp", {.max_pixels = 1999}),
        "big.webp: the picture has 100 x 20 pixels; the limit is 1999 pixels in all",
        inkline::Error);
  }

  TEST_CASE("a cut file is refused") {
    for (const auto& settings : {std::vector<int>{}, kLossless}) {
      const Bytes file = encoded(".webp", colour_card(200, 150), settings);
      for (std::size_t i = 0; i < 60; ++i) {
        CAPTURE(i);
        CHECK_THROWS_AS(decode_picture(std::span(file).first(file.size() * i / 60), "a"),
                        inkline::Error);
      }
      CHECK_THROWS_WITH_AS(decode_picture(std::span(file).first(file.size() / 2), "page.webp"),
                           "page.webp: the WebP file is truncated", inkline::Error);
    }
  }
}

}  // namespace
