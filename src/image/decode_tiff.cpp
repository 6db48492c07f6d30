// TIFF through libtiff, first page.
//
// libtiff's RGBA reader knows every way of storing pixels: any depth, palettes, separate planes,
// CMYK, YCbCr, tiles. It is asked for one row of strips or tiles at a time.

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include <tiffio.h>

#include "alpha.hpp"
#include "picture_source.hpp"
#include "upright_canvas.hpp"

namespace inkline {
namespace {

/// The file as libtiff sees it, and the first thing it complained about.
struct MemoryFile {
  std::span<const std::byte> bytes;
  std::uint64_t position = 0;
  std::string complaint = {};
};

MemoryFile& file_of(thandle_t handle) {
  return *static_cast<MemoryFile*>(handle);
}

tmsize_t read_bytes(thandle_t handle, void* buffer, tmsize_t count) {
  MemoryFile& file = file_of(handle);
  if (count <= 0 || file.position >= file.bytes.size()) return 0;
  const std::size_t available = file.bytes.size() - static_cast<std::size_t>(file.position);
  const std::size_t taken = std::min(available, static_cast<std::size_t>(count));
  std::memcpy(buffer, file.bytes.data() + file.position, taken);
  file.position += taken;
  return static_cast<tmsize_t>(taken);
}

tmsize_t write_nothing(thandle_t, void*, tmsize_t) {
  return 0;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  MemoryFile& file = file_of(handle);
  const std::uint64_t start = whence == SEEK_SET   ? 0
                              : whence == SEEK_CUR ? file.position
                                                   : file.bytes.size();
  file.position = start + offset;
  return file.position;
}

int close_nothing(thandle_t) {
  return 0;
}

toff_t size_of(thandle_t handle) {
  return file_of(handle).bytes.size();
}

/// Answering 1 keeps libtiff from printing.
int keep_complaint(TIFF*, void* user, const char*, const char* format, va_list arguments) {
  std::string& complaint = static_cast<MemoryFile*>(user)->complaint;
  if (!complaint.empty()) return 1;
  std::array<char, 300> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  complaint = text.data();
  return 1;
}

int drop_warning(TIFF*, void*, const char*, const char*, va_list) {
  return 1;
}

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

[[noreturn]] void refuse_tiff(const PictureSource& source, const std::string& complaint) {
  refuse(source, "the TIFF file is truncated, damaged or of an unknown kind: " + complaint);
}

/// Most memory for one thing within libtiff, such as a strip of 16-bit colour and alpha.
tmsize_t memory_limit(const PictureSource& source) {
  constexpr tmsize_t bytes_per_pixel = 8;
  constexpr tmsize_t directory = tmsize_t{1} << 20;
  return bytes_per_pixel * source.max_pixels + directory;
}

Tiff open_tiff(const PictureSource& source, MemoryFile& file) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(
      TIFFOpenOptionsAlloc(), &TIFFOpenOptionsFree);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), memory_limit(source));
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_complaint, &file);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), drop_warning, nullptr);
  Tiff tiff(TIFFClientOpenExt("", "rm", &file, read_bytes, write_nothing, seek, close_nothing,
                              size_of, nullptr, nullptr, options.get()));
  if (!tiff) refuse_tiff(source, file.complaint);
  return tiff;
}

template <class Number>
Number field(TIFF* tiff, std::uint32_t tag, Number otherwise) {
  Number value{};
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : otherwise;
}

bool palette_is_grey(TIFF* tiff) {
  std::uint16_t* red = nullptr;
  std::uint16_t* green = nullptr;
  std::uint16_t* blue = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue) != 1) return false;
  const auto bits = field<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  const std::size_t entries = std::size_t{1} << std::min<unsigned>(bits, 16);
  return std::equal(red, red + entries, green) && std::equal(red, red + entries, blue);
}

bool is_grey(TIFF* tiff) {
  switch (field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB)) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
      return true;
    case PHOTOMETRIC_PALETTE:
      return palette_is_grey(tiff);
    default:
      return false;
  }
}

/// What the fourth byte of a pixel from libtiff means.
enum class Alpha { none, multiplied, separate };

Alpha alpha_kind(TIFF* tiff, bool grey) {
  std::uint16_t count = 0;
  std::uint16_t* kinds = nullptr;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds);
  if (count == 0 || kinds[0] == EXTRASAMPLE_UNSPECIFIED) return Alpha::none;
  // libtiff multiplies colours by a separate alpha for us, greys it leaves.
  return grey && kinds[0] == EXTRASAMPLE_UNASSALPHA ? Alpha::separate : Alpha::multiplied;
}

uchar on_paper(std::uint32_t sample, std::uint32_t alpha, Alpha kind) {
  const auto value = static_cast<uchar>(sample);
  if (kind == Alpha::none) return value;
  if (kind == Alpha::separate) return on_white(value, static_cast<uchar>(alpha));
  return static_cast<uchar>(std::min(255U, sample + 255U - alpha));
}

void convert_row(std::span<const std::uint32_t> from, Alpha alpha, int channels, uchar* to) {
  for (const std::uint32_t pixel : from) {
    if (channels == 3) {
      *to++ = on_paper(TIFFGetB(pixel), TIFFGetA(pixel), alpha);
      *to++ = on_paper(TIFFGetG(pixel), TIFFGetA(pixel), alpha);
    }
    *to++ = on_paper(TIFFGetR(pixel), TIFFGetA(pixel), alpha);
  }
}

/// The rows [y, y + rows) of the picture, as libtiff hands them over.
void convert_rows(std::span<const std::uint32_t> raster, int y, int rows, Alpha alpha,
                  UprightCanvas& canvas) {
  const auto width = static_cast<std::size_t>(canvas.stored().width);
  for (int done = 0; done < rows; done += UprightCanvas::kBandRows) {
    cv::Mat band = canvas.band(y + done);
    band = band.rowRange(0, std::min(band.rows, rows - done));
    for (int i = 0; i < band.rows; ++i) {
      const std::size_t offset = static_cast<std::size_t>(done + i) * width;
      convert_row(raster.subspan(offset, width), alpha, band.channels(), band.ptr(i));
    }
    canvas.commit(y + done, band);
  }
}

/// Rows that are stored together: those of a tile or strip. They are decoded at once.
int rows_together(TIFF* tiff, const PictureSource& source, cv::Size stored) {
  if (TIFFIsTiled(tiff) == 0) {
    const auto rows = field<std::uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, UINT32_MAX);
    if (rows == 0) refuse_tiff(source, "a strip of no rows");
    return static_cast<int>(std::min(rows, static_cast<std::uint32_t>(stored.height)));
  }
  const auto width = field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0);
  const auto height = field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 0);
  check_size(source, width, height);
  return static_cast<int>(std::min(height, static_cast<std::uint32_t>(stored.height)));
}

struct RgbaReader {
  TIFFRGBAImage image{};
  bool begun = false;

  RgbaReader() = default;
  RgbaReader(const RgbaReader&) = delete;
  RgbaReader& operator=(const RgbaReader&) = delete;
  ~RgbaReader() {
    if (begun) TIFFRGBAImageEnd(&image);
  }
};

void read_picture(TIFF* tiff, const PictureSource& source, const MemoryFile& file,
                  UprightCanvas& canvas) {
  const cv::Size size = canvas.stored();
  const int step = rows_together(tiff, source, size);
  const Alpha alpha = alpha_kind(tiff, canvas.pixels().channels() == 1);

  std::array<char, 1024> complaint{};
  RgbaReader reader;
  reader.begun = TIFFRGBAImageOK(tiff, complaint.data()) == 1 &&
                 TIFFRGBAImageBegin(&reader.image, tiff, 1, complaint.data()) == 1;
  if (!reader.begun) refuse_tiff(source, complaint.data());
  reader.image.orientation = ORIENTATION_TOPLEFT;  // rows as stored; the canvas turns them
  reader.image.req_orientation = ORIENTATION_TOPLEFT;

  const auto width = static_cast<std::size_t>(size.width);
  std::vector<std::uint32_t> raster(width * static_cast<std::size_t>(step));
  for (int y = 0; y < size.height; y += step) {
    const int rows = std::min(step, size.height - y);
    reader.image.row_offset = y;
    if (TIFFRGBAImageGet(&reader.image, raster.data(), static_cast<std::uint32_t>(size.width),
                         static_cast<std::uint32_t>(rows)) != 1) {
      refuse_tiff(source, file.complaint);
    }
    convert_rows(raster, y, rows, alpha, canvas);
  }
}

int stored_orientation(TIFF* tiff) {
  const int orientation = field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace

Picture decode_tiff(const PictureSource& source) {
  MemoryFile file{.bytes = source.bytes};
  const Tiff tiff = open_tiff(source, file);
  const auto width = field<std::uint32_t>(tiff.get(), TIFFTAG_IMAGEWIDTH, 0);
  const auto height = field<std::uint32_t>(tiff.get(), TIFFTAG_IMAGELENGTH, 0);
  check_size(source, width, height);

  const cv::Size stored(static_cast<int>(width), static_cast<int>(height));
  const int type = is_grey(tiff.get()) ? CV_8UC1 : CV_8UC3;
  UprightCanvas canvas(stored, type, stored_orientation(tiff.get()));
  read_picture(tiff.get(), source, file, canvas);
  return {canvas.pixels(), canvas.pixels().cols, canvas.pixels().rows};
}

}  // namespace inkline
