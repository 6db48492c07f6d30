// Files that were damaged, made by someone who means harm, or are no pictures at all.

#include <inkline/image/decode.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

#include <sys/resource.h>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

#include "support/pictures.hpp"

namespace {

using inkline::decode_picture;
using namespace inkline::test;

Bytes bytes_of(std::string_view text) {
  Bytes bytes;
  append_text(bytes, text);
  return bytes;
}

std::string refusal_of(const Bytes& file, const std::string& name = "page.jpg",
                       const inkline::DecodeParams& params = {}) {
  try {
    decode_picture(file, name, params);
  } catch (const inkline::Error& error) {
    CHECK(error.fault() == inkline::Fault::input);
    return error.what();
  }
  return "no refusal";
}

void put_number(Bytes& file, std::size_t offset, unsigned value, int count, bool little_endian) {
  Bytes number;
  append_number(number, value, count, little_endian);
  std::copy(number.begin(), number.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}

std::size_t find(const Bytes& file, const Bytes& pattern) {
  const auto found = std::search(file.begin(), file.end(), pattern.begin(), pattern.end());
  return static_cast<std::size_t>(found - file.begin());
}

/// A JPEG that claims another size than the data it has.
Bytes jpeg_claiming(unsigned width, unsigned height, const std::vector<int>& settings = {}) {
  Bytes file = encoded(".jpg", grey_card(16, 16), settings);
  const bool progressive = !settings.empty();
  Bytes frame;
  append_number(frame, progressive ? 0xFFC2 : 0xFFC0, 2, false);
  const std::size_t start = find(file, frame);
  put_number(file, start + 5, height, 2, false);
  put_number(file, start + 7, width, 2, false);
  return file;
}

/// A progressive JPEG whose first scan comes again and again.
Bytes jpeg_with_scans(int count) {
  const Bytes file = encoded(".jpg", grey_card(64, 64), {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
  const auto marker = [](unsigned code) {
    Bytes bytes;
    append_number(bytes, code, 2, false);
    return bytes;
  };
  const auto begin = file.begin() + static_cast<std::ptrdiff_t>(find(file, marker(0xFFDA)));
  const Bytes rest(begin, file.end());
  const std::size_t length = find(rest, marker(0xFFC4));  // the tables of the next scan
  Bytes result(file.begin(), begin);
  for (int i = 0; i < count; ++i) {
    result.insert(result.end(), begin, begin + static_cast<std::ptrdiff_t>(length));
  }
  result.insert(result.end(), begin, file.end());
  return result;
}

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST_SUITE("decoding what is no proper picture") {
  TEST_CASE("what is no picture at all is refused in one line") {
    CHECK(refusal_of({}) == "page.jpg: the file is empty");
    for (const char* text : {"Dear Sir,\nthis is a letter.\n", "BMW is a car, not a picture.",
                             "P1 is no header", "x", "\xFF", "\xFF\xD8", "RIFF", "II"}) {
      CAPTURE(text);
      CHECK(refusal_of(bytes_of(text)) == "page.jpg: not a picture of a known format");
    }
  }

  TEST_CASE("formats that we do not read are named") {
    CHECK(refusal_of(bytes_of("%PDF-1.7")) ==
          "page.jpg: PDF is not supported; convert it to PNG or JPEG first");
    CHECK(refusal_of(bytes_of("GIF89a...")).find("GIF is not supported") != std::string::npos);
    CHECK(refusal_of(bytes_of(std::string("\0\0\0\x18", 4) + "ftypheic")).find("HEIF is not") !=
          std::string::npos);
  }

  TEST_CASE("a picture of one pixel is a picture") {
    for (const char* extension : {".jpg", ".png", ".tif", ".webp", ".bmp", ".ppm"}) {
      CAPTURE(extension);
      const cv::Mat white(1, 1, CV_8UC3, cv::Scalar(255, 255, 255));
      CHECK(values(decode_picture(encoded(extension, white), "a").pixels) == Values{255, 255, 255});
    }
  }

  TEST_CASE("a bad limit is refused by name") {
    CHECK_THROWS_WITH_AS(decode_picture(encoded(".png", grey_card(2, 2)), "a", {.max_pixels = 0}),
                         doctest::Contains("decode.max_pixels"), inkline::Error);
  }

  TEST_CASE("a few bytes that claim 30000 x 30000 pixels are refused without taking memory") {
    Bytes png = encoded(".png", grey_card(16, 16));
    put_number(png, 16, 30000, 4, false);
    put_number(png, 20, 30000, 4, false);
    Bytes bmp = encoded(".bmp", grey_card(16, 16));
    put_number(bmp, 18, 30000, 4, true);
    put_number(bmp, 22, 30000, 4, true);
    const long before = peak_kilobytes();
    for (const Bytes& file : {png, bmp, jpeg_claiming(30000, 30000), jpeg_claiming(65500, 65500),
                              jpeg_claiming(30000, 30000, {cv::IMWRITE_JPEG_PROGRESSIVE, 1})}) {
      CHECK(refusal_of(file) != "no refusal");
    }
    CHECK(refusal_of(jpeg_claiming(65500, 65500)) ==
          "page.jpg: the picture has 65500 x 65500 pixels; the limit is 64000000 pixels in all");
    // Reducing it would not help: libjpeg keeps progressive files in full.
    CHECK(refusal_of(jpeg_claiming(30000, 30000, {cv::IMWRITE_JPEG_PROGRESSIVE, 1})) ==
          "page.jpg: the picture has 30000 x 30000 pixels; the limit is 64000000 pixels in all");
    CHECK(peak_kilobytes() - before < 100'000);
  }

  TEST_CASE("a JPEG of very many scans is refused, one of some more than usual is not") {
    CHECK_NOTHROW(decode_picture(jpeg_with_scans(40), "a"));
    CHECK(refusal_of(jpeg_with_scans(5000)) == "page.jpg: the JPEG file has more than 100 scans");
  }

  TEST_CASE("random damage gives a picture or an error, and soon") {
    const auto start = std::chrono::steady_clock::now();
    std::mt19937 random(20240229);
    const cv::Mat card = colour_card(48, 32);
    const std::vector<Bytes> files{
        encoded(".jpg", card),
        encoded(".jpg", card, {cv::IMWRITE_JPEG_PROGRESSIVE, 1}),
        with_jpeg_exif(encoded(".jpg", card), exif_block(6, true)),
        encoded(".png", card),
        encoded(".tif", card),
        encoded(".webp", card),
        encoded(".bmp", card),
        encoded(".ppm", card),
    };
    int decoded = 0;
    for (const Bytes& file : files) {
      for (int round = 0; round < 300; ++round) {
        Bytes damaged = file;
        const unsigned changes = 1 + random() % 4;
        const std::size_t reach = random() % 2 == 0 ? damaged.size() : 64;  // headers above all
        for (unsigned i = 0; i < changes; ++i) {
          damaged[random() % std::min(reach, damaged.size())] = static_cast<std::byte>(random());
        }
        try {
          decoded += decode_picture(damaged, "a", {.max_pixels = 100'000}).pixels.empty() ? 0 : 1;
        } catch (const inkline::Error& error) {
          CHECK(std::string_view(error.what()).find('\n') == std::string_view::npos);
        }
      }
    }
    CHECK(decoded > 200);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
  }
}

}  // namespace
