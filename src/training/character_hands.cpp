#include "character_hands.hpp"
#include "thin_ink.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <span>
#include <utility>

namespace inkline {
namespace {

double extent_of(const Ink& ink) {
  const InkBounds bounds = bounds_of(ink);
  return std::max(bounds.width(), bounds.height());
}

/// Without points that are closer than 1.5 % of the ink's size.
Ink without_crowded_points(const Ink& ink) {
  return thinned(ink, static_cast<float>(0.015 * extent_of(ink)));
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
void add_samples(UnipenData&& data, CharacterHands& collection, std::vector<std::string>& notes) {
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
        {without_crowded_points(segment.ink), place->second, static_cast<char>(character)});
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
void split_scales(CharacterHands& collection) {
  constexpr double least_ratio = 10;  // of large letters to small ones, when scales differ
  std::vector<std::vector<double>> extents(collection.writers.size());
  for (const WrittenSample& sample : collection.samples) {
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
  for (WrittenSample& sample : collection.samples) {
    if (limit[sample.hand] > 0 && extent_of(sample.ink) > limit[sample.hand]) {
      sample.hand = large_hand[sample.hand];
    }
  }
}

void measure_hands(CharacterHands& collection) {
  std::vector<std::vector<WrittenCharacter>> written(collection.writers.size());
  for (const WrittenSample& sample : collection.samples) {
    if (sample.character == 0) continue;
    const InkBounds bounds = bounds_of(sample.ink);
    written[sample.hand].push_back({sample.character, bounds.height(), bounds.width()});
  }
  collection.hands.clear();
  for (const auto& characters : written) collection.hands.push_back(hand_sizes(characters));
}

/// Marked noise the size of a dot looks like dots, commas and hyphens, which are characters.
void drop_small_noise(CharacterHands& collection, std::vector<std::string>& notes) {
  constexpr double least = 0.5;  // times the height of the writer's capitals
  const std::size_t dropped = std::erase_if(collection.samples, [&](const WrittenSample& sample) {
    return sample.character == 0 &&
           extent_of(sample.ink) < least * collection.hands[sample.hand].capital;
  });
  if (dropped > 0) {
    notes.push_back(std::to_string(dropped) + " segments of noise left out, as small as a dot");
  }
}

/// Ink many times the size of the writer's letters is a slip of the pen or of the segmentation.
void drop_oversized(CharacterHands& collection, std::vector<std::string>& notes) {
  constexpr double most = 4;  // times the height of the writer's capitals
  const std::size_t dropped = std::erase_if(collection.samples, [&](const WrittenSample& sample) {
    return extent_of(sample.ink) > most * collection.hands[sample.hand].capital;
  });
  if (dropped > 0) {
    notes.push_back(std::to_string(dropped) +
                    " segments left out, over four times as large as the writer's capitals");
  }
}

void note_missing(const UnipenData& data, std::vector<std::string>& notes) {
  if (data.unresolved > 0) {
    notes.push_back(std::to_string(data.unresolved) + " segments left out, their ink is missing");
  }
  if (data.missing_includes > 0) {
    notes.push_back(std::to_string(data.missing_includes) + " included files are missing");
  }
}

}  // namespace

CharacterHands character_hands(UnipenData&& data, std::vector<std::string>& notes) {
  note_missing(data, notes);
  CharacterHands hands;
  add_samples(std::move(data), hands, notes);
  split_scales(hands);
  measure_hands(hands);
  drop_small_noise(hands, notes);
  drop_oversized(hands, notes);
  return hands;
}

}  // namespace inkline
