#include <inkline/layout/page_holes.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

enum class Border { left, top, right, bottom };

/// A piece of ink as seen from a border.
struct Spot {
  std::size_t piece = 0;
  double depth = 0;  ///< distance of its middle from the border
  double along = 0;  ///< its middle along the border
  double size = 0;   ///< longer side

  double slope_to(const Spot& other) const { return (other.depth - depth) / (other.along - along); }
};

double size_of(const Box& box) {
  return std::max(box.width, box.height);
}

Spot spot_at(std::size_t piece, const Box& box, const Box& page, Border border) {
  const double x = box.centre_x() - page.x;
  const double y = box.centre_y() - page.y;
  const double size = size_of(box);
  switch (border) {
    case Border::left:
      return {piece, x, y, size};
    case Border::top:
      return {piece, y, x, size};
    case Border::right:
      return {piece, page.width - x, y, size};
    case Border::bottom:
      break;
  }
  return {piece, page.height - y, x, size};
}

bool is_sideways(Border border) {
  return border == Border::left || border == Border::right;
}

/// What may hide what is behind it, seen from a border: no speck, and no frame.
bool stands_in_view(const Piece& piece, double letter_height, const HoleParams& params) {
  constexpr double largest = 2.0;  // times the largest hole
  const double size = size_of(piece.box);
  return size >= params.least_size * letter_height &&
         size <= largest * params.most_size * letter_height;
}

/// The first piece met from every place of the border, if it lies in the margin: holes, or the
/// beginnings of rows.
std::vector<Spot> first_seen(std::span<const Piece> pieces, const Box& page, Border border,
                             double letter_height, const HoleParams& params) {
  const double width = is_sideways(border) ? page.width : page.height;
  const double length = is_sideways(border) ? page.height : page.width;
  const double step = std::max(1.0, params.least_size * letter_height);
  const auto last = static_cast<std::size_t>(length / step);
  std::vector<Spot> nearest(last + 1, Spot{0, width, 0, 0});
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!stands_in_view(pieces[i], letter_height, params)) continue;
    const Spot spot = spot_at(i, pieces[i].box, page, border);
    const double from = std::max(0.0, (spot.along - spot.size / 2) / step);
    const double to = std::max(0.0, (spot.along + spot.size / 2) / step);
    for (auto k = static_cast<std::size_t>(from); k <= std::min(last, static_cast<std::size_t>(to));
         ++k) {
      if (spot.depth < nearest[k].depth) nearest[k] = spot;
    }
  }
  std::vector<Spot> seen;
  for (const Spot& spot : nearest) {
    if (spot.depth > params.band * width || spot.size > params.most_size * letter_height) continue;
    if (seen.empty() || seen.back().piece != spot.piece) seen.push_back(spot);
  }
  return seen;
}

/// Those of the spots that are as large as the first and on the line through both, in their order.
std::vector<Spot> on_line(const std::vector<Spot>& spots, const Spot& first, const Spot& second,
                          const HoleParams& params) {
  constexpr double rounding = 1.5;  // pixels of a box's side
  const double slope = first.slope_to(second);
  std::vector<Spot> found;
  for (const Spot& spot : spots) {
    if (std::abs(spot.size - first.size) > params.alike * first.size + rounding) continue;
    const double line = first.depth + slope * (spot.along - first.along);
    if (std::abs(spot.depth - line) > params.straight * first.size) continue;
    if (!found.empty() && spot.along <= found.back().along) continue;
    found.push_back(spot);
  }
  return found;
}

/// The longest stretch of equal and short steps.
std::vector<Spot> longest_chain(const std::vector<Spot>& spots, const HoleParams& params) {
  std::vector<Spot> best;
  std::vector<Spot> chain;
  double step_before = 0;
  for (const Spot& spot : spots) {
    const double step = chain.empty() ? 0 : spot.along - chain.back().along;
    if (step > params.widest_step * spot.size) {
      chain.clear();
    } else if (chain.size() > 1 &&
               std::abs(step - step_before) > params.regular * step_before + 1) {
      chain = {chain.back()};
    }
    chain.push_back(spot);
    step_before = step;
    if (chain.size() > best.size()) best = chain;
  }
  return best;
}

bool is_chain(const std::vector<Spot>& spots, double length, const HoleParams& params) {
  if (spots.size() < static_cast<std::size_t>(params.least_chain)) return false;
  return spots.back().along - spots.front().along >= params.least_span * length;
}

bool is_punched(const std::vector<Spot>& spots, std::span<const Piece> pieces, double letter_height,
                const HoleParams& params) {
  if (spots.size() < 2 || spots.size() >= static_cast<std::size_t>(params.least_chain)) {
    return false;
  }
  for (std::size_t i = 0; i < spots.size(); ++i) {
    const Box& box = pieces[spots[i].piece].box;
    if (std::min(box.width, box.height) < params.roundest * size_of(box)) return false;
    if (spots[i].size < params.least_punched * letter_height) return false;
    if (i > 0 && spots[i].along - spots[i - 1].along < params.least_apart * spots[i].size) {
      return false;
    }
  }
  return true;
}

/// Distance between two boxes, along the axis on which it is larger; below 0 where they overlap.
double gap_between(const Box& a, const Box& b) {
  const int across = std::max(a.x - b.right(), b.x - a.right());
  const int down = std::max(a.y - b.bottom(), b.y - a.bottom());
  return std::max(across, down);
}

bool is_member(const std::vector<Spot>& spots, std::size_t piece) {
  return std::any_of(spots.begin(), spots.end(),
                     [&](const Spot& spot) { return spot.piece == piece; });
}

/// Whether nothing of any size is next to the spots.
bool have_room(const std::vector<Spot>& spots, std::span<const Piece> pieces, double letter_height,
               const HoleParams& params) {
  return std::all_of(spots.begin(), spots.end(), [&](const Spot& spot) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (!stands_in_view(pieces[i], letter_height, params) || is_member(spots, i)) continue;
      if (gap_between(pieces[i].box, pieces[spot.piece].box) < params.least_room * spot.size) {
        return false;
      }
    }
    return true;
  });
}

/// The most holes that any two of the spots are among.
std::vector<Spot> most_holes(const std::vector<Spot>& spots, std::span<const Piece> pieces,
                             double length, double letter_height, const HoleParams& params) {
  constexpr std::size_t most_spots = 250;  // twice the holes of a long perforation; more are specks
  std::vector<Spot> best;
  if (spots.size() > most_spots) return best;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    for (std::size_t j = i + 1; j < spots.size(); ++j) {
      if (spots[j].along <= spots[i].along) continue;
      if (std::abs(spots[i].slope_to(spots[j])) > params.steepest) continue;
      std::vector<Spot> found = on_line(spots, spots[i], spots[j], params);
      if (found.size() <= best.size()) continue;
      const std::vector<Spot> chain = longest_chain(found, params);
      const bool chained = chain.size() > best.size() && is_chain(chain, length, params);
      if (chained) found = chain;
      if (!chained && !is_punched(found, pieces, letter_height, params)) continue;
      if (have_room(found, pieces, letter_height, params)) best = std::move(found);
    }
  }
  return best;
}

}  // namespace

void HoleParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("holes.") + what + ", got " + std::to_string(value));
  };
  const auto is_share = [](double value) { return value >= 0 && value <= 1; };
  require(least_size > 0, "least_size must be above 0", least_size);
  require(most_size >= least_size, "most_size must be at least holes.least_size", most_size);
  require(band >= 0 && band <= 0.5, "band must be 0 to 0.5", band);
  require(is_share(steepest), "steepest must be 0 to 1", steepest);
  require(is_share(alike), "alike must be 0 to 1", alike);
  require(is_share(straight), "straight must be 0 to 1", straight);
  require(least_room >= 0, "least_room must not be negative", least_room);
  require(least_chain >= 3, "least_chain must be at least 3", least_chain);
  require(is_share(least_span), "least_span must be 0 to 1", least_span);
  require(is_share(regular), "regular must be 0 to 1", regular);
  require(widest_step > 1, "widest_step must be above 1", widest_step);
  require(is_share(roundest), "roundest must be 0 to 1", roundest);
  require(least_punched > 0, "least_punched must be above 0", least_punched);
  require(least_apart > 1, "least_apart must be above 1", least_apart);
}

std::vector<std::size_t> find_holes(std::span<const Piece> pieces, const Box& page,
                                    double letter_height, const HoleParams& params) {
  params.check();
  std::vector<std::size_t> holes;
  for (const Border border : {Border::left, Border::top, Border::right, Border::bottom}) {
    const std::vector<Spot> seen = first_seen(pieces, page, border, letter_height, params);
    const double length = is_sideways(border) ? page.height : page.width;
    for (const Spot& hole : most_holes(seen, pieces, length, letter_height, params)) {
      holes.push_back(hole.piece);
    }
  }
  std::sort(holes.begin(), holes.end());
  holes.erase(std::unique(holes.begin(), holes.end()), holes.end());
  return holes;
}

}  // namespace inkline
