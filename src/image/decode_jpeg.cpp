// JPEG through libjpeg-turbo.
//
// libjpeg leaves through a function that must not return. We jump out of it (setjmp, longjmp) into
// guarded(), which then throws: between the two there are only frames of C and of lambdas without
// objects to destroy.

#include <algorithm>
#include <array>
#include <csetjmp>

#include <cstdio>  // jpeglib.h needs it

#include <jpeglib.h>

#include <jerror.h>

#include "exif.hpp"
#include "picture_source.hpp"
#include "upright_canvas.hpp"

namespace inkline {
namespace {

/// Usual progressive files have about ten scans. Each costs a pass over the whole picture, and a
/// small file can hold thousands that change nothing.
constexpr int kMaxScans = 100;

/// What went wrong beyond what libjpeg reports as an error.
enum class Trouble { none, truncated, damaged, too_many_scans, libjpeg };

struct JpegReader {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf escape{};
  std::array<char, JMSG_LENGTH_MAX> message{};
  Trouble trouble = Trouble::none;
  bool end_was_missed = false;
  bool has_multiple_scans = false;
  bool end_is_needed = true;  ///< whether the data may go on behind the point where it stops

  JpegReader() = default;
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;
  ~JpegReader() { jpeg_destroy_decompress(&info); }
};

JpegReader& reader_of(j_common_ptr info) {
  return *static_cast<JpegReader*>(info->client_data);
}

[[noreturn]] void give_up(JpegReader& reader, Trouble trouble) {
  reader.trouble = trouble;
  std::longjmp(reader.escape, 1);
}

[[noreturn]] void on_error(j_common_ptr info) {
  JpegReader& reader = reader_of(info);
  info->err->format_message(info, reader.message.data());
  give_up(reader, Trouble::libjpeg);
}

/// Viewers go on after a warning and show grey where data is missing; we must not read that. Other
/// warnings (stray bytes, odd markers) do no harm.
void on_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  JpegReader& reader = reader_of(info);
  if (info->err->msg_code == JWRN_JPEG_EOF) {
    reader.end_was_missed = true;
    if (reader.end_is_needed) give_up(reader, Trouble::truncated);
  } else if (info->err->msg_code == JWRN_HIT_MARKER) {
    give_up(reader, reader.end_was_missed ? Trouble::truncated : Trouble::damaged);
  }
}

void on_progress(j_common_ptr info) {
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  if (decompress->input_scan_number > kMaxScans) {
    give_up(reader_of(info), Trouble::too_many_scans);
  }
}

std::string reason_of(const JpegReader& reader) {
  switch (reader.trouble) {
    case Trouble::truncated:
      return "the JPEG file is truncated";
    case Trouble::damaged:
      return "the JPEG file is damaged: pixel data is missing";
    case Trouble::too_many_scans:
      return "the JPEG file has more than " + std::to_string(kMaxScans) + " scans";
    default:
      return std::string("not a JPEG picture we can decode: ") + reader.message.data();
  }
}

/// Runs a step that calls libjpeg and throws what it has to complain about. The step must not
/// create objects with destructors.
template <class Step>
void guarded(JpegReader& reader, const PictureSource& source, const Step& step) {
  if (setjmp(reader.escape) != 0) refuse(source, reason_of(reader));
  step();
}

void read_header(JpegReader& reader, const PictureSource& source) {
  reader.info.err = jpeg_std_error(&reader.errors);
  reader.errors.error_exit = on_error;
  reader.errors.emit_message = on_message;
  reader.info.client_data = &reader;
  guarded(reader, source, [&] {
    jpeg_create_decompress(&reader.info);
    reader.progress.progress_monitor = on_progress;
    reader.info.progress = &reader.progress;
    jpeg_mem_src(&reader.info, source.data(), source.size());
    jpeg_read_header(&reader.info, TRUE);
    reader.has_multiple_scans = jpeg_has_multiple_scans(&reader.info) != 0;
  });
  // Where one scan of Huffman codes holds everything, missing data shows on its own.
  reader.end_is_needed = reader.has_multiple_scans || reader.info.arith_code != 0;
}

long long divided_up(long long length, unsigned divisor) {
  return (length + divisor - 1) / divisor;
}

/// The smallest of 1, 2, 4 and 8 that brings the picture below the limit.
unsigned choose_reduction(const JpegReader& reader, const PictureSource& source) {
  const long long width = reader.info.image_width;
  const long long height = reader.info.image_height;
  for (const unsigned reduction : {1U, 2U, 4U, 8U}) {
    const long long pixels = divided_up(width, reduction) * divided_up(height, reduction);
    if (pixels <= source.max_pixels) return reduction;
  }
  refuse_size(source, width, height);
}

/// A file of several scans is kept in memory as coefficients, in full size whatever the reduction.
void check_coefficients(const JpegReader& reader, const PictureSource& source) {
  if (!reader.has_multiple_scans) return;
  long long samples = 0;
  for (int i = 0; i < reader.info.num_components; ++i) {
    const jpeg_component_info& component = reader.info.comp_info[i];
    samples +=
        static_cast<long long>(component.width_in_blocks) * component.height_in_blocks * DCTSIZE2;
  }
  constexpr long long channels = 3;
  if (samples > channels * source.max_pixels) {
    refuse_size(source, reader.info.image_width, reader.info.image_height);
  }
}

bool is_cmyk(const JpegReader& reader) {
  return reader.info.jpeg_color_space == JCS_CMYK || reader.info.jpeg_color_space == JCS_YCCK;
}

bool is_grey(const JpegReader& reader) {
  return reader.info.jpeg_color_space == JCS_GRAYSCALE;
}

void start(JpegReader& reader, const PictureSource& source) {
  check_coefficients(reader, source);
  reader.info.scale_num = 1;
  reader.info.scale_denom = choose_reduction(reader, source);
  reader.info.out_color_space = is_grey(reader)   ? JCS_GRAYSCALE
                                : is_cmyk(reader) ? JCS_CMYK
                                                  : JCS_EXT_BGR;
  guarded(reader, source, [&] { jpeg_start_decompress(&reader.info); });
}

/// Fills the rows of `band`, which has as many bytes a pixel as libjpeg puts out.
void read_rows(JpegReader& reader, const PictureSource& source, cv::Mat& band) {
  std::array<JSAMPROW, UprightCanvas::kBandRows> rows{};
  for (int y = 0; y < band.rows; ++y) rows[static_cast<std::size_t>(y)] = band.ptr(y);
  const auto count = static_cast<JDIMENSION>(band.rows);
  guarded(reader, source, [&] {
    for (JDIMENSION done = 0; done < count;) {
      done += jpeg_read_scanlines(&reader.info, rows.data() + done, count - done);
    }
  });
}

/// Ink of four colours on white paper, without a colour profile. Adobe's programs store the
/// complement, and say so by their marker.
void blend_cmyk(const cv::Mat& cmyk, bool complement, cv::Mat& bgr) {
  for (int y = 0; y < cmyk.rows; ++y) {
    const uchar* from = cmyk.ptr(y);
    uchar* to = bgr.ptr(y);
    for (int x = 0; x < cmyk.cols; ++x, from += 4, to += 3) {
      for (int i = 0; i < 3; ++i) {
        const int paper = complement ? from[2 - i] : 255 - from[2 - i];
        const int white = complement ? from[3] : 255 - from[3];
        to[i] = static_cast<uchar>((paper * white + 127) / 255);
      }
    }
  }
}

void read_picture(JpegReader& reader, const PictureSource& source, UprightCanvas& canvas) {
  cv::Mat cmyk;
  for (int y = 0; y < canvas.stored().height; y += UprightCanvas::kBandRows) {
    cv::Mat band = canvas.band(y);
    if (is_cmyk(reader)) {
      cmyk.create(band.size(), CV_8UC4);
      read_rows(reader, source, cmyk);
      blend_cmyk(cmyk, reader.info.saw_Adobe_marker != 0, band);
    } else {
      read_rows(reader, source, band);
    }
    canvas.commit(y, band);
  }
}

}  // namespace

Picture decode_jpeg(const PictureSource& source) {
  JpegReader reader;
  read_header(reader, source);
  const int orientation = exif_orientation(exif_in_jpeg(source.bytes));
  start(reader, source);
  const cv::Size stored(static_cast<int>(reader.info.output_width),
                        static_cast<int>(reader.info.output_height));
  UprightCanvas canvas(stored, is_grey(reader) ? CV_8UC1 : CV_8UC3, orientation);
  read_picture(reader, source, canvas);

  Picture picture{.pixels = canvas.pixels(),
                  .full_width = static_cast<int>(reader.info.image_width),
                  .full_height = static_cast<int>(reader.info.image_height)};
  if (orientation >= 5) std::swap(picture.full_width, picture.full_height);
  return picture;
}

}  // namespace inkline
