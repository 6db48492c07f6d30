#include <inkline/base/utf8.hpp>
#include <inkline/text/format.hpp>

namespace inkline {

std::string format_text(const Page& page, const FormatContext&) {
  std::string text;
  for (const Line& line : page.lines) {
    for (const std::string& point : code_points(line.text)) text += point;
    text += '\n';
  }
  return text;
}

}  // namespace inkline
