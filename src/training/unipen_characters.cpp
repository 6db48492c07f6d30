#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/training/data_sources.hpp>
#include <inkline/training/reject_ink.hpp>
#include <inkline/training/unipen.hpp>

namespace inkline {
namespace {

/// One sample of a hand; its ink is thinned to what drawing needs.
struct Sample {
  Ink ink;
  std::uint32_t hand = 0;
  char character = 0;  // 0 for marked noise
};

/// Everything that drawing looks up; never changes once made, so threads share it.
struct Collection {
  DataOptions options;
  std::vector<Sample> samples;
  std::vector<std::uint32_t> reject_of;  // samples that the reject items after them are made of
  std::vector<std::string> writers;      // of each hand; a writer has more than one at times
  std::vector<HandSizes> hands;
  std::vector<std::vector<std::uint32_t>> samples_of;  // each hand; the intricate ones
};

double extent_of(const Ink& ink) {
  const InkBounds bounds = bounds_of(ink);
  return std::max(bounds.width(), bounds.height());
}

/// Drops points closer to the one before than 1.5 % of the ink's size; ends of strokes stay.
Ink thinned(const Ink& ink) {
  const auto least = static_cast<float>(0.015 * extent_of(ink));
  Ink thin;
  for (std::size_t s = 0; s < ink.strokes(); ++s) {
    const std::span<const InkPoint> stroke = ink.stroke(s);
    InkPoint last = stroke.front();
    thin.points.push_back(last);
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const float dx = stroke[i].x - last.x;
      const float dy = stroke[i].y - last.y;
      const bool is_near = dx * dx + dy * dy <= least * least;
      if (is_near && (i + 1 < stroke.size() || stroke[i] == last)) continue;
      last = stroke[i];
      thin.points.push_back(last);
    }
    thin.end_stroke();
  }
  thin.points.shrink_to_fit();
  return thin;
}

/// The character of a label that the alphabet holds, 0 for the empty label of noise, -1 otherwise.
int character_of(const std::string& label) {
  if (label.empty()) return 0;
  const auto code = static_cast<unsigned char>(label[0]);
  return label.size() == 1 && code >= '!' && code <= '~' ? code : -1;
}

/// Symbols of contributor ibm often lack a stroke: `%` without a circle, `!` without its dot.
bool is_unreliable(const UnipenSegment& segment) {
  return segment.category == "1d" && segment.writer.starts_with("ibm/");
}

/// "3 of 'x', 2 of 'y'", most frequent first.
std::string listed(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::pair<std::string, std::size_t>> order(counts.begin(), counts.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t shown = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, order.size()); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(order[i].second) + " of '" + order[i].first + "'";
  }
  if (order.size() > shown) text += ", ...";
  return text;
}

/// Takes over the segments that are single characters; notes say what was left out.
void add_samples(UnipenData&& data, Collection& collection, std::vector<std::string>& notes) {
  std::map<std::string, std::uint32_t> writer_index;
  std::map<std::string, std::size_t> dropped;
  std::size_t dropped_sum = 0;
  std::size_t unreliable = 0;
  for (UnipenSegment& segment : data.segments) {
    const int character = character_of(segment.label);
    if (is_unreliable(segment)) {
      ++unreliable;
      continue;
    }
    if (character < 0) {
      ++dropped[segment.label];
      ++dropped_sum;
      continue;
    }
    const auto next = static_cast<std::uint32_t>(collection.writers.size());
    const auto [place, is_new] = writer_index.try_emplace(segment.writer, next);
    if (is_new) collection.writers.push_back(segment.writer);
    collection.samples.push_back(
        {thinned(segment.ink), place->second, static_cast<char>(character)});
    segment.ink = {};
  }
  if (unreliable > 0) {
    notes.push_back(std::to_string(unreliable) + " symbols of ibm left out, many lack a stroke");
  }
  if (dropped_sum > 0) {
    notes.push_back(std::to_string(dropped_sum) +
                    " segments left out, not one printable ASCII character: " + listed(dropped));
  }
}

/// Contributor ibm wrote part of the characters at about sixty times the scale of the rest. Such a
/// writer is split into two hands, as sizes can only be compared within one scale.
void split_scales(Collection& collection) {
  constexpr double least_ratio = 10;  // of large letters to small ones, when scales differ
  std::vector<std::vector<double>> extents(collection.writers.size());
  for (const Sample& sample : collection.samples) {
    if (std::isalnum(static_cast<unsigned char>(sample.character)) == 0) continue;
    extents[sample.hand].push_back(extent_of(sample.ink));
  }
  std::vector<double> limit(extents.size(), 0);  // 0 for a hand of one scale
  std::vector<std::uint32_t> large_hand(extents.size(), 0);
  for (std::size_t hand = 0; hand < extents.size(); ++hand) {
    std::vector<double>& sorted = extents[hand];
    if (sorted.empty()) continue;
    std::sort(sorted.begin(), sorted.end());
    const double low = sorted[sorted.size() / 10];
    const double high = sorted[sorted.size() * 9 / 10];
    if (high <= least_ratio * low) continue;
    limit[hand] = std::sqrt(low * high);
    large_hand[hand] = static_cast<std::uint32_t>(collection.writers.size());
    collection.writers.push_back(std::string(collection.writers[hand]));
  }
  for (Sample& sample : collection.samples) {
    if (limit[sample.hand] > 0 && extent_of(sample.ink) > limit[sample.hand]) {
      sample.hand = large_hand[sample.hand];
    }
  }
}

void measure_hands(Collection& collection) {
  std::vector<std::vector<WrittenCharacter>> written(collection.writers.size());
  for (const Sample& sample : collection.samples) {
    if (sample.character == 0) continue;
    const InkBounds bounds = bounds_of(sample.ink);
    written[sample.hand].push_back({sample.character, bounds.height(), bounds.width()});
  }
  collection.hands.clear();
  for (const auto& characters : written) collection.hands.push_back(hand_sizes(characters));
}

/// Marked noise the size of a dot looks like dots, commas and hyphens, which are characters.
void drop_small_noise(Collection& collection, std::vector<std::string>& notes) {
  constexpr double least = 0.5;  // times the height of the writer's capitals
  const std::size_t dropped = std::erase_if(collection.samples, [&](const Sample& sample) {
    return sample.character == 0 &&
           extent_of(sample.ink) < least * collection.hands[sample.hand].capital;
  });
  if (dropped > 0) {
    notes.push_back(std::to_string(dropped) + " segments of noise left out, as small as a dot");
  }
}

/// Ink many times the size of the writer's letters is a slip of the pen or of the segmentation.
void drop_oversized(Collection& collection, std::vector<std::string>& notes) {
  constexpr double most = 4;  // times the height of the writer's capitals
  const std::size_t dropped = std::erase_if(collection.samples, [&](const Sample& sample) {
    return extent_of(sample.ink) > most * collection.hands[sample.hand].capital;
  });
  if (dropped > 0) {
    notes.push_back(std::to_string(dropped) +
                    " segments left out, over four times as large as the writer's capitals");
  }
}

void add_rejects(Collection& collection) {
  collection.samples_of.resize(collection.hands.size());
  std::size_t intricate = 0;
  for (std::uint32_t i = 0; i < collection.samples.size(); ++i) {
    if (!is_intricate(collection.samples[i].character)) continue;
    collection.samples_of[collection.samples[i].hand].push_back(i);
    ++intricate;
  }
  if (intricate == 0) return;
  const double share = collection.options.reject_share *
                       static_cast<double>(collection.samples.size()) /
                       static_cast<double>(intricate);
  Random random(20240601);  // which characters lend their ink; always the same
  for (std::uint32_t i = 0; i < collection.samples.size(); ++i) {
    if (is_intricate(collection.samples[i].character) && random.chance(share)) {
      collection.reject_of.push_back(i);
    }
  }
}

DrawnInk draw_item(const Collection& collection, std::size_t index, Random& random) {
  const DrawParams& params = collection.options.draw;
  const bool is_made_up = index >= collection.samples.size();
  const std::size_t own_index =
      is_made_up ? collection.reject_of[index - collection.samples.size()] : index;
  const Sample& own = collection.samples[own_index];
  const HandSizes& hand = collection.hands[own.hand];
  if (!is_made_up) return draw_ink(own.ink, hand.capital, params, random);
  const std::vector<std::uint32_t>& of_writer = collection.samples_of[own.hand];
  const Sample& other = collection.samples[of_writer[random.index(of_writer.size())]];
  return draw_reject({own.ink, own.character}, {other.ink, other.character}, hand, params, random);
}

DrawnGlyph draw_glyph(const Collection& collection, std::size_t index, std::uint64_t seed) {
  // Neighbouring items with one seed must not share their random numbers.
  Random random(Random(seed).next() + index * 0xD1342543DE82EF95U);
  const bool is_made_up = index >= collection.samples.size();
  const Sample& own =
      collection
          .samples[is_made_up ? collection.reject_of[index - collection.samples.size()] : index];
  const DrawnInk drawn = draw_item(collection, index, random);
  DrawnGlyph result{crop_glyph(drawn.ink, collection.options.crop), {}};
  if (collection.options.context == ContextMode::never) return result;

  const cv::Rect bounds = cv::boundingRect(drawn.ink);
  const GlyphExtent extent{is_made_up ? char{0} : own.character,
                           bounds.height / drawn.pixels_per_unit,
                           bounds.width / drawn.pixels_per_unit, drawn.pen};
  result.context =
      simulated_context(extent, collection.hands[own.hand], collection.options.shares, random);
  return result;
}

std::vector<LabelledItem> items_of(const Collection& collection) {
  std::vector<LabelledItem> items;
  for (const Sample& sample : collection.samples) {
    const std::string label = sample.character == 0 ? "" : std::string(1, sample.character);
    items.push_back({label, collection.writers[sample.hand]});
  }
  for (const std::uint32_t own : collection.reject_of) {
    items.push_back({"", collection.writers[collection.samples[own].hand]});
  }
  return items;
}

}  // namespace

DataSet open_unipen_characters(const std::filesystem::path& directory, const DataOptions& options) {
  options.check();
  UnipenData data = unipen_segments(directory, kUnipenCharacters, options.threads);
  DataSet set;
  set.name = "unipen:" + directory.string();
  if (data.unresolved > 0) {
    set.notes.push_back(std::to_string(data.unresolved) +
                        " segments left out, their ink is missing");
  }
  if (data.missing_includes > 0) {
    set.notes.push_back(std::to_string(data.missing_includes) + " included files are missing");
  }
  const auto collection = std::make_shared<Collection>();
  collection->options = options;
  add_samples(std::move(data), *collection, set.notes);
  split_scales(*collection);
  measure_hands(*collection);
  drop_small_noise(*collection, set.notes);
  drop_oversized(*collection, set.notes);
  add_rejects(*collection);
  if (collection->samples.empty()) {
    throw Error(Fault::input, directory.string() + ": no character could be read");
  }
  set.items = items_of(*collection);
  set.draw = [collection](std::size_t index, std::uint64_t seed) {
    return draw_glyph(*collection, index, seed);
  };
  return set;
}

}  // namespace inkline
