#pragma once

#include <cstddef>
#include <span>

namespace inkline {

/// How the stored picture has to be turned, numbered as in EXIF and TIFF tag 274: 1 as it is, 2 to
/// 4 mirrored or upside down, 5 to 8 with rows and columns exchanged. 1 when the block does not say
/// or is damaged: a wrong orientation block is no reason to refuse a picture.
///
/// @param exif  from the byte order mark ("II" or "MM") on; not trusted
int exif_orientation(std::span<const std::byte> exif);

/// The EXIF block of a JPEG or WebP file; empty when there is none.
std::span<const std::byte> exif_in_jpeg(std::span<const std::byte> file);
std::span<const std::byte> exif_in_webp(std::span<const std::byte> file);

}  // namespace inkline
