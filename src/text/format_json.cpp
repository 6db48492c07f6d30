#include <algorithm>
#include <cmath>
#include <span>

#include <nlohmann/json.hpp>

#include <inkline/text/format.hpp>

namespace inkline {
namespace {

using Json = nlohmann::ordered_json;

/// Four digits say all there is to say; what is no number says that nothing is known.
double rounded_confidence(float confidence) {
  if (!(confidence >= 0)) return 0;
  return std::round(std::min(static_cast<double>(confidence), 1.0) * 1e4) / 1e4;
}

double rounded_degrees(double degrees) {
  return std::round(degrees * 10) / 10 + 0.0;  // no minus before 0
}

Json json_of(const Corner& corner) {
  return {{"x", std::lround(corner.x)}, {"y", std::lround(corner.y)}};
}

Json json_of(const Box& box) {
  return {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
}

Json json_of(const std::string& text, float confidence, const Box& box) {
  return {{"text", text}, {"confidence", rounded_confidence(confidence)}, {"box", json_of(box)}};
}

Json json_of(const Glyph& glyph) {
  if (glyph.guesses.empty()) return json_of("", 0, glyph.box);
  const Guess& best = glyph.guesses.front();
  Json json = json_of(best.text, best.confidence, glyph.box);
  json["alternatives"] = Json::array();
  for (const Guess& guess : std::span(glyph.guesses).subspan(1)) {
    json["alternatives"].push_back(
        {{"text", guess.text}, {"confidence", rounded_confidence(guess.confidence)}});
  }
  return json;
}

Json json_of(const Word& word) {
  Json json = json_of(word.text, word.confidence, word.box);
  json["characters"] = Json::array();
  for (const Glyph& glyph : word.glyphs) json["characters"].push_back(json_of(glyph));
  return json;
}

Json json_of(const Line& line) {
  Json json = json_of(line.text, line.confidence, line.box);
  json["words"] = Json::array();
  for (const Word& word : line.words) json["words"].push_back(json_of(word));
  return json;
}

/// In no line, `line` and `word` say nothing.
Json json_of(const CrossedOut& word) {
  Json json{{"box", json_of(word.box)}, {"line", nullptr}, {"word", nullptr}};
  if (word.line >= 0) {
    json["line"] = word.line;
    json["word"] = word.word;
  }
  return json;
}

}  // namespace

std::string format_json(const Page& page, const FormatContext& context) {
  Json json;
  json["source"] = context.source;
  json["width"] = page.width;
  json["height"] = page.height;
  json["rotation"] = page.rotation;
  json["skew"] = rounded_degrees(page.skew);
  json["sheet"] = Json::array();
  for (const Corner& corner : page.sheet) json["sheet"].push_back(json_of(corner));
  json["lines"] = Json::array();
  for (const Line& line : page.lines) json["lines"].push_back(json_of(line));
  json["crossed_out"] = Json::array();
  for (const CrossedOut& word : page.crossed_out) json["crossed_out"].push_back(json_of(word));
  const int indent = context.one_of_many ? -1 : 2;
  // File names need not be UTF-8; what is not becomes U+FFFD.
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace inkline
