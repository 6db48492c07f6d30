// PNG through libspng.

#include <algorithm>
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

bool has_transparent_entry(spng_ctx* context) {
  spng_trns transparency{};
  return spng_get_trns(context, &transparency) == SPNG_OK;
}

bool palette_is_grey(spng_ctx* context) {
  spng_plte palette{};
  if (spng_get_plte(context, &palette) != SPNG_OK) return false;
  return std::all_of(palette.entries, palette.entries + palette.n_entries, [](const auto& entry) {
    return entry.red == entry.green && entry.green == entry.blue;
  });
}

bool is_grey(spng_ctx* context, const spng_ihdr& header) {
  switch (header.color_type) {
    case SPNG_COLOR_TYPE_GRAYSCALE:
    case SPNG_COLOR_TYPE_GRAYSCALE_ALPHA:
      return true;
    case SPNG_COLOR_TYPE_INDEXED:
      return palette_is_grey(context);
    default:
      return false;
  }
}

/// How libspng hands over the rows.
struct RowFormat {
  spng_format format = SPNG_FMT_RGBA8;
  int channels = 4;
};

RowFormat choose_format(spng_ctx* context, const spng_ihdr& header) {
  const bool has_alpha = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA ||
                         header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA ||
                         has_transparent_entry(context);
  if (has_alpha) return {SPNG_FMT_RGBA8, 4};
  const bool is_plain_grey = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE;
  if (is_plain_grey && header.bit_depth <= 8) return {SPNG_FMT_G8, 1};
  return {SPNG_FMT_RGB8, 3};
}

/// One row of libspng's R, G, B and alpha into grey or B, G, R; `to` has 1 or 3 channels.
void convert_row(const std::uint8_t* from, int from_channels, int width, uchar* to,
                 int to_channels) {
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
  const int channels = canvas.pixels().channels();
  const std::size_t row_bytes =
      static_cast<std::size_t>(size.width) * static_cast<std::size_t>(format.channels);
  const bool interlaced = header.interlace_method != SPNG_INTERLACE_NONE;
  std::vector<std::uint8_t> buffer =
      interlaced
          ? read_interlaced(context, source, row_bytes, static_cast<std::size_t>(size.height))
          : std::vector<std::uint8_t>(row_bytes);
  for (int y = 0; y < size.height; y += UprightCanvas::kBandRows) {
    cv::Mat band = canvas.band(y);
    for (int i = 0; i < band.rows; ++i) {
      const std::size_t offset = interlaced ? static_cast<std::size_t>(y + i) * row_bytes : 0;
      const std::span<std::uint8_t> row = std::span(buffer).subspan(offset, row_bytes);
      if (!interlaced) read_row(context, source, row);
      convert_row(row.data(), format.channels, size.width, band.ptr(i), channels);
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

  const int type = is_grey(context.get(), header) ? CV_8UC1 : CV_8UC3;
  const RowFormat format = choose_format(context.get(), header);
  const cv::Size stored(static_cast<int>(header.width), static_cast<int>(header.height));
  UprightCanvas canvas(stored, type, stored_orientation(context.get()));
  read_picture(context.get(), source, header, format, canvas);
  return {canvas.pixels(), canvas.pixels().cols, canvas.pixels().rows};
}

}  // namespace inkline
