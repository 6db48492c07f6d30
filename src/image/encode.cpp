#include <inkline/image/encode.hpp>

#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>

#include <spng.h>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>

namespace inkline {
namespace {

struct FreeContext {
  void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};
using Context = std::unique_ptr<spng_ctx, FreeContext>;

/// Nearly as small as the best for drawings and pages, at a fifth of the time.
constexpr int kCompressionLevel = 3;

/// The picture is our own, so a refusal by libspng is a defect (or the end of memory).
void expect(int status) {
  if (status != SPNG_OK) {
    throw Error(Fault::defect, std::string("cannot encode PNG: ") + spng_strerror(status));
  }
}

void copy_as_rgb(const cv::Mat& picture, int y, std::span<std::uint8_t> row) {
  const uchar* from = picture.ptr(y);
  const std::size_t channels = static_cast<std::size_t>(picture.channels());
  for (std::size_t i = 0; i < row.size(); i += channels) {
    for (std::size_t c = 0; c < channels; ++c) row[i + c] = from[i + channels - 1 - c];
  }
}

void encode_rows(spng_ctx* context, const cv::Mat& picture) {
  std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.cols) * picture.elemSize());
  for (int y = 0; y < picture.rows; ++y) {
    copy_as_rgb(picture, y, row);
    const int status = spng_encode_row(context, row.data(), row.size());
    if (status != SPNG_EOI) expect(status);
  }
}

std::vector<std::byte> take_bytes(spng_ctx* context) {
  std::size_t size = 0;
  int status = SPNG_OK;
  const std::unique_ptr<void, decltype(&std::free)> buffer(
      spng_get_png_buffer(context, &size, &status), &std::free);
  expect(status);
  const auto* bytes = static_cast<const std::byte*>(buffer.get());
  return {bytes, bytes + size};
}

}  // namespace

std::vector<std::byte> encode_png(const cv::Mat& grey_or_bgr) {
  assert(!grey_or_bgr.empty());
  assert(grey_or_bgr.type() == CV_8UC1 || grey_or_bgr.type() == CV_8UC3);
  const bool is_grey = grey_or_bgr.channels() == 1;
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(grey_or_bgr.cols);
  header.height = static_cast<std::uint32_t>(grey_or_bgr.rows);
  header.bit_depth = 8;
  header.color_type = is_grey ? SPNG_COLOR_TYPE_GRAYSCALE : SPNG_COLOR_TYPE_TRUECOLOR;

  const Context context(spng_ctx_new(SPNG_CTX_ENCODER));
  if (!context) throw std::bad_alloc();
  expect(spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1));
  expect(spng_set_option(context.get(), SPNG_IMG_COMPRESSION_LEVEL, kCompressionLevel));
  expect(spng_set_ihdr(context.get(), &header));
  expect(spng_encode_image(context.get(), nullptr, 0, SPNG_FMT_PNG,
                           SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE));
  encode_rows(context.get(), grey_or_bgr);
  return take_bytes(context.get());
}

void write_png(const std::filesystem::path& path, const cv::Mat& grey_or_bgr) {
  write_file_atomically(path, encode_png(grey_or_bgr));
}

}  // namespace inkline
