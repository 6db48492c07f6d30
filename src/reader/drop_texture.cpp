#include "drop_texture.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

/// What the characters of a page, or of one of its rows, are together.
struct Tally {
  std::size_t rows = 0;
  std::size_t characters = 0;
  double confidence = 0;                      ///< sum over the characters
  std::map<std::string, std::size_t> counts;  ///< of each character

  double mean_confidence() const {
    return characters > 0 ? confidence / static_cast<double>(characters) : 0;
  }
};

void add(const Line& line, Tally& tally) {
  const std::size_t before = tally.characters;
  for (const Word& word : line.words) {
    for (const Glyph& glyph : word.glyphs) {
      ++tally.characters;
      tally.confidence += glyph.guesses.front().confidence;
      ++tally.counts[glyph.guesses.front().text];
    }
  }
  if (tally.characters > before) ++tally.rows;
}

Tally tally_of(std::span<const Line> lines) {
  Tally page;
  for (const Line& line : lines) add(line, page);
  return page;
}

bool is_doubtful(const Tally& page, const TextureParams& params) {
  return page.rows >= static_cast<std::size_t>(params.least_rows) &&
         page.mean_confidence() < params.least_confidence;
}

/// Whether a character is one straight stroke, or two.
bool is_stroke(std::string_view character) {
  constexpr std::string_view strokes = "1lI|/\\-_=";
  return character.size() == 1 && strokes.find(character) != std::string_view::npos;
}

/// Grain of wood, stripes and slats.
bool is_striped(const Tally& page, const TextureParams& params) {
  std::size_t strokes = 0;
  for (const auto& [character, count] : page.counts) strokes += is_stroke(character) ? count : 0;
  return page.rows >= static_cast<std::size_t>(params.least_rows) &&
         strokes >= static_cast<std::size_t>(params.least_strokes) &&
         static_cast<double>(strokes) > params.most_strokes * static_cast<double>(page.characters);
}

/// Text of any language has more than a few different characters.
bool repeats_itself(const Tally& page, const TextureParams& params) {
  return page.rows >= static_cast<std::size_t>(params.least_rows) &&
         page.characters >= static_cast<std::size_t>(params.least_repeated) &&
         page.counts.size() <= static_cast<std::size_t>(params.most_alike);
}

bool is_sure(const Line& line, const TextureParams& params) {
  const Tally row = tally_of({&line, 1});
  return row.characters >= static_cast<std::size_t>(params.least_sure) &&
         row.mean_confidence() >= params.sure_row;
}

}  // namespace

void TextureParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("texture.") + what + ", got " + std::to_string(value));
  };
  const auto is_share = [](double value) { return value >= 0 && value <= 1; };
  require(least_rows > 0, "least_rows must be above 0", least_rows);
  require(is_share(least_confidence), "least_confidence must be 0 to 1", least_confidence);
  require(is_share(sure_row), "sure_row must be 0 to 1", sure_row);
  require(least_sure > 0, "least_sure must be above 0", least_sure);
  require(least_repeated > 0, "least_repeated must be above 0", least_repeated);
  require(least_strokes > 0, "least_strokes must be above 0", least_strokes);
  require(is_share(most_strokes), "most_strokes must be 0 to 1", most_strokes);
  require(most_rows > 3, "most_rows must be above 3", most_rows);
  require(most_pieces > 100, "most_pieces must be above 100", most_pieces);
  require(most_alike >= 0, "most_alike must be at least 0", most_alike);
}

bool is_texture(std::span<const Line> lines, const TextureParams& params) {
  const Tally page = tally_of(lines);
  return repeats_itself(page, params) || is_striped(page, params) || is_doubtful(page, params) ||
         page.characters == 0;
}

std::vector<Line> drop_texture(std::vector<Line> lines, const TextureParams& params) {
  const Tally page = tally_of(lines);
  if (repeats_itself(page, params) || is_striped(page, params)) return {};
  if (!is_doubtful(page, params)) return lines;
  std::erase_if(lines, [&](const Line& line) { return !is_sure(line, params); });
  return lines;
}

}  // namespace inkline
