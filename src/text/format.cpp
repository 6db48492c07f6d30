#include <inkline/text/format.hpp>

#include <array>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr std::array kFormats{
    PageFormat{"txt", "lines of plain text", "\f", format_text},
    PageFormat{"json", "page size, and lines, words and characters with box, text and confidence",
               "", format_json},
};

}  // namespace

std::span<const PageFormat> page_formats() {
  return kFormats;
}

const PageFormat& page_format(std::string_view name) {
  std::string known;
  for (const PageFormat& format : kFormats) {
    if (format.name == name) return format;
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  throw Error(Fault::usage,
              "no output format is called '" + std::string(name) + "'; there are " + known);
}

}  // namespace inkline
