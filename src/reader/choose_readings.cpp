#include "choose_readings.hpp"

#include <cassert>
#include <cstddef>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

std::size_t characters_of(const Line& line) {
  std::size_t count = 0;
  for (const Word& word : line.words) count += word.glyphs.size();
  return count;
}

/// A row of which only the characters alone make sense.
bool speaks_for_itself(const Line& by_glyphs, const ChoiceParams& params) {
  return characters_of(by_glyphs) > static_cast<std::size_t>(params.short_row) &&
         by_glyphs.confidence >= params.sure_alone;
}

/// Dirt is read as one or two characters, and the two readers seldom agree how surely.
bool may_be_dirt(const RowReading& by_row, const Line& by_glyphs, const ChoiceParams& params) {
  if (characters_of(by_row.line) <= static_cast<std::size_t>(params.short_row)) {
    return by_row.sureness * by_glyphs.confidence < params.least_short;
  }
  return by_row.sureness < params.least_confidence;
}

/// The language makes words of anything, a staple or the edge of a shadow too.
bool has_too_few_strokes(const RowReading& by_row, const ChoiceParams& params) {
  const auto characters = static_cast<float>(characters_of(by_row.line));
  return by_row.strokes > 0 &&
         characters > params.most_per_stroke * static_cast<float>(by_row.strokes);
}

Line chosen(RowReading by_row, Line by_glyphs, const ChoiceParams& params) {
  if (by_row.line.words.empty()) return speaks_for_itself(by_glyphs, params) ? by_glyphs : Line{};
  if (by_glyphs.confidence > by_row.sureness + params.lead &&
      characters_of(by_glyphs) > static_cast<std::size_t>(params.short_row)) {
    return by_glyphs;
  }
  const bool is_dirt =
      has_too_few_strokes(by_row, params) || may_be_dirt(by_row, by_glyphs, params);
  return is_dirt ? Line{} : std::move(by_row.line);
}

}  // namespace

void ChoiceParams::check() const {
  const auto require_share = [](float value, const char* name) {
    require_setting(value >= 0 && value <= 1, std::string("choice.") + name +
                                                  " must be 0 to 1, got " + std::to_string(value));
  };
  require_setting(short_row >= 0 && short_row <= 10,
                  "choice.short_row must be 0 to 10, got " + std::to_string(short_row));
  require_setting(
      most_per_stroke >= 1 && most_per_stroke <= 100,
      "choice.most_per_stroke must be 1 to 100, got " + std::to_string(most_per_stroke));
  require_share(lead, "lead");
  require_share(least_confidence, "least_confidence");
  require_share(least_short, "least_short");
  require_share(sure_alone, "sure_alone");
}

std::vector<Line> choose_readings(std::vector<RowReading> by_rows, std::vector<Line> by_glyphs,
                                  const ChoiceParams& params) {
  assert(by_rows.size() == by_glyphs.size());
  std::vector<Line> lines;
  lines.reserve(by_rows.size());
  for (std::size_t i = 0; i < by_rows.size(); ++i) {
    lines.push_back(chosen(std::move(by_rows[i]), std::move(by_glyphs[i]), params));
  }
  return lines;
}

}  // namespace inkline
