#include "lattice_paths.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace inkline {
namespace {

constexpr float kNoWay = -std::numeric_limits<float>::infinity();
constexpr float kHopeless = 15;  // a place this much worse than the best is forgotten
constexpr std::size_t kMostPlaces = 12;
constexpr std::size_t kMostPassed = 24;  // places that dirt leads on from; texture is nothing else
constexpr float kSpaceWithin = -2;       // log-weight of a space in a stretch nobody can read

/// Adds a place, or the better way to one that is there.
void add(const LatticePaths::Place& place, LatticePaths::Places& places) {
  for (LatticePaths::Place& other : places) {
    if (other.piece == place.piece && other.inside == place.inside) {
      other.score = std::max(other.score, place.score);
      return;
    }
  }
  places.push_back(place);
}

float best_reading(const LatticeArc& arc) {
  float best = kNoWay;
  for (const LatticeReading& reading : arc.readings) best = std::max(best, reading.log_weight);
  return best;
}

}  // namespace

std::vector<std::span<const LatticeArc>> arcs_by_piece(const RowLattice& lattice) {
  std::vector<std::span<const LatticeArc>> arcs;
  auto begin = lattice.arcs.begin();
  for (int piece = 0; piece < lattice.pieces; ++piece) {
    const auto end = std::find_if(begin, lattice.arcs.end(),
                                  [&](const LatticeArc& arc) { return arc.from != piece; });
    arcs.emplace_back(begin, end);
    begin = end;
  }
  return arcs;
}

LatticePaths::LatticePaths(const RowLattice& lattice, int space)
    : lattice_(lattice), space_(space), arcs_(arcs_by_piece(lattice)) {
  const auto pieces = static_cast<std::size_t>(lattice.pieces);
  unclear_.assign(pieces, nullptr);
  for (const LatticeStretch& stretch : lattice.unclear) {
    unclear_[static_cast<std::size_t>(stretch.from)] = &stretch;
  }
  behind_.assign(pieces + 1, kNoWay);
  behind_.back() = 0;
  for (std::size_t i = pieces; i-- > 0;) {
    const LatticeGap& gap = lattice.gaps[i];
    const float cheapest = i == 0 ? 0 : std::max(gap.space, gap.none);
    float best = kNoWay;
    for (const LatticeArc& arc : arcs_[i]) {
      best = std::max(best, best_reading(arc) + behind_[static_cast<std::size_t>(arc.to)]);
    }
    if (unclear_[i] != nullptr) {
      const auto to = static_cast<std::size_t>(unclear_[i]->to);
      best = std::max(best, unclear_[i]->log_weight + behind_[to]);
    }
    behind_[i] = best + cheapest;
  }
}

float LatticePaths::behind(const Place& place) const {
  const auto piece = static_cast<std::size_t>(place.piece);
  return place.inside ? behind_[static_cast<std::size_t>(unclear_[piece]->to)] : behind_[piece];
}

LatticePaths::Places LatticePaths::start() const {
  Places places{{0, false, 0}};
  pass_dirt(false, places);
  keep_best(places);
  return places;
}

LatticePaths::Places LatticePaths::after(const Places& places, int last, int character) const {
  const bool pays_gap = last >= 0 && last != space_ && space_ >= 0;
  Places result;
  for (const Place& place : places) follow(place, pays_gap, character, result);
  pass_dirt(character != space_ && space_ >= 0, result);
  keep_best(result);
  return result;
}

void LatticePaths::follow(const Place& from, bool pays_gap, int character, Places& result) const {
  const auto piece = static_cast<std::size_t>(from.piece);
  if (from.inside) {
    const float score = from.score + (character == space_ ? kSpaceWithin : 0.0F);
    add({from.piece, true, score}, result);
    add({unclear_[piece]->to, false, score}, result);
    return;
  }
  if (from.piece >= lattice_.pieces) return;
  const LatticeGap& gap = lattice_.gaps[piece];
  if (character == space_) {
    if (from.piece > 0) add({from.piece, false, from.score + gap.space}, result);
    return;
  }
  const float score = from.score + (pays_gap && from.piece > 0 ? gap.none : 0.0F);
  for (const LatticeArc& arc : arcs_[piece]) {
    for (const LatticeReading& reading : arc.readings) {
      if (reading.character == character) add({arc.to, false, score + reading.log_weight}, result);
    }
  }
  if (const LatticeStretch* unclear = unclear_[piece]) {
    add({from.piece, true, score + unclear->log_weight}, result);
    add({unclear->to, false, score + unclear->log_weight}, result);
  }
}

/// Ways may lead on over dirt without a character.
void LatticePaths::pass_dirt(bool pays_gap, Places& places) const {
  for (std::size_t i = 0; i < std::min(places.size(), kMostPassed); ++i) {
    const Place from = places[i];
    if (from.inside || from.piece >= lattice_.pieces) continue;
    const auto piece = static_cast<std::size_t>(from.piece);
    const float score =
        from.score + (pays_gap && from.piece > 0 ? lattice_.gaps[piece].none : 0.0F);
    for (const LatticeArc& arc : arcs_[piece]) {
      for (const LatticeReading& reading : arc.readings) {
        if (reading.character != LatticeReading::kDirt) continue;
        add({arc.to, false, score + reading.log_weight}, places);
      }
    }
  }
}

void LatticePaths::keep_best(Places& places) const {
  if (places.empty()) return;
  const float least = score(places) - kHopeless;
  std::erase_if(places,
                [&](const Place& place) { return !(place.score + behind(place) >= least); });
  if (places.size() <= kMostPlaces) return;
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    return a.score + behind(a) > b.score + behind(b);
  });
  places.resize(kMostPlaces);
}

float LatticePaths::score(const Places& places) const {
  float best = kNoWay;
  for (const Place& place : places) best = std::max(best, place.score + behind(place));
  return best;
}

float LatticePaths::end_score(const Places& places) const {
  float best = kNoWay;
  for (const Place& place : places) {
    if (!place.inside && place.piece == lattice_.pieces) best = std::max(best, place.score);
  }
  return best;
}

}  // namespace inkline
