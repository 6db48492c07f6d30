#include <inkline/image/decode.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <tiffio.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/pictures.hpp"
#include "support/scratch_folder.hpp"

namespace {

using inkline::decode_picture;
using namespace inkline::test;

struct TiffLayout {
  int bits = 8;
  int samples = 1;
  int photometric = PHOTOMETRIC_MINISBLACK;
  int compression = COMPRESSION_NONE;
  int orientation = 1;
  int rows_per_strip = 0;  // 0: all in one
  int tile = 0;            // side of the tiles; 0: strips
  int extra = -1;          // kind of the last sample, when it is extra
  std::vector<std::uint16_t> red, green, blue;
};

void set_layout(TIFF* tiff, int width, int height, const TiffLayout& layout) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, layout.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, layout.samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, layout.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, layout.compression);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, layout.orientation);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  const auto extra = static_cast<std::uint16_t>(layout.extra);
  if (layout.extra >= 0) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &extra);
  if (!layout.red.empty()) {
    TIFFSetField(tiff, TIFFTAG_COLORMAP, layout.red.data(), layout.green.data(),
                 layout.blue.data());
  }
}

/// `rows` as the file holds them: `stride` bytes for each of the picture's rows.
Bytes tiff_file(int width, int height, const std::vector<unsigned char>& rows,
                const TiffLayout& layout) {
  const ScratchFolder folder;
  const auto path = folder.path() / "picture.tif";
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  set_layout(tiff, width, height, layout);
  const std::size_t stride = rows.size() / static_cast<std::size_t>(height);
  if (layout.tile == 0) {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP,
                 layout.rows_per_strip == 0 ? height : layout.rows_per_strip);
    for (int y = 0; y < height; ++y) {
      std::vector<unsigned char> row(rows.begin() + static_cast<std::ptrdiff_t>(stride) * y,
                                     rows.begin() + static_cast<std::ptrdiff_t>(stride) * (y + 1));
      REQUIRE(TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y)) == 1);
    }
  } else {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, layout.tile);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, layout.tile);
    const std::size_t pixel = stride / static_cast<std::size_t>(width);
    for (int top = 0; top < height; top += layout.tile) {
      for (int left = 0; left < width; left += layout.tile) {
        std::vector<unsigned char> tile(static_cast<std::size_t>(layout.tile * layout.tile) *
                                        pixel);
        for (int y = top; y < std::min(height, top + layout.tile); ++y) {
          for (int x = left; x < std::min(width, left + layout.tile); ++x) {
            const auto from =
                static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) * pixel;
            const auto to = static_cast<std::size_t>((y - top) * layout.tile + x - left) * pixel;
            std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(from), pixel,
                        tile.begin() + static_cast<std::ptrdiff_t>(to));
          }
        }
        REQUIRE(TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left),
                              static_cast<std::uint32_t>(top), 0, 0) > 0);
      }
    }
  }
  TIFFClose(tiff);
  return inkline::read_file(path);
}

std::vector<unsigned char> samples_of(const cv::Mat& picture) {
  cv::Mat rgb = picture.clone();
  if (picture.channels() == 3) cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
  return {rgb.datastart, rgb.dataend};
}

TiffLayout colour_layout() {
  TiffLayout layout;
  layout.samples = 3;
  layout.photometric = PHOTOMETRIC_RGB;
  return layout;
}

TEST_SUITE("decoding TIFF") {
  TEST_CASE("grey and colour come back exactly from one strip, many strips and tiles") {
    for (const int rows_per_strip : {0, 1, 7, 100}) {
      for (const int tile : {0, 32, 128}) {
        CAPTURE(rows_per_strip);
        CAPTURE(tile);
        TiffLayout layout = colour_layout();
        layout.rows_per_strip = rows_per_strip;
        layout.tile = tile;
        layout.compression = COMPRESSION_LZW;
        const cv::Mat colour = colour_card(75, 210);
        CHECK(difference(decode_picture(tiff_file(75, 210, samples_of(colour), layout), "a").pixels,
                         colour) == 0);
        layout.samples = 1;
        layout.photometric = PHOTOMETRIC_MINISBLACK;
        const cv::Mat grey = grey_card(75, 210);
        CHECK(difference(decode_picture(tiff_file(75, 210, samples_of(grey), layout), "a").pixels,
                         grey) == 0);
      }
    }
  }

  TEST_CASE("black on white of one bit, either way round and as fax, comes as grey") {
    TiffLayout layout;
    layout.bits = 1;
    const std::vector<unsigned char> rows{0b10100000, 0b01100000};
    CHECK(values(decode_picture(tiff_file(3, 2, rows, layout), "a").pixels) ==
          Values{255, 0, 255, 0, 255, 255});
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_CCITTFAX4}) {
      layout.photometric = PHOTOMETRIC_MINISWHITE;
      layout.compression = compression;
      CHECK(values(decode_picture(tiff_file(3, 2, rows, layout), "a").pixels) ==
            Values{0, 255, 0, 255, 0, 0});
    }
  }

  TEST_CASE("16 bits become 8") {
    TiffLayout layout;
    layout.bits = 16;
    const std::vector<std::uint16_t> shades{0, 0x8080, 0xFFFF};
    const auto* bytes = reinterpret_cast<const unsigned char*>(shades.data());
    CHECK(values(decode_picture(tiff_file(3, 1, {bytes, bytes + 6}, layout), "a").pixels) ==
          Values{0, 128, 255});
  }

  TEST_CASE("a palette of greys gives grey and one of colours gives colour") {
    TiffLayout layout;
    layout.photometric = PHOTOMETRIC_PALETTE;
    layout.red.resize(256);
    layout.red[1] = 200 * 257;
    layout.green = layout.blue = layout.red;
    CHECK(values(decode_picture(tiff_file(2, 1, {0, 1}, layout), "a").pixels) == Values{0, 200});
    layout.blue[1] = 50 * 257;
    CHECK(values(decode_picture(tiff_file(2, 1, {0, 1}, layout), "a").pixels) ==
          Values{0, 0, 0, 50, 200, 200});
  }

  TEST_CASE("alpha is laid on white, however it is stored") {
    TiffLayout layout = colour_layout();
    layout.samples = 4;
    layout.extra = EXTRASAMPLE_UNASSALPHA;
    CHECK(values(
              decode_picture(tiff_file(2, 1, {200, 100, 0, 51, 9, 9, 9, 0}, layout), "a").pixels) ==
          Values{204, 224, 244, 255, 255, 255});
    layout.extra = EXTRASAMPLE_ASSOCALPHA;
    CHECK(values(decode_picture(tiff_file(1, 1, {40, 20, 0, 51}, layout), "a").pixels) ==
          Values{204, 224, 244});
    layout.extra = EXTRASAMPLE_UNSPECIFIED;  // a mask of some kind, not alpha
    CHECK(values(decode_picture(tiff_file(1, 1, {40, 20, 0, 51}, layout), "a").pixels) ==
          Values{0, 20, 40});
    layout.photometric = PHOTOMETRIC_MINISBLACK;
    layout.samples = 2;
    layout.extra = EXTRASAMPLE_UNASSALPHA;
    CHECK(values(decode_picture(tiff_file(2, 1, {100, 51, 9, 0}, layout), "a").pixels) ==
          Values{224, 255});
  }

  TEST_CASE("ink of four colours becomes colour on white") {
    TiffLayout layout;
    layout.samples = 4;
    layout.photometric = PHOTOMETRIC_SEPARATED;
    const Values result = values(
        decode_picture(tiff_file(3, 1, {0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0}, layout), "a")
            .pixels);
    CHECK(result == Values{255, 255, 255, 0, 0, 0, 255, 255, 0});
  }

  TEST_CASE("JPEG within TIFF is colour as well") {
    TiffLayout layout = colour_layout();
    layout.compression = COMPRESSION_JPEG;
    layout.rows_per_strip = 16;
    const cv::Mat card = colour_card(64, 48);
    CHECK(difference(decode_picture(tiff_file(64, 48, samples_of(card), layout), "a").pixels,
                     card) < 6);
  }

  TEST_CASE("every orientation is undone, in strips and in tiles") {
    const cv::Mat card = colour_card(150, 70);
    for (const int tile : {0, 32}) {
      for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        TiffLayout layout = colour_layout();
        layout.orientation = orientation;
        layout.rows_per_strip = 9;
        layout.tile = tile;
        const cv::Mat stored = stored_as(card, orientation);
        const Bytes file = tiff_file(stored.cols, stored.rows, samples_of(stored), layout);
        CHECK(difference(decode_picture(file, "a").pixels, card) == 0);
      }
    }
  }

  TEST_CASE("more pixels than the limit are refused") {
    const Bytes file = tiff_file(100, 20, std::vector<unsigned char>(2000), {});
    CHECK_NOTHROW(decode_picture(file, "a", {.max_pixels = 2000}));
    CHECK_THROWS_WITH_AS(
        decode_picture(file, "big.tif", {.max_pixels = 1999}),
        "big.tif: the picture has 100 x 20 pixels; the limit is 1999 pixels in all",
        inkline::Error);
  }

  TEST_CASE("a cut file is refused") {
    TiffLayout layout = colour_layout();
    layout.rows_per_strip = 8;
    const Bytes file = tiff_file(200, 150, samples_of(colour_card(200, 150)), layout);
    for (std::size_t i = 0; i < 60; ++i) {
      CAPTURE(i);
      CHECK_THROWS_AS(decode_picture(std::span(file).first(file.size() * i / 60), "a"),
                      inkline::Error);
    }
  }
}

}  // namespace
