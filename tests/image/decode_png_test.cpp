#include <inkline/image/decode.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <spng.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/pictures.hpp"

namespace {

using inkline::decode_picture;
using inkline::Picture;
using namespace inkline::test;

struct PngOptions {
  spng_plte palette{};
  spng_trns transparency{};
  bool interlaced = false;
};

/// A PNG of any kind, from rows as the file holds them (16 bits in the machine's order).
Bytes raw_png(int width, int height, int colour_type, int depth, std::vector<unsigned char> rows,
              PngOptions options = {}) {
  spng_ctx* context = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(width);
  header.height = static_cast<std::uint32_t>(height);
  header.color_type = static_cast<std::uint8_t>(colour_type);
  header.bit_depth = static_cast<std::uint8_t>(depth);
  header.interlace_method = options.interlaced ? 1 : 0;
  spng_set_ihdr(context, &header);
  if (options.palette.n_entries > 0) spng_set_plte(context, &options.palette);
  const auto& trns = options.transparency;
  if (trns.n_type3_entries > 0 || trns.gray > 0) spng_set_trns(context, &options.transparency);
  REQUIRE(spng_encode_image(context, rows.data(), rows.size(), SPNG_FMT_PNG,
                            SPNG_ENCODE_FINALIZE) == 0);
  std::size_t size = 0;
  int status = 0;
  auto* buffer = static_cast<std::byte*>(spng_get_png_buffer(context, &size, &status));
  Bytes file(buffer, buffer + size);
  std::free(buffer);
  spng_ctx_free(context);
  return file;
}

/// Inserts an eXIf chunk behind the header.
Bytes with_png_exif(const Bytes& file, const Bytes& exif) {
  Bytes chunk;
  append_text(chunk, "eXIf");
  chunk.insert(chunk.end(), exif.begin(), exif.end());
  unsigned crc = 0xFFFFFFFFU;
  for (const std::byte byte : chunk) {
    crc ^= std::to_integer<unsigned>(byte);
    for (int i = 0; i < 8; ++i) crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
  }
  Bytes framed;
  append_number(framed, static_cast<unsigned>(exif.size()), 4, false);
  framed.insert(framed.end(), chunk.begin(), chunk.end());
  append_number(framed, ~crc, 4, false);
  Bytes result = file;
  result.insert(result.begin() + 33, framed.begin(), framed.end());
  return result;
}

TEST_SUITE("decoding PNG") {
  TEST_CASE("8 and 16 bits, colour and grey come back exactly") {
    for (const bool is_grey : {false, true}) {
      const cv::Mat card = is_grey ? grey_card(61, 150) : colour_card(61, 150);
      CHECK(difference(decode_picture(encoded(".png", card), "a").pixels, card) == 0);
      cv::Mat deep;
      card.convertTo(deep, CV_16U, 256, 77);
      CHECK(difference(decode_picture(encoded(".png", deep), "a").pixels, card) == 0);
    }
  }

  TEST_CASE("alpha is laid on white") {
    cv::Mat picture(1, 3, CV_8UC4, cv::Scalar(10, 20, 30, 255));
    picture.at<cv::Vec4b>(0, 1) = {10, 20, 30, 0};
    picture.at<cv::Vec4b>(0, 2) = {0, 100, 200, 51};  // a fifth
    CHECK(values(decode_picture(encoded(".png", picture), "a").pixels) ==
          Values{10, 20, 30, 255, 255, 255, 204, 224, 244});
    const Bytes grey_alpha =
        raw_png(3, 1, SPNG_COLOR_TYPE_GRAYSCALE_ALPHA, 8, {10, 255, 10, 0, 100, 51});
    CHECK(values(decode_picture(grey_alpha, "a").pixels) == Values{10, 255, 224});
  }

  TEST_CASE("1, 2 and 4 bits of grey spread over all shades") {
    CHECK(values(decode_picture(raw_png(4, 1, SPNG_COLOR_TYPE_GRAYSCALE, 1, {0b10100000}), "a")
                     .pixels) == Values{255, 0, 255, 0});
    CHECK(values(decode_picture(raw_png(4, 1, SPNG_COLOR_TYPE_GRAYSCALE, 2, {0b00011011}), "a")
                     .pixels) == Values{0, 85, 170, 255});
    CHECK(values(decode_picture(raw_png(2, 1, SPNG_COLOR_TYPE_GRAYSCALE, 4, {0x3F}), "a").pixels) ==
          Values{51, 255});
  }

  TEST_CASE("a grey shade that stands for transparent becomes paper") {
    PngOptions options;
    options.transparency.gray = 10;
    for (const int depth : {8, 16}) {
      std::vector<unsigned char> row{10, 0, 70, 0};
      if (depth == 8) row = {10, 70};
      CAPTURE(depth);
      const Picture picture =
          decode_picture(raw_png(2, 1, SPNG_COLOR_TYPE_GRAYSCALE, depth, row, options), "a");
      CHECK(values(picture.pixels) == (depth == 8 ? Values{255, 70} : Values{255, 0}));
    }
  }

  TEST_CASE("a transparent shade of two bits becomes paper and no other does") {
    PngOptions options;
    options.transparency.gray = 1;
    CHECK(values(decode_picture(raw_png(4, 1, SPNG_COLOR_TYPE_GRAYSCALE, 2, {0b00011011}, options),
                                "a")
                     .pixels) == Values{0, 255, 170, 255});
  }

  TEST_CASE("a palette of greys gives grey, one of colours gives colour, with their alpha") {
    PngOptions options;
    options.palette.n_entries = 2;
    options.palette.entries[0] = {20, 20, 20, 255};
    options.palette.entries[1] = {200, 200, 200, 255};
    const auto decoded = [&] {
      return decode_picture(raw_png(2, 1, SPNG_COLOR_TYPE_INDEXED, 1, {0b01000000}, options), "a");
    };
    CHECK(values(decoded().pixels) == Values{20, 200});
    options.palette.entries[1] = {200, 100, 50, 255};
    CHECK(values(decoded().pixels) == Values{20, 20, 20, 50, 100, 200});
    options.transparency.n_type3_entries = 1;  // the first entry; the others stay opaque
    options.transparency.type3_alpha[0] = 0;
    CHECK(values(decoded().pixels) == Values{255, 255, 255, 50, 100, 200});
  }

  TEST_CASE("an interlaced picture gives what a plain one gives") {
    cv::Mat rgb;
    cv::cvtColor(colour_card(37, 21), rgb, cv::COLOR_BGR2RGB);
    const std::vector<unsigned char> rows(rgb.datastart, rgb.dataend);
    PngOptions options;
    options.interlaced = true;
    const Bytes file = raw_png(37, 21, SPNG_COLOR_TYPE_TRUECOLOR, 8, rows, options);
    CHECK(difference(decode_picture(file, "a").pixels, colour_card(37, 21)) == 0);
  }

  TEST_CASE("interlaced pictures of one bit, whose passes share bytes, come back as well") {
    PngOptions options;
    for (const bool interlaced : {false, true}) {
      options.interlaced = interlaced;
      const std::vector<unsigned char> rows{0b10110010, 0b10000000, 0b01001101, 0b10000000};
      CHECK(values(decode_picture(raw_png(9, 2, SPNG_COLOR_TYPE_GRAYSCALE, 1, rows, options), "a")
                       .pixels) ==
            Values{255, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 255, 255});
    }
  }

  TEST_CASE("an orientation in an eXIf chunk is undone") {
    const cv::Mat card = colour_card(150, 70);
    for (int orientation = 1; orientation <= 8; ++orientation) {
      CAPTURE(orientation);
      const Bytes plain = encoded(".png", stored_as(card, orientation));
      const Bytes file = with_png_exif(plain, exif_block(orientation, false));
      CHECK(difference(decode_picture(file, "a").pixels, card) == 0);
    }
  }

  TEST_CASE("more pixels than the limit are refused") {
    const Bytes file = encoded(".png", grey_card(400, 300));
    CHECK_NOTHROW(decode_picture(file, "a", {.max_pixels = 120'000}));
    CHECK_THROWS_WITH_AS(
        decode_picture(file, "big.png", {.max_pixels = 119'999}),
        "big.png: the picture has 400 x 300 pixels; the limit is 119999 pixels in all",
        inkline::Error);
  }

  TEST_CASE("a cut file is refused") {
    const Bytes file = encoded(".png", colour_card(200, 150));
    for (std::size_t i = 0; i < 60; ++i) {
      CAPTURE(i);
      CHECK_THROWS_AS(decode_picture(std::span(file).first(file.size() * i / 60), "a"),
                      inkline::Error);
    }
    CHECK_THROWS_WITH_AS(decode_picture(std::span(file).first(file.size() / 2), "page.png"),
                         "page.png: the PNG file is truncated", inkline::Error);
  }
}

}  // namespace
