#include <inkline/image/decode.hpp>

#include <algorithm>
#include <string_view>

#include <inkline/base/error.hpp>

#include "header_facts.hpp"
#include "picture_source.hpp"

namespace inkline {
namespace {

using Decoder = Picture (*)(const PictureSource&);

std::string_view text_of(const PictureSource& source) {
  return {reinterpret_cast<const char*>(source.bytes.data()), source.size()};
}

/// Both byte orders, each in the classic form and in the one for files beyond 4 GB.
bool is_tiff(std::string_view text) {
  constexpr std::size_t length = 4;
  const std::string_view start = text.substr(0, length);
  return start == std::string_view("II*\0", length) || start == std::string_view("MM\0*", length) ||
         start == std::string_view("II+\0", length) || start == std::string_view("MM\0+", length);
}

bool is_webp(std::string_view text) {
  return text.starts_with("RIFF") && text.size() > 12 && text.substr(8).starts_with("WEBP");
}

/// The decoder that the first bytes ask for; null when they are of no format we decode.
Decoder decoder_for(const PictureSource& source) {
  const std::string_view text = text_of(source);
  if (text.starts_with("\xFF\xD8\xFF")) return decode_jpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return decode_png;
  if (is_tiff(text)) return decode_tiff;
  if (is_webp(text)) return decode_webp;
  if (header_facts(source.bytes)) return decode_with_opencv;
  return nullptr;
}

/// Formats that users may well hand over, named so that they know what to do.
std::string_view foreign_format(std::string_view text) {
  if (text.starts_with("GIF8")) return "GIF";
  if (text.starts_with("%PDF")) return "PDF";
  if (text.substr(0, 256).find("<svg") != std::string_view::npos) return "SVG";
  const std::string_view brand = text.substr(std::min<std::size_t>(text.size(), 4), 8);
  if (brand == "ftypavif") return "AVIF";
  if (brand == "ftypheic" || brand == "ftypheix" || brand == "ftypmif1") return "HEIF";
  return {};
}

[[noreturn]] void refuse_format(const PictureSource& source) {
  const std::string_view foreign = foreign_format(text_of(source));
  if (foreign.empty()) refuse(source, "not a picture of a known format");
  refuse(source, std::string(foreign) + " is not supported; convert it to PNG or JPEG first");
}

}  // namespace

void refuse(const PictureSource& source, const std::string& reason) {
  std::string line = source.name + ": " + reason;
  std::replace(line.begin(), line.end(), '\n', ' ');
  throw Error(Fault::input, line);
}

void refuse_size(const PictureSource& source, long long width, long long height) {
  refuse(source, "the picture has " + std::to_string(width) + " x " + std::to_string(height) +
                     " pixels; the limit is " + std::to_string(source.max_pixels) +
                     " pixels in all");
}

void check_size(const PictureSource& source, long long width, long long height) {
  // The sides come first, so that their product cannot overflow.
  if (width <= 0 || height <= 0) refuse(source, "the picture has no pixels");
  if (width > source.max_pixels || height > source.max_pixels ||
      width * height > source.max_pixels) {
    refuse_size(source, width, height);
  }
}

void DecodeParams::check() const {
  require_setting(max_pixels >= 1 && max_pixels <= 1'000'000'000,
                  "decode.max_pixels must be 1 to 1000000000, got " + std::to_string(max_pixels));
}

Picture decode_picture(std::span<const std::byte> bytes, const std::string& name,
                       const DecodeParams& params) {
  params.check();
  const PictureSource source{bytes, name, params.max_pixels};
  if (bytes.empty()) refuse(source, "the file is empty");
  const Decoder decoder = decoder_for(source);
  if (decoder == nullptr) refuse_format(source);
  try {
    return decoder(source);
  } catch (const std::bad_alloc&) {
    refuse(source, "not enough memory for this picture");
  } catch (const cv::Exception& error) {
    refuse(source, error.err);
  }
}

}  // namespace inkline
