#include <inkline/text/mark_crossed_out.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace inkline {
namespace {

void append(std::string& text, std::string_view part) {
  if (!text.empty()) text += ' ';
  text += part;
}

/// @param marks  how many stand before each word, and behind the last
std::string marked_text(const Line& line, const std::vector<int>& marks, std::string_view mark) {
  std::string text;
  for (std::size_t i = 0; i <= line.words.size(); ++i) {
    for (int k = 0; k < marks[i]; ++k) append(text, mark);
    if (i < line.words.size()) append(text, line.words[i].text);
  }
  return text;
}

}  // namespace

Page with_crossed_out_marked(Page page, std::string_view mark) {
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    Line& line = page.lines[i];
    std::vector<int> marks(line.words.size() + 1, 0);
    bool any = false;
    for (const CrossedOut& word : page.crossed_out) {
      if (word.line != static_cast<int>(i)) continue;
      ++marks[static_cast<std::size_t>(word.word)];
      any = true;
    }
    if (any) line.text = marked_text(line, marks, mark);
  }
  return page;
}

}  // namespace inkline
