#include "lattice_paths.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

namespace {

using namespace inkline;

constexpr std::string_view kAlphabet = "ab ";
constexpr int kA = 0;
constexpr int kB = 1;
constexpr int kSpace = 2;
constexpr int kDirt = LatticeReading::kDirt;

float logarithm(double p) {
  return static_cast<float>(std::log(p));
}

RowLattice lattice_of(int pieces, std::vector<LatticeArc> arcs, double space = 1e-3) {
  RowLattice lattice{pieces, std::move(arcs), {}, {}};
  lattice.gaps.assign(static_cast<std::size_t>(pieces), {logarithm(space), logarithm(1 - space)});
  return lattice;
}

/// Every run of one to three pieces, as a, b or, for one piece, dirt.
RowLattice random_lattice(int pieces, std::uint64_t seed) {
  Random random(seed);
  const auto weight = [&] { return logarithm(0.02 + random.unit()); };
  std::vector<LatticeArc> arcs;
  for (int from = 0; from < pieces; ++from) {
    for (int to = from + 1; to <= std::min(pieces, from + 3); ++to) {
      LatticeArc arc{from, to, {{kA, weight()}, {kB, weight()}}};
      if (to == from + 1) arc.readings.push_back({kDirt, weight()});
      arcs.push_back(arc);
    }
  }
  RowLattice lattice = lattice_of(pieces, arcs);
  for (LatticeGap& gap : lattice.gaps) {
    const double space = random.uniform(0.05, 0.95);
    gap = {logarithm(space), logarithm(1 - space)};
  }
  return lattice;
}

/// The best way of every text, by walking all of them. A gap counts behind a character.
void walk(const RowLattice& lattice, int piece, const std::string& text, float weight,
          std::map<std::string, float>& best) {
  if (piece == lattice.pieces) {
    const auto [place, is_new] = best.try_emplace(text, weight);
    if (!is_new) place->second = std::max(place->second, weight);
    return;
  }
  const LatticeGap& gap = lattice.gaps[static_cast<std::size_t>(piece)];
  const bool asks = !text.empty() && text.back() != ' ';
  for (const LatticeArc& arc : lattice.arcs) {
    if (arc.from != piece) continue;
    for (const LatticeReading& reading : arc.readings) {
      const bool is_dirt = reading.character == kDirt;
      const std::string read =
          is_dirt ? "" : std::string(1, kAlphabet[static_cast<std::size_t>(reading.character)]);
      const float here = weight + reading.log_weight;
      walk(lattice, arc.to, text + read, here + (asks ? gap.none : 0.0F), best);
      if (asks) walk(lattice, arc.to, text + ' ' + read, here + gap.space, best);
    }
  }
}

/// What the paths say of a text and of its beginnings, the empty one first.
std::vector<float> scores_of(const LatticePaths& paths, const std::string& text) {
  std::vector<float> scores{paths.score(paths.start())};
  LatticePaths::Places places = paths.start();
  int last = -1;
  for (const char c : text) {
    const auto character = static_cast<int>(kAlphabet.find(c));
    places = paths.after(places, last, character);
    last = character;
    if (places.empty()) return scores;
    scores.push_back(paths.score(places));
  }
  scores.push_back(paths.end_score(places));
  return scores;
}

TEST_SUITE("lattice paths") {
  TEST_CASE("a text is worth its best way, by walking every way") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      const RowLattice lattice = random_lattice(5, seed);
      const LatticePaths paths(lattice, kSpace);
      std::map<std::string, float> best;
      walk(lattice, 0, "", 0, best);
      float top = -1e9F;
      for (const auto& [text, weight] : best) top = std::max(top, weight);
      for (const auto& [text, weight] : best) {
        if (weight < top - 6 || text.ends_with(' ')) continue;
        CAPTURE(text);
        CHECK(scores_of(paths, text).back() == doctest::Approx(weight).epsilon(1e-4));
      }
    }
  }

  TEST_CASE(
      "the longer a beginning, the less it is worth, and the empty one is worth the best way") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      CAPTURE(seed);
      const RowLattice lattice = random_lattice(6, seed);
      const std::vector<float> scores = scores_of(LatticePaths(lattice, kSpace), "abab");
      for (std::size_t i = 0; i + 1 < scores.size(); ++i) CHECK(scores[i + 1] <= scores[i] + 1e-4F);
    }
  }

  TEST_CASE("what does not fit leads nowhere") {
    const RowLattice lattice = lattice_of(2, {{0, 1, {{kA, 0}}}, {1, 2, {{kA, 0}}}});
    const LatticePaths paths(lattice, kSpace);
    CHECK(paths.after(paths.start(), -1, kB).empty());
    CHECK(scores_of(paths, "aaa").size() == 3);
    CHECK(scores_of(paths, "a").back() < -1e9F);
  }

  TEST_CASE("a stretch that nobody can read may be any characters") {
    RowLattice lattice = lattice_of(3, {{0, 1, {{kA, 0}}}, {2, 3, {{kB, 0}}}});
    lattice.unclear = {{1, 2, logarithm(0.5)}};
    const LatticePaths paths(lattice, kSpace);
    for (const std::string text : {"aab", "abb", "abab", "abaaaab"}) {
      CAPTURE(text);
      CHECK(scores_of(paths, text).back() == doctest::Approx(logarithm(0.5)).epsilon(0.01));
    }
    CHECK(scores_of(paths, "aba").back() < -1e9F);
  }

  TEST_CASE("lattices that contradict themselves are refused") {
    check_lattice(lattice_of(2, {{0, 2, {{kA, 0}}}}), 3);
    CHECK_THROWS_AS(check_lattice(lattice_of(1, {{0, 2, {{kA, 0}}}}), 3), Error);
    CHECK_THROWS_AS(check_lattice(lattice_of(1, {{0, 1, {{7, 0}}}}), 3), Error);
    CHECK_THROWS_AS(check_lattice(lattice_of(2, {{1, 2, {{kA, 0}}}, {0, 1, {{kA, 0}}}}), 3), Error);
    RowLattice uneven = lattice_of(2, {});
    uneven.gaps.pop_back();
    CHECK_THROWS_AS(check_lattice(uneven, 3), Error);
  }
}

}  // namespace
