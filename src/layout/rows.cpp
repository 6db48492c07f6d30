#include <inkline/layout/rows.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/layout/reading_order.hpp>

#include "row_links.hpp"
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

/// Distance of a mark from the band of a row, 0 inside; in letter heights of the row.
double mark_distance(const RowScene& scene, const Box& mark, const RowPart& row) {
  constexpr double far = 9;
  const double x = mark.centre_x();
  const double aside = std::max({row.box.x - x, x - row.box.right(), 0.0});
  const double far_aside = std::max(0.0, aside - 2 * row.height);
  const double above_or_below = std::max(row.box.y - mark.bottom(), mark.y - row.box.bottom());
  if (far_aside > row.height || above_or_below > 2 * row.height) return far;

  const std::span<const int> near = letters_near(scene.pieces, row.letters, x, kNearLetters);
  const Band band = scene.strip_at(row, x).at(x);
  const double centre = mark.centre_y();
  const double outside = std::max({band.top - centre, centre - band.bottom, 0.0});
  // A dot hangs over its letter: with one right below, the row below is the nearer one.
  const bool hangs_over_letter = std::any_of(near.begin(), near.end(), [&](int letter) {
    const Box& box = scene.box(letter);
    return horizontal_overlap(mark, box) > 0 && mark.bottom() <= box.y + 0.1 * row.height;
  });
  return ((hangs_over_letter ? 0.6 : 1.0) * outside + far_aside) / row.height;
}

/// The row nearest to something, among those that `may` have it.
template <class May>
std::optional<std::size_t> nearest_row(const RowScene& scene, const Box& box, double reach,
                                       const std::vector<RowPart>& rows, const May& may) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!may(i)) continue;
    const double distance = mark_distance(scene, box, rows[i]);
    if (distance < reach) {
      reach = distance;
      best = i;
    }
  }
  return best;
}

/// Gives each mark to the row it lies in or next to; those far from all are left over.
void add_marks(const RowScene& scene, RowMembers& marks, std::vector<RowPart>& rows) {
  RowMembers left;
  std::vector<RowMembers> added(rows.size());
  for (const int mark : marks) {
    const auto row = nearest_row(scene, scene.box(mark), scene.params.mark_reach, rows,
                                 [](std::size_t) { return true; });
    (row ? added[*row] : left).push_back(mark);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (added[i].empty()) continue;
    RowMembers all = std::move(rows[i].marks);
    all.insert(all.end(), added[i].begin(), added[i].end());
    rows[i] = scene.part(std::move(rows[i].letters), std::move(all));
  }
  marks = std::move(left);
}

/// How far above or below the first letters of a row a dash or dot before them lies, in sizes of
/// the row; nothing when it does not stand before them.
std::optional<double> distance_as_bullet(const RowScene& scene, const Box& mark,
                                         const RowPart& row) {
  constexpr double widest_gap = 3.5;  // sizes of the row
  constexpr double farthest = 1.1;    // above or below, likewise
  const int start = scene.box(row.letters.front()).x;
  const double gap = start - mark.right();
  if (gap < 0 || gap > widest_gap * row.size) return {};
  const Band first = scene.strip_at(row, start).at(start);
  const double off = std::abs(mark.centre_y() - first.centre()) / row.size;
  return off < farthest ? std::optional(off) : std::nullopt;
}

/// Dashes and dots before a row of several letters, as lists have them, are of that row.
void add_bullets(const RowScene& scene, const RowMembers& marks, std::vector<RowPart>& rows) {
  constexpr std::size_t several = 4;
  for (const int mark : marks) {
    std::optional<std::size_t> home;
    double nearest = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].letters.size() < several) continue;
      const std::optional<double> off = distance_as_bullet(scene, scene.box(mark), rows[i]);
      if (!off || (home && *off >= nearest)) continue;
      home = i;
      nearest = *off;
    }
    if (!home) continue;
    RowMembers all = std::move(rows[*home].marks);
    all.push_back(mark);
    rows[*home] = scene.part(std::move(rows[*home].letters), std::move(all));
  }
}

/// Whether a dot of the row lies right below a part: the hook of a question mark.
bool tops_a_dot(const RowScene& scene, const RowPart& part, const RowPart& row) {
  constexpr double farthest = 0.6;  // of the part's height
  return std::any_of(row.marks.begin(), row.marks.end(), [&](int mark) {
    const Box& dot = scene.box(mark);
    return 2 * horizontal_overlap(dot, part.box) > dot.width && dot.y >= part.box.bottom() &&
           dot.y < part.box.bottom() + farthest * part.box.height;
  });
}

/// Whether a piece is right below one letter of a row, as the broken loop of a g is.
bool ends_a_letter(const RowScene& scene, const RowPart& part, const RowPart& row) {
  constexpr double farthest = 0.35;  // below the letter, in heights of the row
  if (part.letters.size() != 1 || part.box.width > 1.5 * row.height) return false;
  return std::any_of(row.letters.begin(), row.letters.end(), [&](int letter) {
    const Box& above = scene.box(letter);
    return 2 * horizontal_overlap(above, part.box) > part.box.width &&
           part.box.y > above.centre_y() && part.box.y < above.bottom() + farthest * row.height;
  });
}

/// One or two small pieces right above or below a row, such as quotes, the hook of a question mark
/// whose dot is lost, or the loop of a broken g, belong to it.
void absorb_leftovers(const RowScene& scene, std::vector<RowPart>& rows) {
  constexpr std::size_t few = 2;
  constexpr double reach = 0.5;
  constexpr double most_height = 1.2;
  constexpr double far_reach = 1.2;  // of quotes, hooks above a dot, and loops below a letter
  constexpr double most_height_far = 2;
  for (std::size_t i = rows.size(); i-- > 0;) {
    const RowPart part = rows[i];
    if (part.letters.size() > few) continue;
    const auto is_beside = [&](std::size_t j, double most) {
      const RowPart& row = rows[j];
      return j != i && row.letters.size() > few && part.height <= most * row.height &&
             horizontal_overlap(part.box, row.box) > -row.height;
    };
    auto home = nearest_row(scene, part.box, reach, rows,
                            [&](std::size_t j) { return is_beside(j, most_height); });
    if (!home) {
      home = nearest_row(scene, part.box, far_reach, rows, [&](std::size_t j) {
        return is_beside(j, most_height_far) &&
               (tops_a_dot(scene, part, rows[j]) || ends_a_letter(scene, part, rows[j]) ||
                scene.hangs(part, rows[j]));
      });
    }
    if (!home) continue;
    rows[*home] = scene.joined(rows[*home], scene.as_guest(part, rows[*home]));
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// Whether a flat mark runs below letters: part of an underline. One without letters above it is
/// a low line that was written as a character.
bool is_underline(const RowScene& scene, int mark, const RowPart& row) {
  constexpr double flat = 2.5;
  constexpr double least_width = 0.4;  // in sizes of the row
  constexpr double least_drop = 0.15;  // below the letters, likewise
  const Box& box = scene.box(mark);
  if (box.width < flat * box.height || box.width < least_width * row.size) return false;
  const double x = box.centre_x();
  if (box.centre_y() < scene.strip_at(row, x).at(x).bottom + least_drop * row.size) return false;
  return std::any_of(row.letters.begin(), row.letters.end(), [&](int letter) {
    const Box& above = scene.box(letter);
    return above.bottom() <= box.centre_y() &&
           2 * horizontal_overlap(above, box) > std::min(above.width, box.width);
  });
}

/// The dashes of a broken line that runs below the letters of a row, under a heading for instance.
RowMembers dashes_below(const RowScene& scene, const RowPart& row) {
  constexpr std::size_t fewest = 4;
  constexpr double flat = 1.5;
  constexpr double least_drop = 0.15;  // below the letters, in sizes of the row
  RowMembers dashes;
  for (const int mark : row.marks) {
    const Box& box = scene.box(mark);
    const double x = box.centre_x();
    const double foot = scene.strip_at(row, x).at(x).bottom;
    if (box.width > flat * box.height && box.centre_y() > foot + least_drop * row.size) {
      dashes.push_back(mark);
    }
  }
  return dashes.size() >= fewest ? dashes : RowMembers{};
}

/// Whether a piece is far taller than its row's letters, above and below them: a large initial
/// stands on the baseline.
bool sticks_out(const RowScene& scene, int letter, const RowPart& row) {
  constexpr double farthest = 1.0;  // in sizes of the row
  const Box& box = scene.box(letter);
  const Band band = scene.strip_at(row, box.centre_x()).at(box.centre_x());
  const double reach = farthest * row.size;
  return box.y < band.top - reach && box.bottom() > band.bottom + reach;
}

/// Takes away what stands in a row and is no writing: underlines, whole or broken, and strokes of
/// frames and arrows that are far taller than the letters.
void drop_strangers(const RowScene& scene, std::vector<RowPart>& rows) {
  constexpr std::size_t fewest = 5;
  for (RowPart& row : rows) {
    RowMembers marks = row.marks;
    RowMembers letters = row.letters;
    const RowMembers dashes = dashes_below(scene, row);
    std::erase_if(marks, [&](int mark) {
      return is_underline(scene, mark, row) ||
             std::find(dashes.begin(), dashes.end(), mark) != dashes.end();
    });
    if (letters.size() >= fewest) {
      std::erase_if(letters, [&](int letter) { return sticks_out(scene, letter, row); });
    }
    row = scene.part(std::move(letters), std::move(marks));
  }
}

RowMembers members_of(const RowScene& scene, RowPart row) {
  RowMembers members = std::move(row.letters);
  members.insert(members.end(), row.marks.begin(), row.marks.end());
  std::sort(members.begin(), members.end(), [&](int a, int b) {
    const double x = scene.box(a).centre_x();
    const double y = scene.box(b).centre_x();
    return x != y ? x < y : a < b;
  });
  return members;
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
  require(widest_table_gap >= 0 && widest_table_gap <= 100, "widest_table_gap must be 0 to 100",
          widest_table_gap);
  require(typical_gaps >= 0 && typical_gaps <= 10, "typical_gaps must be 0 to 10", typical_gaps);
  require(mark_reach >= 0 && mark_reach <= 3, "mark_reach must be 0 to 3", mark_reach);
}

std::vector<RowMembers> cluster_rows(std::span<const Piece> pieces, std::span<const Role> roles,
                                     double letter_height, const RowParams& params) {
  params.check();
  const RowMembers letters = with_role(roles, Role::letter);
  const double slope =
      writing_slope(boxes_of(pieces, letters), letter_height, params.steepest_slope);
  RowScene scene{pieces, params, SlopeField(slope)};
  std::vector<RowPart> rows;
  rows.reserve(letters.size());
  for (const int letter : letters) rows.push_back(scene.part({letter}));

  const double widest = widest_gap(scene, rows);
  link_parts(scene, std::vector<double>{0.5, 1.0, 1.7, 2.7}, widest, rows);
  RowMembers marks = with_role(roles, Role::mark);
  add_marks(scene, marks, rows);
  link_parts(scene,
             std::vector<double>{1.7, 2.7, widest, std::max(widest, params.widest_table_gap)},
             widest, rows);
  absorb_leftovers(scene, rows);
  add_marks(scene, marks, rows);
  add_bullets(scene, marks, rows);
  drop_strangers(scene, rows);

  std::vector<Box> boxes;
  for (const RowPart& row : rows) boxes.push_back(row.box);
  std::vector<RowMembers> members;
  for (const std::size_t row : reading_order(boxes)) {
    members.push_back(members_of(scene, std::move(rows[row])));
  }
  return members;
}

}  // namespace inkline
