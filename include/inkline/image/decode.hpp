#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <opencv2/core.hpp>

#include <inkline/base/read_file.hpp>

namespace inkline {

/// Settings of decode_picture().
struct DecodeParams {
  /// Most pixels of a decoded picture, 1 to 1,000,000,000. A larger JPEG is decoded at 1/2, 1/4 or
  /// 1/8 of its width and height; larger pictures of other formats are refused.
  long long max_pixels = 64'000'000;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// A picture as it should be looked at.
struct Picture {
  cv::Mat pixels;       ///< CV_8UC1 when it holds grey alone, else CV_8UC3 in the order B, G, R
  int full_width = 0;   ///< pixels before reduced decoding, after the orientation was applied
  int full_height = 0;  ///< the same for the height
};

/// Decodes a picture file that is already in memory.
///
/// The format is told from the content, never from the name: JPEG, PNG, TIFF (first page) and
/// WebP; BMP, PNM, JPEG 2000, Sun raster, OpenEXR and Radiance through OpenCV, whose library is
/// loaded only then. 16 bits a sample become 8, alpha is laid on white, CMYK becomes colour without
/// a profile, and the orientation of EXIF or TIFF is applied.
///
/// Sizes are checked from the header before anything is allocated. Truncated pixel data is an
/// error in every format, since half a page would be read as if it were whole; a JPEG that lacks
/// its end marker alone is taken.
///
/// @param bytes  the whole file; anything at all, it is not trusted
/// @param name   stands first in messages
/// @throws Error  Fault::input, "NAME: reason"; Fault::usage, from params.check()
Picture decode_picture(std::span<const std::byte> bytes, const std::string& name,
                       const DecodeParams& params = {});

}  // namespace inkline
