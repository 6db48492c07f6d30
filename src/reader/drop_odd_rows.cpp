#include "drop_odd_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

std::vector<int> character_heights(const Line& line) {
  std::vector<int> heights;
  for (const Word& word : line.words) {
    for (const Glyph& glyph : word.glyphs) heights.push_back(glyph.box.height);
  }
  return heights;
}

/// Of the rows, where a row counts as often as it has characters.
int usual_height(const std::vector<Line>& lines) {
  std::vector<int> heights;
  for (const Line& line : lines) {
    const std::vector<int> own = character_heights(line);
    heights.insert(heights.end(), own.size(), median(own));
  }
  return median(std::move(heights));
}

double mean_confidence(const std::vector<Line>& lines) {
  double sum = 0;
  for (const Line& line : lines) sum += static_cast<double>(line.confidence);
  return sum / static_cast<double>(lines.size());
}

bool is_wall(const Page& page, const OddRowParams& params) {
  constexpr std::size_t several = 3;
  if (page.lines.size() < several || mean_confidence(page.lines) >= params.least_through) {
    return false;
  }
  return std::all_of(page.lines.begin(), page.lines.end(), [&](const Line& line) {
    return line.box.x <= 0 && line.box.right() >= page.width;
  });
}

}  // namespace

void OddRowParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("odd_rows.") + what + ", got " + std::to_string(value));
  };
  const auto is_share = [](double value) { return value >= 0 && value <= 1; };
  require(tall >= 1, "tall must be at least 1", tall);
  require(is_share(least_confidence), "least_confidence must be 0 to 1", least_confidence);
  require(low >= 0 && low <= 1, "low must be 0 to 1", low);
  require(is_share(least_at_edge), "least_at_edge must be 0 to 1", least_at_edge);
  require(is_share(least_through), "least_through must be 0 to 1", least_through);
}

void drop_odd_rows(Page& page, const OddRowParams& params) {
  if (is_wall(page, params)) page.lines.clear();
  const int usual = usual_height(page.lines);
  std::erase_if(page.lines, [&](const Line& line) {
    const int height = median(character_heights(line));
    const bool at_edge = line.box.y <= 0 || line.box.bottom() >= page.height;
    const bool is_cut = at_edge && height < params.low * usual;
    return (is_cut && line.confidence < params.least_at_edge) ||
           (height > params.tall * usual && line.confidence < params.least_confidence);
  });
}

}  // namespace inkline
