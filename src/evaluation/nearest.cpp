#include "nearest.hpp"

#include <array>
#include <cstddef>
#include <limits>

namespace inkline {
namespace {

struct Step {
  int x;
  int y;
};

// The neighbours of a pixel that a scan from left to right, top to bottom has seen already; the
// other four are their mirror images.
constexpr std::array<Step, 4> kSeen{{{-1, -1}, {0, -1}, {1, -1}, {-1, 0}}};
// All eight in the order of Zhang and Suen, P2 to P9: up, then clockwise.
constexpr std::array<Step, 8> kAround{
    {{0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}}};

struct Field {
  int width;
  int height;
  bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  }
  std::size_t size() const { return at(0, height); }
};

/// Takes over a neighbour's seed where the way by that neighbour is shorter.
void relax(const Field& field, int x, int y, int direction, Nearest& nearest) {
  const std::size_t here = field.at(x, y);
  for (const Step& step : kSeen) {
    const int nx = x + direction * step.x;
    const int ny = y + direction * step.y;
    if (!field.holds(nx, ny)) continue;
    const std::size_t there = field.at(nx, ny);
    if (nearest.seed[there] == Nearest::kNone) continue;
    if (nearest.distance[there] + 1 < nearest.distance[here]) {
      nearest.distance[here] = nearest.distance[there] + 1;
      nearest.seed[here] = nearest.seed[there];
    }
  }
}

/// Whether Zhang and Suen's conditions let go of a pixel. Bit i of `around` is neighbour P(i + 2).
bool is_removable(unsigned around, bool second_half) {
  const auto ink = [&](int number) { return (around >> static_cast<unsigned>(number - 2)) & 1U; };
  unsigned count = 0;
  unsigned rises = 0;
  for (int i = 2; i <= 9; ++i) {
    count += ink(i);
    rises += ink(i) == 0 && ink(i == 9 ? 2 : i + 1) == 1 ? 1U : 0U;
  }
  if (count < 2 || count > 6 || rises != 1) return false;
  return second_half ? (ink(2) * ink(4) * ink(8) == 0 && ink(2) * ink(6) * ink(8) == 0)
                     : (ink(2) * ink(4) * ink(6) == 0 && ink(4) * ink(6) * ink(8) == 0);
}

unsigned neighbours_of(const Field& field, const std::vector<std::uint8_t>& ink, int x, int y) {
  unsigned around = 0;
  for (unsigned i = 0; i < kAround.size(); ++i) {
    const int nx = x + kAround[i].x;
    const int ny = y + kAround[i].y;
    if (field.holds(nx, ny) && ink[field.at(nx, ny)] != 0) around |= 1U << i;
  }
  return around;
}

std::array<bool, 256> removal_table(bool second_half) {
  std::array<bool, 256> table{};
  for (unsigned i = 0; i < table.size(); ++i) table[i] = is_removable(i, second_half);
  return table;
}

/// The coordinates of all ink, so that a pass costs no more than what is left.
std::vector<Step> places_of(const Field& field, const std::vector<std::uint8_t>& ink) {
  std::vector<Step> places;
  for (int y = 0; y < field.height; ++y) {
    for (int x = 0; x < field.width; ++x) {
      if (ink[field.at(x, y)] != 0) places.push_back({x, y});
    }
  }
  return places;
}

/// One half of an iteration; whether anything went.
bool thin_once(const Field& field, const std::array<bool, 256>& removable,
               std::vector<Step>& places, std::vector<std::uint8_t>& ink) {
  std::vector<Step> kept;
  std::vector<Step> removed;
  kept.reserve(places.size());
  for (const Step& place : places) {
    const bool goes = removable[neighbours_of(field, ink, place.x, place.y)];
    (goes ? removed : kept).push_back(place);
  }
  for (const Step& place : removed) ink[field.at(place.x, place.y)] = 0;
  places.swap(kept);
  return !removed.empty();
}

/// Gives a component that was thinned away, such as a block of 2 x 2, one pixel back.
void keep_one_of_each(const Field& field, const std::vector<int>& numbers,
                      std::vector<std::uint8_t>& skeleton) {
  std::vector<std::size_t> first{field.size()};
  std::vector<bool> has_skeleton{true};
  for (std::size_t i = 0; i < field.size(); ++i) {
    const auto number = static_cast<std::size_t>(numbers[i]);
    if (number >= first.size()) {
      first.resize(number + 1, i);
      has_skeleton.resize(number + 1, false);
    }
    if (number > 0 && skeleton[i] != 0) has_skeleton[number] = true;
  }
  for (std::size_t number = 1; number < first.size(); ++number) {
    if (!has_skeleton[number]) skeleton[first[number]] = 1;
  }
}

void flood(const Field& field, Step start, int number, const std::vector<std::uint8_t>& ink,
           std::vector<int>& numbers) {
  std::vector<Step> open{start};
  numbers[field.at(start.x, start.y)] = number;
  while (!open.empty()) {
    const Step place = open.back();
    open.pop_back();
    for (const Step& step : kAround) {
      const Step next{place.x + step.x, place.y + step.y};
      if (!field.holds(next.x, next.y)) continue;
      const std::size_t there = field.at(next.x, next.y);
      if (ink[there] == 0 || numbers[there] != 0) continue;
      numbers[there] = number;
      open.push_back(next);
    }
  }
}

}  // namespace

Nearest nearest_seeds(const std::vector<std::uint8_t>& is_seed, int width, int height) {
  const Field field{width, height};
  Nearest nearest{std::vector<int>(field.size(), Nearest::kNone),
                  std::vector<int>(field.size(), std::numeric_limits<int>::max())};
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (is_seed[i] == 0) continue;
    nearest.seed[i] = static_cast<int>(i);
    nearest.distance[i] = 0;
  }
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) relax(field, x, y, 1, nearest);
  }
  for (int y = height - 1; y >= 0; --y) {
    for (int x = width - 1; x >= 0; --x) relax(field, x, y, -1, nearest);
  }
  return nearest;
}

std::vector<std::uint8_t> thinned(const std::vector<std::uint8_t>& ink, int width, int height) {
  static const std::array<std::array<bool, 256>, 2> kTables{removal_table(false),
                                                            removal_table(true)};
  const Field field{width, height};
  std::vector<std::uint8_t> skeleton(ink.size());
  for (std::size_t i = 0; i < ink.size(); ++i) skeleton[i] = ink[i] != 0 ? 1 : 0;
  std::vector<Step> places = places_of(field, skeleton);
  for (bool changed = true; changed;) {
    changed = thin_once(field, kTables[0], places, skeleton);
    changed = thin_once(field, kTables[1], places, skeleton) || changed;
  }
  keep_one_of_each(field, component_numbers(ink, width, height), skeleton);
  return skeleton;
}

std::vector<int> component_numbers(const std::vector<std::uint8_t>& ink, int width, int height) {
  const Field field{width, height};
  std::vector<int> numbers(field.size(), 0);
  int last = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t here = field.at(x, y);
      if (ink[here] != 0 && numbers[here] == 0) flood(field, {x, y}, ++last, ink, numbers);
    }
  }
  return numbers;
}

}  // namespace inkline
