#include <inkline/text/doubt.hpp>

#include <algorithm>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

std::string marked_text(const Word& word, const DoubtParams& params) {
  std::string text;
  for (const Glyph& glyph : word.glyphs) {
    const Guess& best = glyph.guesses.front();
    text += best.confidence < params.least_confidence ? params.mark : best.text;
  }
  return text;
}

bool is_control(char byte) {
  return (byte >= 0 && byte < ' ') || byte == '\x7F';
}

}  // namespace

void DoubtParams::check() const {
  require_setting(least_confidence >= 0 && least_confidence <= 1,
                  "reject must be 0 to 1, got " + std::to_string(least_confidence));
  require_setting(std::none_of(mark.begin(), mark.end(), is_control),
                  "the reject mark must not hold control characters");
}

Page with_doubt_marked(Page page, const DoubtParams& params) {
  params.check();
  if (params.least_confidence == 0) return page;
  for (Line& line : page.lines) {
    line.text.clear();
    for (Word& word : line.words) {
      word.text = marked_text(word, params);
      line.text += (line.text.empty() ? "" : " ") + word.text;
    }
  }
  return page;
}

}  // namespace inkline
