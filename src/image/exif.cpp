#include "exif.hpp"

#include <cstdint>
#include <string_view>

namespace inkline {
namespace {

using Bytes = std::span<const std::byte>;

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool holds(Bytes bytes, std::size_t offset, std::size_t count) {
  return offset <= bytes.size() && count <= bytes.size() - offset;
}

/// A number of `count` bytes, or 0 beyond the end: offsets and counts of 0 lead nowhere.
std::uint32_t number_at(Bytes bytes, std::size_t offset, std::size_t count, bool little_endian) {
  if (!holds(bytes, offset, count)) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = little_endian ? offset + count - 1 - i : offset + i;
    value = value << 8U | std::to_integer<std::uint32_t>(bytes[place]);
  }
  return value;
}

/// WebP writers disagree on whether the prefix of JPEG belongs there too.
Bytes without_prefix(Bytes exif) {
  constexpr std::string_view prefix("Exif\0\0", 6);
  return text_of(exif).starts_with(prefix) ? exif.subspan(prefix.size()) : exif;
}

}  // namespace

int exif_orientation(Bytes exif) {
  constexpr std::uint32_t orientation_tag = 274;
  constexpr std::uint32_t type_short = 3;
  constexpr std::size_t entry_bytes = 12;
  const bool little_endian = text_of(exif).starts_with("II");
  if (!little_endian && !text_of(exif).starts_with("MM")) return 1;

  const auto number = [&](std::size_t offset, std::size_t count) {
    return number_at(exif, offset, count, little_endian);
  };
  const std::size_t directory = number(4, 4);
  const std::uint32_t entries = number(directory, 2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * entry_bytes;
    if (!holds(exif, entry, entry_bytes)) return 1;
    if (number(entry, 2) != orientation_tag || number(entry + 2, 2) != type_short) continue;
    const std::uint32_t value = number(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

Bytes exif_in_jpeg(Bytes file) {
  constexpr std::uint32_t app1 = 0xFFE1;
  constexpr std::uint32_t start_of_scan = 0xFFDA;
  std::size_t offset = 2;  // behind the start-of-image marker
  while (holds(file, offset, 4)) {
    const std::uint32_t marker = number_at(file, offset, 2, false);
    if (marker == 0xFFFF) {  // a fill byte before the marker
      ++offset;
      continue;
    }
    const std::size_t length = number_at(file, offset + 2, 2, false);  // counts itself
    if (marker < 0xFF01 || marker == start_of_scan || length < 2) return {};
    if (!holds(file, offset + 2, length)) return {};
    const Bytes segment = file.subspan(offset + 4, length - 2);
    const Bytes exif = without_prefix(segment);
    if (marker == app1 && exif.size() != segment.size()) return exif;
    offset += 2 + length;
  }
  return {};
}

Bytes exif_in_webp(Bytes file) {
  constexpr std::size_t riff_header = 12;
  constexpr std::size_t chunk_header = 8;
  std::size_t offset = riff_header;
  while (holds(file, offset, chunk_header)) {
    const std::size_t length = number_at(file, offset + 4, 4, true);
    if (!holds(file, offset + chunk_header, length)) return {};
    const Bytes chunk = file.subspan(offset + chunk_header, length);
    if (text_of(file.subspan(offset)).starts_with("EXIF")) return without_prefix(chunk);
    offset += chunk_header + length + length % 2;
  }
  return {};
}

}  // namespace inkline
