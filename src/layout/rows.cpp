#include <inkline/layout/rows.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>

#include "row_parts.hpp"

namespace inkline {
namespace {

constexpr std::size_t kNearLetters = 7;  // letters around a mark that tell where its row runs

RowMembers with_role(std::span<const Role> roles, Role wanted) {
  RowMembers members;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] == wanted) members.push_back(static_cast<int>(i));
  }
  return members;
}

const Box& box_of(std::span<const Piece> pieces, int member) {
  return pieces[static_cast<std::size_t>(member)].box;
}

std::vector<Box> boxes_of(std::span<const Piece> pieces, const RowMembers& members) {
  std::vector<Box> boxes;
  boxes.reserve(members.size());
  for (const int member : members) boxes.push_back(box_of(pieces, member));
  return boxes;
}

/// Distance of a mark from the band of a row, 0 inside.
double mark_distance(std::span<const Piece> pieces, const Box& mark, const RowPart& row,
                     const SlopeField& slopes, const RowParams& params) {
  const double x = mark.centre_x();
  const double aside = std::max({row.box.x - x, x - row.box.right(), 0.0});
  const double far_aside = std::max(0.0, aside - 2 * row.height);
  const double above_or_below = std::max(row.box.y - mark.bottom(), mark.y - row.box.bottom());
  if (far_aside > row.height || above_or_below > 2 * row.height) return 9 * row.height;

  const std::span<const int> near = members_near(pieces, row.members, x, kNearLetters);
  const Band band =
      fit_strip(pieces, near, slopes.at(row.box.centre_y()), params.slope_spread).at(x);
  const double centre = mark.centre_y();
  const double outside = std::max({band.top - centre, centre - band.bottom, 0.0});
  // A dot hangs over its letter: with one right below, the row below is the nearer one.
  const bool hangs_over_letter = std::any_of(near.begin(), near.end(), [&](int letter) {
    const Box& box = box_of(pieces, letter);
    return horizontal_overlap(mark, box) > 0 && mark.bottom() <= box.y + 0.1 * row.height;
  });
  return (hangs_over_letter ? 0.6 : 1.0) * outside + far_aside;
}

void add_marks(std::span<const Piece> pieces, const RowMembers& marks, const SlopeField& slopes,
               const RowParams& params, std::vector<RowPart>& rows) {
  std::vector<RowMembers> added(rows.size());
  for (const int mark : marks) {
    std::optional<std::size_t> best;
    double best_distance = params.mark_reach;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double distance =
          mark_distance(pieces, box_of(pieces, mark), rows[i], slopes, params) / rows[i].height;
      if (distance < best_distance) {
        best_distance = distance;
        best = i;
      }
    }
    if (best) added[*best].push_back(mark);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowMembers& members = rows[i].members;
    members.insert(members.end(), added[i].begin(), added[i].end());
    std::sort(members.begin(), members.end(), [&](int a, int b) {
      const double x = box_of(pieces, a).centre_x();
      const double y = box_of(pieces, b).centre_x();
      return x != y ? x < y : a < b;
    });
  }
}

}  // namespace

void RowParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("rows.") + what + ", got " + std::to_string(value));
  };
  require(steepest_slope >= 0 && steepest_slope <= 1, "steepest_slope must be 0 to 1",
          steepest_slope);
  require(slope_spread > 0 && slope_spread <= 1, "slope_spread must be above 0, at most 1",
          slope_spread);
  require(least_overlap >= 0 && least_overlap <= 1, "least_overlap must be 0 to 1", least_overlap);
  require(most_size_ratio >= 1, "most_size_ratio must be at least 1", most_size_ratio);
  require(widest_gap >= 0 && widest_gap <= 100, "widest_gap must be 0 to 100", widest_gap);
  require(typical_gaps >= 0 && typical_gaps <= 10, "typical_gaps must be 0 to 10", typical_gaps);
  require(mark_reach >= 0 && mark_reach <= 3, "mark_reach must be 0 to 3", mark_reach);
}

std::vector<RowMembers> cluster_rows(std::span<const Piece> pieces, std::span<const Role> roles,
                                     double letter_height, const RowParams& params) {
  params.check();
  const RowMembers letters = with_role(roles, Role::letter);
  SlopeField slopes(
      writing_slope(boxes_of(pieces, letters), letter_height, params.steepest_slope));
  std::vector<RowPart> parts;
  parts.reserve(letters.size());
  for (const int letter : letters) {
    parts.push_back(part_from(pieces, {letter}, slopes, params.slope_spread));
  }
  std::vector<RowPart> rows = link_parts(pieces, std::move(parts), slopes, params);
  add_marks(pieces, with_role(roles, Role::mark), slopes, params, rows);
  std::stable_sort(rows.begin(), rows.end(), [](const RowPart& a, const RowPart& b) {
    return a.box.centre_y() < b.box.centre_y();
  });
  std::vector<RowMembers> members;
  members.reserve(rows.size());
  for (RowPart& row : rows) members.push_back(std::move(row.members));
  return members;
}

}  // namespace inkline
