#include "header_facts.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace inkline {
namespace {

using Text = std::string_view;
using Facts = std::optional<HeaderFacts>;

constexpr Text kSpace = " \t\r\n\v\f";

enum class Order { little_endian, big_endian };

/// A number of `count` bytes, at most 4; nothing beyond the end of the file.
std::optional<std::uint32_t> number_at(Text file, std::size_t offset, std::size_t count,
                                       Order order) {
  if (offset > file.size() || count > file.size() - offset) return {};
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = order == Order::big_endian ? offset + i : offset + count - 1 - i;
    value = value << 8U | static_cast<unsigned char>(file[place]);
  }
  return value;
}

std::optional<long long> signed_at(Text file, std::size_t offset, Order order) {
  const auto value = number_at(file, offset, 4, order);
  if (!value) return {};
  return static_cast<std::int32_t>(*value);
}

Facts bmp_facts(Text file) {
  constexpr std::uint32_t known_headers[] = {12, 40, 52, 56, 64, 108, 124};
  const auto header_bytes = number_at(file, 14, 4, Order::little_endian);
  if (!header_bytes || !std::ranges::count(known_headers, *header_bytes)) return {};
  if (*header_bytes == 12) {  // OS/2
    const auto width = number_at(file, 18, 2, Order::little_endian);
    const auto height = number_at(file, 20, 2, Order::little_endian);
    if (!height) return {};
    return HeaderFacts{*width, *height};
  }
  const auto width = signed_at(file, 18, Order::little_endian);
  const auto height = signed_at(file, 22, Order::little_endian);
  if (!height) return {};
  return HeaderFacts{std::llabs(*width), std::llabs(*height)};  // negative: rows top down
}

/// Takes the next word off the front; comments run from # to the end of the line.
Text next_word(Text& text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    if (!text.starts_with('#')) break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  const Text word = text.substr(0, text.find_first_of(kSpace));
  text.remove_prefix(word.size());
  return word;
}

long long number_in(Text word) {
  long long value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

Facts pnm_facts(Text file) {
  const char kind = file[1];
  Text rest = file.substr(2);
  // What lacks the blank, OpenCV's own decoder leaves to GDAL, which opens whatever it is told to.
  if (rest.empty() || kSpace.find(rest.front()) == Text::npos) return {};
  HeaderFacts facts;
  facts.width = number_in(next_word(rest));
  facts.height = number_in(next_word(rest));
  const bool has_white = kind == '2' || kind == '3' || kind == '5' || kind == '6';
  if (has_white) facts.white = number_in(next_word(rest));
  if (facts.width <= 0 || facts.height <= 0) return {};  // a text that begins with P1 or so
  return facts;
}

/// OpenCV reads exactly one blank behind each number, and leaves its temporary file behind when it
/// finds no size.
Facts pfm_facts(Text file) {
  Text rest = file.substr(3);
  HeaderFacts facts;
  for (long long* const side : {&facts.width, &facts.height}) {
    const Text word = rest.substr(0, rest.find_first_of(kSpace));
    *side = number_in(word);
    if (*side <= 0 || word.size() == rest.size()) return {};
    rest.remove_prefix(word.size() + 1);
  }
  return facts;
}

Facts pam_facts(Text file) {
  Text rest = file.substr(2);
  HeaderFacts facts;
  for (Text word = next_word(rest); !word.empty() && word != "ENDHDR"; word = next_word(rest)) {
    if (word == "WIDTH") facts.width = number_in(next_word(rest));
    if (word == "HEIGHT") facts.height = number_in(next_word(rest));
    if (word == "MAXVAL") facts.white = number_in(next_word(rest));
  }
  return facts;
}

Facts sun_facts(Text file) {
  const auto width = number_at(file, 4, 4, Order::big_endian);
  const auto height = number_at(file, 8, 4, Order::big_endian);
  if (!height) return {};
  return HeaderFacts{*width, *height};
}

/// The size is on the line behind an empty one, as "-Y 300 +X 400" in any order and sign.
Facts radiance_facts(Text file) {
  const std::size_t end = file.find("\n\n");
  if (end == Text::npos) return {};
  Text rest = file.substr(end);
  HeaderFacts facts;
  for (int i = 0; i < 2; ++i) {
    const Text axis = next_word(rest);
    (axis.ends_with('Y') ? facts.height : facts.width) = number_in(next_word(rest));
  }
  return facts;
}

Facts exr_facts(Text file) {
  constexpr Text name("dataWindow\0box2i\0", 17);
  const std::size_t found = file.find(name);
  if (found == Text::npos) return {};
  long long window[4] = {};  // left, top, right, bottom, all within
  for (std::size_t i = 0; i < 4; ++i) {
    const auto edge = signed_at(file, found + name.size() + 4 + 4 * i, Order::little_endian);
    if (!edge) return {};
    window[i] = *edge;
  }
  return HeaderFacts{window[2] - window[0] + 1, window[3] - window[1] + 1};
}

/// From the start-of-codestream and size markers; more than four channels are no page.
Facts codestream_facts(Text file) {
  constexpr std::uint32_t most_channels = 4;
  const auto number = [&](std::size_t offset, std::size_t count) {
    return number_at(file, offset, count, Order::big_endian).value_or(0);
  };
  if (number(0, 4) != 0xFF4FFF51 || number(40, 2) > most_channels) return {};
  HeaderFacts facts;
  facts.width = static_cast<long long>(number(8, 4)) - number(16, 4);
  facts.height = static_cast<long long>(number(12, 4)) - number(20, 4);
  const unsigned bits = (number(42, 1) & 0x7FU) + 1;
  if (bits > 16) return {};
  facts.white = bits > 8 ? (1LL << bits) - 1 : 0;  // OpenCV itself spreads fewer than 8
  return facts;
}

/// The codestream is what counts for the decoder, whatever the boxes around it say of the size.
Facts jp2_facts(Text file) {
  constexpr std::size_t box_header = 8;
  std::size_t offset = 0;
  while (const auto length = number_at(file, offset, 4, Order::big_endian)) {
    const Text box = file.substr(offset);
    if (box.substr(4).starts_with("jp2c")) {
      const std::size_t header = *length == 1 ? 2 * box_header : box_header;
      return codestream_facts(box.substr(std::min(header, box.size())));
    }
    if (*length < box_header) return {};
    offset += *length;
  }
  return {};
}

struct Format {
  Text signature;
  Facts (*facts)(Text file);
};

constexpr Format kFormats[] = {
    {"BM", bmp_facts},
    {"P1", pnm_facts},
    {"P2", pnm_facts},
    {"P3", pnm_facts},
    {"P4", pnm_facts},
    {"P5", pnm_facts},
    {"P6", pnm_facts},
    {"P7\n", pam_facts},
    {"Pf\n", pfm_facts},
    {"PF\n", pfm_facts},
    {"\x59\xA6\x6A\x95", sun_facts},
    {"#?RADIANCE", radiance_facts},
    {"#?RGBE", radiance_facts},
    {"\x76\x2F\x31\x01", exr_facts},
    {"\xFF\x4F\xFF\x51", codestream_facts},
    {Text("\0\0\0\x0CjP  \r\n\x87\n", 12), jp2_facts},
};

}  // namespace

Facts header_facts(std::span<const std::byte> file) {
  const Text text(reinterpret_cast<const char*>(file.data()), file.size());
  for (const Format& format : kFormats) {
    if (text.starts_with(format.signature)) return format.facts(text);
  }
  return {};
}

}  // namespace inkline
