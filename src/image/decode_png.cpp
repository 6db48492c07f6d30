// PNG through libspng.

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <spng.h>

#include "alpha.hpp"
#include "exif.hpp"
#include "picture_source.hpp"
#include "upright_canvas.hpp"

namespace inkline {
namespace {

struct FreeContext {
  void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};
using Context = std::unique_ptr<spng_ctx, FreeContext>;

/// Colour profiles and texts larger than this are refused rather than unpacked.
constexpr std::size_t kMaxChunkBytes = std::size_t{16} << 20;

void expect(const PictureSource& source, int status) {
  if (status == SPNG_OK) return;
  if (status == SPNG_EOF || status == SPNG_IO_EOF) refuse(source, "the PNG file is truncated");
  refuse(source, std::string("not a PNG picture we can decode: ") + spng_strerror(status));
}

Context open_png(const PictureSource& source) {
  Context context(spng_ctx_new(0));
  if (!context) refuse(source, "no memory to decode PNG");
  expect(source, spng_set_crc_action(context.get(), SPNG_CRC_ERROR, SPNG_CRC_DISCARD));
  expect(source, spng_set_chunk_limits(context.get(), kMaxChunkBytes, kMaxChunkBytes));
  expect(source, spng_set_png_buffer(context.get(), source.data(), source.size()));
  return context;
}

/// Grey of up to 4 bits, or places in a palette: every sample stands for one of few colours.
bool has_few_colours(const spng_ihdr& header) {
  return header.color_type == SPNG_COLOR_TYPE_INDEXED ||
         (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth < 8);
}

using ColourTable = std::array<cv::Vec3b, 256>;

cv::Vec3b shade(int value) {
  return cv::Vec3b::all(static_cast<uchar>(value));
}

/// What each sample stands for, already laid on white; in grey all three values are the same.
ColourTable colour_table(spng_ctx* context, const spng_ihdr& header) {
  ColourTable table{};
  spng_trns transparency{};
  const bool has_alpha = spng_get_trns(context, &transparency) == SPNG_OK;
  spng_plte palette{};
  if (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE) {
    const int brightest = (1 << header.bit_depth) - 1;
    for (int i = 0; i <= brightest; ++i) {
      const bool is_paper = has_alpha && transparency.gray == i;
      table[static_cast<std::size_t>(i)] = shade(is_paper ? 255 : 255 * i / brightest);
    }
  } else if (spng_get_plte(context, &palette) == SPNG_OK) {
    for (std::size_t i = 0; i < palette.n_entries; ++i) {
      const spng_plte_entry& entry = palette.entries[i];
      const bool is_opaque = !has_alpha || i >= transparency.n_type3_entries;
      const std::uint8_t alpha = is_opaque ? std::uint8_t{255} : transparency.type3_alpha[i];
      table[i] = {on_white(entry.blue, alpha), on_white(entry.green, alpha),
                  on_white(entry.red, alpha)};
    }
  }
  return table;
}

bool is_grey(const ColourTable& table) {
  return std::all_of(table.begin(), table.end(), [](const cv::Vec3b& colour) {
    return colour[0] == colour[1] && colour[1] == colour[2];
  });
}

/// How libspng hands over the rows, and what becomes of them.
struct RowFormat {
  spng_format format = SPNG_FMT_RGBA8;
  int bits_per_pixel = 32;
  bool to_grey = false;
  ColourTable table = {};  ///< for samples of up to 8 bits that stand for colours

  bool uses_table() const { return format == SPNG_FMT_PNG; }
};

RowFormat choose_format(spng_ctx* context, const spng_ihdr& header) {
  if (has_few_colours(header)) {
    const ColourTable table = colour_table(context, header);
    return {SPNG_FMT_PNG, header.bit_depth, is_grey(table), table};
  }
  const bool is_plain_grey = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE;
  const bool to_grey = is_plain_grey || header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA;
  spng_trns transparency{};
  const bool has_alpha = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA ||
                         header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA ||
                         spng_get_trns(context, &transparency) == SPNG_OK;
  if (has_alpha) return {SPNG_FMT_RGBA8, 32, to_grey};
  if (is_plain_grey && header.bit_depth == 8) return {SPNG_FMT_G8, 8, to_grey};
  return {SPNG_FMT_RGB8, 24, to_grey};
}

/// libspng can do this too, at ten times the time for one bit a pixel.
void look_up_row(const std::uint8_t* from, const RowFormat& format, int width, uchar* to) {
  const auto bits = static_cast<unsigned>(format.bits_per_pixel);
  const unsigned mask = (1U << bits) - 1;
  for (unsigned x = 0; x < static_cast<unsigned>(width); ++x) {
    const unsigned end = (x + 1) * bits - 1;  // the last of its bits; the first pixel is on top
    const cv::Vec3b& colour =
        format.table[static_cast<unsigned>(from[end / 8]) >> (7 - end % 8) & mask];
    *to++ = colour[0];
    if (format.to_grey) continue;
    *to++ = colour[1];
    *to++ = colour[2];
  }
}

/// R, G, B and perhaps alpha, or grey, into grey or B, G, R.
void convert_row(const std::uint8_t* from, const RowFormat& format, int width, uchar* to) {
  const int from_channels = format.bits_per_pixel / 8;
  const int to_channels = format.to_grey ? 1 : 3;
  for (int x = 0; x < width; ++x, from += from_channels, to += to_channels) {
    const std::uint8_t alpha = from_channels == 4 ? from[3] : std::uint8_t{255};
    for (int i = 0; i < to_channels; ++i) to[i] = on_white(from[to_channels - 1 - i], alpha);
  }
}

/// Reads one row; the last one is answered with SPNG_EOI, as it should be.
void read_row(spng_ctx* context, const PictureSource& source, std::span<std::uint8_t> row) {
  const int status = spng_decode_row(context, row.data(), row.size());
  if (status != SPNG_EOI) expect(source, status);
}

/// All rows of an interlaced picture, which come in seven passes that each fill some of the pixels.
std::vector<std::uint8_t> read_interlaced(spng_ctx* context, const PictureSource& source,
                                          std::size_t row_bytes, std::size_t rows) {
  std::vector<std::uint8_t> all(row_bytes * rows);
  int status = SPNG_OK;
  while (status == SPNG_OK) {
    spng_row_info row{};
    expect(source, spng_get_row_info(context, &row));
    status = spng_decode_row(context, all.data() + row.row_num * row_bytes, row_bytes);
  }
  if (status != SPNG_EOI) expect(source, status);
  return all;
}

void read_picture(spng_ctx* context, const PictureSource& source, const spng_ihdr& header,
                  const RowFormat& format, UprightCanvas& canvas) {
  expect(source, spng_decode_image(context, nullptr, 0, format.format,
                                   SPNG_DECODE_PROGRESSIVE | SPNG_DECODE_TRNS));
  const cv::Size size = canvas.stored();
  const auto rows = static_cast<std::size_t>(size.height);
  const std::size_t row_bytes =
      (static_cast<std::size_t>(size.width) * static_cast<std::size_t>(format.bits_per_pixel) + 7) /
      8;
  const bool interlaced = header.interlace_method != SPNG_INTERLACE_NONE;
  std::vector<std::uint8_t> buffer = interlaced ? read_interlaced(context, source, row_bytes, rows)
                                                : std::vector<std::uint8_t>(row_bytes);
  for (int y = 0; y < size.height; y += UprightCanvas::kBandRows) {
    cv::Mat band = canvas.band(y);
    for (int i = 0; i < band.rows; ++i) {
      const std::size_t offset = interlaced ? static_cast<std::size_t>(y + i) * row_bytes : 0;
      const std::span<std::uint8_t> row = std::span(buffer).subspan(offset, row_bytes);
      if (!interlaced) read_row(context, source, row);
      const auto convert = format.uses_table() ? look_up_row : convert_row;
      convert(row.data(), format, size.width, band.ptr(i));
    }
    canvas.commit(y, band);
  }
}

int stored_orientation(spng_ctx* context) {
  spng_exif exif{};
  if (spng_get_exif(context, &exif) != SPNG_OK) return 1;
  return exif_orientation(std::as_bytes(std::span(exif.data, exif.length)));
}

}  // namespace

Picture decode_png(const PictureSource& source) {
  const Context context = open_png(source);
  spng_ihdr header{};
  expect(source, spng_get_ihdr(context.get(), &header));
  check_size(source, header.width, header.height);

  const RowFormat format = choose_format(context.get(), header);
  const cv::Size stored(static_cast<int>(header.width), static_cast<int>(header.height));
  UprightCanvas canvas(stored, format.to_grey ? CV_8UC1 : CV_8UC3,
                       stored_orientation(context.get()));
  read_picture(context.get(), source, header, format, canvas);
  return {canvas.pixels(), canvas.pixels().cols, canvas.pixels().rows};
}

}  // namespace inkline
