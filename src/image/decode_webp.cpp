// WebP through libwebp.

#include <webp/decode.h>

#include "alpha.hpp"
#include "exif.hpp"
#include "picture_source.hpp"
#include "upright_canvas.hpp"

namespace inkline {
namespace {

void expect(const PictureSource& source, VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OK:
      return;
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      refuse(source, "the WebP file is truncated");
    case VP8_STATUS_OUT_OF_MEMORY:
      refuse(source, "not enough memory for this picture");
    default:
      refuse(source, "the WebP file is damaged or of an unknown kind");
  }
}

/// B, G, R and, where there is one, alpha; not turned yet.
cv::Mat read_pixels(const PictureSource& source, const WebPBitstreamFeatures& features) {
  cv::Mat pixels(features.height, features.width, features.has_alpha != 0 ? CV_8UC4 : CV_8UC3);
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) refuse(source, "libwebp has the wrong version");
  config.output.colorspace = features.has_alpha != 0 ? MODE_BGRA : MODE_BGR;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {.rgba = pixels.data,
                          .stride = static_cast<int>(pixels.step[0]),
                          .size = pixels.total() * pixels.elemSize()};
  expect(source, WebPDecode(source.data(), source.size(), &config));
  return pixels;
}

void lay_on_white(const cv::Mat& from, cv::Mat& to) {
  for (int y = 0; y < from.rows; ++y) {
    const uchar* pixel = from.ptr(y);
    uchar* sample = to.ptr(y);
    for (int x = 0; x < from.cols; ++x, pixel += 4) {
      for (int i = 0; i < 3; ++i) *sample++ = on_white(pixel[i], pixel[3]);
    }
  }
}

cv::Mat upright(const cv::Mat& pixels, int orientation) {
  if (pixels.channels() == 3 && orientation == 1) return pixels;
  UprightCanvas canvas(pixels.size(), CV_8UC3, orientation);
  for (int y = 0; y < pixels.rows; y += UprightCanvas::kBandRows) {
    cv::Mat band = canvas.band(y);
    const cv::Mat rows = pixels.rowRange(y, y + band.rows);
    if (pixels.channels() == 4) {
      lay_on_white(rows, band);
    } else {
      rows.copyTo(band);
    }
    canvas.commit(y, band);
  }
  return canvas.pixels();
}

}  // namespace

Picture decode_webp(const PictureSource& source) {
  WebPBitstreamFeatures features{};
  expect(source, WebPGetFeatures(source.data(), source.size(), &features));
  if (features.has_animation != 0) refuse(source, "animated WebP is not supported");
  check_size(source, features.width, features.height);
  const cv::Mat pixels = read_pixels(source, features);
  const cv::Mat result = upright(pixels, exif_orientation(exif_in_webp(source.bytes)));
  return {result, result.cols, result.rows};
}

}  // namespace inkline
