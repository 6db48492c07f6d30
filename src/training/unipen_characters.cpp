#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/training/data_sources.hpp>
#include <inkline/training/reject_ink.hpp>
#include <inkline/training/unipen.hpp>

#include "character_hands.hpp"

namespace inkline {
namespace {

/// Everything that drawing looks up; never changes once made, so threads share it.
struct Collection {
  DataOptions options;
  CharacterHands written;
  std::vector<std::uint32_t> reject_of;  // samples that the reject items after them are made of
  std::vector<std::vector<std::uint32_t>> samples_of;  // each hand; the intricate ones
};

void add_rejects(Collection& collection) {
  collection.samples_of.resize(collection.written.hands.size());
  std::size_t intricate = 0;
  for (std::uint32_t i = 0; i < collection.written.samples.size(); ++i) {
    if (!is_intricate(collection.written.samples[i].character)) continue;
    collection.samples_of[collection.written.samples[i].hand].push_back(i);
    ++intricate;
  }
  if (intricate == 0) return;
  const double share = collection.options.reject_share *
                       static_cast<double>(collection.written.samples.size()) /
                       static_cast<double>(intricate);
  Random random(20240601);  // which characters lend their ink; always the same
  for (std::uint32_t i = 0; i < collection.written.samples.size(); ++i) {
    if (is_intricate(collection.written.samples[i].character) && random.chance(share)) {
      collection.reject_of.push_back(i);
    }
  }
}

DrawnInk draw_item(const Collection& collection, std::size_t index, Random& random) {
  const DrawParams& params = collection.options.draw;
  const bool is_made_up = index >= collection.written.samples.size();
  const std::size_t own_index =
      is_made_up ? collection.reject_of[index - collection.written.samples.size()] : index;
  const WrittenSample& own = collection.written.samples[own_index];
  const HandSizes& hand = collection.written.hands[own.hand];
  if (!is_made_up) return draw_ink(own.ink, hand.capital, params, random);
  const std::vector<std::uint32_t>& of_writer = collection.samples_of[own.hand];
  const WrittenSample& other =
      collection.written.samples[of_writer[random.index(of_writer.size())]];
  return draw_reject({own.ink, own.character}, {other.ink, other.character}, hand, params, random);
}

DrawnGlyph draw_glyph(const Collection& collection, std::size_t index, std::uint64_t seed) {
  // Neighbouring items with one seed must not share their random numbers.
  Random random(Random(seed).next() + index * 0xD1342543DE82EF95U);
  const bool is_made_up = index >= collection.written.samples.size();
  const WrittenSample& own =
      collection.written
          .samples[is_made_up ? collection.reject_of[index - collection.written.samples.size()]
                              : index];
  const DrawnInk drawn = draw_item(collection, index, random);
  DrawnGlyph result{crop_glyph(drawn.ink, collection.options.crop), {}};
  if (collection.options.context == ContextMode::never) return result;

  const cv::Rect bounds = cv::boundingRect(drawn.ink);
  const GlyphExtent extent{is_made_up ? char{0} : own.character,
                           bounds.height / drawn.pixels_per_unit,
                           bounds.width / drawn.pixels_per_unit, drawn.pen};
  result.context = simulated_context(extent, collection.written.hands[own.hand],
                                     collection.options.shares, random);
  return result;
}

std::vector<LabelledItem> items_of(const Collection& collection) {
  std::vector<LabelledItem> items;
  for (const WrittenSample& sample : collection.written.samples) {
    const std::string label = sample.character == 0 ? "" : std::string(1, sample.character);
    items.push_back({label, collection.written.writers[sample.hand]});
  }
  for (const std::uint32_t own : collection.reject_of) {
    items.push_back({"", collection.written.writers[collection.written.samples[own].hand]});
  }
  return items;
}

}  // namespace

DataSet open_unipen_characters(const std::filesystem::path& directory, const DataOptions& options) {
  options.check();
  UnipenData data = unipen_segments(directory, kUnipenCharacters, options.threads);
  DataSet set;
  set.name = "unipen:" + directory.string();
  const auto collection = std::make_shared<Collection>();
  collection->options = options;
  collection->written = character_hands(std::move(data), set.notes);
  add_rejects(*collection);
  if (collection->written.samples.empty()) {
    throw Error(Fault::input, directory.string() + ": no character could be read");
  }
  set.items = items_of(*collection);
  set.draw = [collection](std::size_t index, std::uint64_t seed) {
    return draw_glyph(*collection, index, seed);
  };
  return set;
}

}  // namespace inkline
