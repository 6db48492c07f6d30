#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <inkline/image/decode.hpp>

namespace inkline {

/// What each format's decoder is handed: a whole file that nobody has checked.
struct PictureSource {
  std::span<const std::byte> bytes;
  std::string name;  ///< stands first in messages
  long long max_pixels = 0;

  const unsigned char* data() const { return reinterpret_cast<const unsigned char*>(bytes.data()); }
  std::size_t size() const { return bytes.size(); }
};

/// Throws Error(Fault::input, "NAME: reason"), the reason made one line.
[[noreturn]] void refuse(const PictureSource& source, const std::string& reason);

/// Refuses with size and limit; for pictures that cannot be made smaller while decoding.
[[noreturn]] void refuse_size(const PictureSource& source, long long width, long long height);

/// Refuses sizes from a header that are not positive or exceed the limit.
void check_size(const PictureSource& source, long long width, long long height);

// One file each: decode_jpeg.cpp and so on.
Picture decode_jpeg(const PictureSource& source);
Picture decode_png(const PictureSource& source);
Picture decode_tiff(const PictureSource& source);
Picture decode_webp(const PictureSource& source);
Picture decode_with_opencv(const PictureSource& source);

}  // namespace inkline
