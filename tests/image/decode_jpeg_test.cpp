#include <inkline/image/decode.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <jpeglib.h>

#include <doctest/doctest.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/pictures.hpp"

namespace {

using inkline::decode_picture;
using inkline::Picture;
using namespace inkline::test;

/// One pixel of four inks, 16 x 16 times so that nothing blurs.
Bytes cmyk_jpeg(std::array<JSAMPLE, 4> ink, bool adobe) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &buffer, &size);
  info.image_width = 16;
  info.image_height = 16;
  info.input_components = 4;
  info.in_color_space = JCS_CMYK;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 100, TRUE);
  info.write_Adobe_marker = adobe ? TRUE : FALSE;
  jpeg_start_compress(&info, TRUE);
  std::vector<JSAMPLE> row;
  for (int x = 0; x < 16; ++x) row.insert(row.end(), ink.begin(), ink.end());
  JSAMPROW rows = row.data();
  for (int y = 0; y < 16; ++y) jpeg_write_scanlines(&info, &rows, 1);
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  const auto* bytes = reinterpret_cast<const std::byte*>(buffer);
  Bytes file(bytes, bytes + size);
  std::free(buffer);
  return file;
}

TEST_SUITE("decoding JPEG") {
  TEST_CASE("ink of four colours becomes colour on white, stored either way") {
    const auto first_pixel = [](const Bytes& file) {
      return decode_picture(file, "a").pixels.at<cv::Vec3b>(0, 0);
    };
    CHECK(first_pixel(cmyk_jpeg({255, 0, 0, 0}, false)) == cv::Vec3b(255, 255, 0));
    CHECK(first_pixel(cmyk_jpeg({0, 0, 0, 255}, false)) == cv::Vec3b(0, 0, 0));
    CHECK(first_pixel(cmyk_jpeg({0, 255, 255, 255}, true)) == cv::Vec3b(255, 255, 0));
    CHECK(first_pixel(cmyk_jpeg({255, 255, 255, 0}, true)) == cv::Vec3b(0, 0, 0));
  }

  TEST_CASE("colour comes as blue, green, red and grey as one channel") {
    const Picture colour = decode_picture(encoded(".jpg", colour_card(40, 30)), "a.jpg");
    CHECK(colour.pixels.type() == CV_8UC3);
    CHECK(difference(colour.pixels, colour_card(40, 30)) < 6);
    CHECK(colour.full_width == 40);
    CHECK(colour.full_height == 30);
    const Picture grey = decode_picture(encoded(".jpg", grey_card(40, 30)), "a.jpg");
    CHECK(grey.pixels.type() == CV_8UC1);
    CHECK(difference(grey.pixels, grey_card(40, 30)) < 6);
  }

  TEST_CASE("a progressive file gives what a plain one gives") {
    const cv::Mat card = colour_card(130, 70);
    const Bytes plain = encoded(".jpg", card);
    const Bytes progressive = encoded(".jpg", card, {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    CHECK(difference(decode_picture(plain, "a").pixels, decode_picture(progressive, "b").pixels) ==
          0);
  }

  TEST_CASE("every EXIF orientation is undone, in either byte order") {
    const cv::Mat card = colour_card(150, 70);
    for (const bool little_endian : {true, false}) {
      for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const Bytes plain = encoded(".jpg", stored_as(card, orientation));
        const Bytes file = with_jpeg_exif(plain, exif_block(orientation, little_endian));
        const Picture picture = decode_picture(file, "a.jpg");
        CHECK(picture.full_width == 150);
        CHECK(picture.full_height == 70);
        CHECK(difference(picture.pixels, card) < 6);
      }
    }
  }

  TEST_CASE("an orientation block that is damaged or out of range is taken as upright") {
    const cv::Mat card = colour_card(40, 30);
    const Bytes plain = encoded(".jpg", card);
    Bytes exif = exif_block(6, true);
    for (const int value : {0, 9, 255}) {
      CHECK(decode_picture(with_jpeg_exif(plain, exif_block(value, true)), "a").full_width == 40);
    }
    for (std::size_t length = 0; length < exif.size(); ++length) {
      const Bytes cut(exif.begin(), exif.begin() + static_cast<std::ptrdiff_t>(length));
      CHECK_NOTHROW(decode_picture(with_jpeg_exif(plain, cut), "a"));
    }
    std::fill(exif.begin() + 4, exif.end(), std::byte{0xFF});
    CHECK(decode_picture(with_jpeg_exif(plain, exif), "a").full_width == 40);
  }

  TEST_CASE("more pixels than the limit are halved until they fit, and the full size is told") {
    const Bytes file = encoded(".jpg", grey_card(401, 300));
    CHECK(decode_picture(file, "a", {.max_pixels = 401 * 300}).pixels.cols == 401);
    const Picture half = decode_picture(file, "a", {.max_pixels = 401 * 300 - 1});
    CHECK(half.pixels.size() == cv::Size(201, 150));
    CHECK(half.full_width == 401);
    CHECK(half.full_height == 300);
    CHECK(decode_picture(file, "a", {.max_pixels = 51 * 38}).pixels.size() == cv::Size(51, 38));
    CHECK_THROWS_WITH_AS(
        decode_picture(file, "big.jpg", {.max_pixels = 51 * 38 - 1}),
        "big.jpg: the picture has 401 x 300 pixels; the limit is 1937 pixels in all",
        inkline::Error);
  }

  TEST_CASE("a cut file is refused unless the end marker alone is missing") {
    for (const int progressive : {0, 1}) {
      const Bytes file =
          encoded(".jpg", colour_card(200, 150), {cv::IMWRITE_JPEG_PROGRESSIVE, progressive});
      for (std::size_t i = 1; i < 60; ++i) {
        CAPTURE(i);
        const std::size_t length = file.size() * i / 60;
        CHECK_THROWS_AS(decode_picture(std::span(file).first(length), "a"), inkline::Error);
      }
    }
    const Bytes file = encoded(".jpg", colour_card(200, 150));
    CHECK_NOTHROW(decode_picture(std::span(file).first(file.size() - 2), "a"));
    CHECK_THROWS_WITH_AS(decode_picture(std::span(file).first(file.size() / 2), "page.jpg"),
                         "page.jpg: the JPEG file is truncated", inkline::Error);
  }
}

}  // namespace
