#include <inkline/layout/row_bridges.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

#include "row_parts.hpp"

namespace inkline {
namespace {

/// The members that tell where a row runs: those of at least half the usual height.
RowPart letters_of(const RowScene& scene, const RowMembers& row) {
  std::vector<int> heights;
  for (const int member : row) heights.push_back(scene.box(member).height);
  const int least = median(std::move(heights)) / 2;
  RowMembers letters;
  for (const int member : row) {
    if (scene.box(member).height >= least) letters.push_back(member);
  }
  return scene.part(std::move(letters));
}

/// Where a row runs at a piece, as its other letters tell; nothing when these are few or far.
std::optional<Strip> strip_beside(const RowScene& scene, const RowPart& row, int piece,
                                  const BridgeParams& params) {
  constexpr std::size_t near_letters = 9;
  const Box& box = scene.box(piece);
  RowMembers others = row.letters;
  std::erase(others, piece);
  if (others.size() < static_cast<std::size_t>(params.least_letters)) return {};
  const double reach = params.reach * row.size;
  const bool is_near = std::any_of(others.begin(), others.end(), [&](int other) {
    return horizontal_overlap(box, scene.box(other)) > -reach;
  });
  if (!is_near) return {};
  const std::span<const int> near =
      letters_near(scene.pieces, others, box.centre_x(), near_letters);
  return fit_strip(scene.pieces, near, scene.slopes.at(row.box.centre_y()),
                   scene.params.slope_spread);
}

bool covers(const Box& box, const Band& band, double share) {
  const double shared =
      std::min<double>(box.bottom(), band.bottom) - std::max<double>(box.y, band.top);
  return shared >= share * band.height();
}

/// The border between the two uppermost rows that a piece covers, if it covers two.
std::optional<RowBridge> bridge_at(const RowScene& scene, const std::vector<RowPart>& rows,
                                   int piece, const BridgeParams& params) {
  const Box& box = scene.box(piece);
  struct Covered {
    Band band;
    double slope;
  };
  std::vector<Covered> covered;
  for (const RowPart& row : rows) {
    if (box.height < 1.5 * row.height || box.height > 10 * row.height ||
        vertical_overlap(box, row.box) <= 0)
      continue;
    const std::optional<Strip> strip = strip_beside(scene, row, piece, params);
    if (!strip) continue;
    const Band band = strip->at(box.centre_x());
    if (covers(box, band, params.least_cover)) covered.push_back({band, strip->slope});
  }
  if (covered.size() < 2) return {};
  std::sort(covered.begin(), covered.end(),
            [](const Covered& a, const Covered& b) { return a.band.centre() < b.band.centre(); });
  const Covered& upper = covered[0];
  const Covered& lower = covered[1];
  // A frame begins far above the rows that it covers.
  if (box.y < upper.band.top - 2 * upper.band.height()) return {};
  // Parts of one row that were not joined lie in one band.
  if (overlap_ratio(upper.band, lower.band) > 0.2) return {};
  const double slope = (upper.slope + lower.slope) / 2;
  return RowBridge{piece, slope, std::min(upper.band.bottom, lower.band.top),
                   std::max(upper.band.bottom, lower.band.top)};
}

}  // namespace

void BridgeParams::check() const {
  require_setting(least_cover >= 0 && least_cover <= 1,
                  "bridges.least_cover must be 0 to 1, got " + std::to_string(least_cover));
  require_setting(reach >= 0 && reach <= 20,
                  "bridges.reach must be 0 to 20, got " + std::to_string(reach));
  require_setting(least_letters >= 1,
                  "bridges.least_letters must be at least 1, got " + std::to_string(least_letters));
}

std::vector<RowBridge> find_bridges(std::span<const Piece> pieces, std::span<const RowMembers> rows,
                                    const BridgeParams& params) {
  params.check();
  constexpr std::size_t most_rows = 400;  // more are texture, and every pair is looked at
  if (rows.size() < 2 || rows.size() > most_rows) return {};
  const RowParams row_params;
  RowScene scene{pieces, row_params, SlopeField(0)};
  std::vector<RowPart> parts;
  for (const RowMembers& row : rows) parts.push_back(letters_of(scene, row));
  scene.slopes.learn(pieces, parts);

  std::vector<RowBridge> bridges;
  // Also what is in no row: ink that sticks out of its row above and below is left out of it.
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::optional<RowBridge> bridge = bridge_at(scene, parts, static_cast<int>(i), params);
    if (bridge) bridges.push_back(*bridge);
  }
  return bridges;
}

}  // namespace inkline
