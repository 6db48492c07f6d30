#pragma once

#include <span>
#include <string>
#include <string_view>

#include <inkline/base/page.hpp>

namespace inkline {

/// What a format may say about a page beside what was read.
struct FormatContext {
  std::string source;        ///< where the picture came from, as the user named it
  bool one_of_many = false;  ///< several pages follow each other in one stream
};

/// One output format.
///
/// To add one: write its function in a file of its own, src/text/format_NAME.cpp, declare it
/// below, and add a line to the table in src/text/format.cpp. Programs find it from there.
struct PageFormat {
  std::string_view name;       ///< what --format calls it; also the extension of its files
  std::string_view summary;    ///< for --help
  std::string_view separator;  ///< stands between two pages in one stream
  std::string (*write)(const Page& page, const FormatContext& context);
};

/// Every format, the default first.
std::span<const PageFormat> page_formats();

/// The format of that name.
/// @throws Error  Fault::usage, naming it and those there are
const PageFormat& page_format(std::string_view name);

/// One line of text per line of writing, each ended by a newline; nothing for a blank page.
/// Always valid UTF-8.
std::string format_text(const Page& page, const FormatContext& context = {});

/// One JSON object, ended by a newline: `source`, `width` and `height` of the page in pixels,
/// `rotation` (degrees clockwise that make it upright: 0, 90, 180 or 270), `skew` (further degrees
/// clockwise that made its rows level; 0 where it was left as it lay), `sheet` (four corners
/// {x, y}, clockwise from the left upper one as one reads, of a sheet that was seen at an angle and
/// read as the rectangle it is; else empty), `lines`, each with `words`, each with
/// `characters`, and `crossed_out`, the words that were not read because they are crossed out.
/// Lines, words and characters have `text`, `confidence` (0 to 1) and `box` ({x, y, width, height}
/// in pixels of the page); a character also has `alternatives`, what else it may be, each with
/// `text` and `confidence`. A crossed-out word has its `box`, the `line` it stands in (0 is the
/// first) and the `word` of that line that follows it (as many as the line has words: it is the
/// last); both are null when nothing else stands in its row. Indented, or all in one line when it
/// is one of many. Always valid UTF-8.
std::string format_json(const Page& page, const FormatContext& context = {});

}  // namespace inkline
