#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/nn/network.hpp>

namespace inkline {
namespace {

[[noreturn]] void refuse(std::string_view word, const std::string& reason) {
  throw Error(Fault::usage, "layers: '" + std::string(word) + "' " + reason);
}

/// The text before the next `separator`, which is taken off `rest` with it.
std::string_view next_word(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

int number_from(std::string_view word, std::string_view layer) {
  int number = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (fault != std::errc() || end != word.data() + word.size()) {
    refuse(layer, "must be WIDTH or WIDTH@OFFSETS");
  }
  return number;
}

/// FIRST, FIRST:LAST or FIRST:LAST:STEP.
void add_range(std::string_view range, std::string_view layer, std::vector<int>& offsets) {
  const auto colons = std::count(range.begin(), range.end(), ':');
  const int first = number_from(next_word(range, ':'), layer);
  const int last = colons == 0 ? first : number_from(next_word(range, ':'), layer);
  const int step = colons > 1 ? number_from(range, layer) : 1;
  if (first < -kMaxOffset || last > kMaxOffset || last < first) {
    refuse(layer, "must have ascending offsets of -256 to 256");
  }
  if (step < 1) refuse(layer, "must have steps of at least 1 between its offsets");
  for (int offset = first; offset <= last; offset += std::min(step, 2 * kMaxOffset + 1)) {
    offsets.push_back(offset);
  }
}

std::vector<int> offsets_from(std::string_view text, std::string_view layer) {
  std::vector<int> offsets;
  bool more = true;
  while (more && offsets.size() <= static_cast<std::size_t>(kMaxOffsets)) {
    more = text.find('/') != std::string_view::npos;
    add_range(next_word(text, '/'), layer, offsets);
  }
  if (!are_offsets(offsets)) refuse(layer, "must have 1 to 64 ascending offsets of -256 to 256");
  return offsets;
}

LayerParams layer_from(std::string_view layer) {
  const bool is_plain = layer.find('@') == std::string_view::npos;
  std::string_view rest = layer;
  const int width = number_from(next_word(rest, '@'), layer);
  if (width < 1 || width > kMaxWidth) refuse(layer, "must have a width of 1 to 65536");
  if (is_plain) return width;
  return {width, offsets_from(rest, layer)};
}

/// How many offsets from `begin` on are as far apart as the first two.
std::size_t even_count(std::span<const int> offsets) {
  std::size_t count = std::min<std::size_t>(offsets.size(), 2);
  while (count < offsets.size() && offsets[count] - offsets[count - 1] == offsets[1] - offsets[0]) {
    ++count;
  }
  return count;
}

std::string text_of_offsets(std::span<const int> offsets) {
  std::string text;
  while (!offsets.empty()) {
    const std::size_t even = even_count(offsets);
    const std::size_t count = even < 3 ? 1 : even;  // two are shorter as single ones
    if (!text.empty()) text += '/';
    text += std::to_string(offsets.front());
    if (count > 1) {
      const int step = offsets[1] - offsets[0];
      text += ':' + std::to_string(offsets[count - 1]);
      if (step > 1) text += ':' + std::to_string(step);
    }
    offsets = offsets.subspan(count);
  }
  return text;
}

}  // namespace

LayerParams::LayerParams(int outputs, std::vector<int> seen)
    : width(outputs), offsets(std::move(seen)) {}

std::vector<LayerParams> layers_from(std::string_view text) {
  std::vector<LayerParams> layers;
  while (!text.empty()) {
    const bool ends_open = text.back() == ',';
    if (ends_open) refuse(text, "ends in a comma");
    layers.push_back(layer_from(next_word(text, ',')));
  }
  return layers;
}

std::string text_of(std::span<const LayerParams> layers) {
  std::string text;
  for (const LayerParams& layer : layers) {
    if (!text.empty()) text += ',';
    text += std::to_string(layer.width);
    if (layer.offsets != std::vector<int>{0}) text += '@' + text_of_offsets(layer.offsets);
  }
  return text;
}

}  // namespace inkline
