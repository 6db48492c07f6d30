#include <inkline/layout/rows.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// A vertical interval of the page, with the slope of the writing taken out.
struct Band {
  double top = 0;
  double bottom = 0;
  double height() const { return bottom - top; }
  double centre() const { return (top + bottom) / 2; }
};

/// Part of the lower of the two that the other covers; negative when they are apart.
double overlap_ratio(const Band& a, const Band& b) {
  const double shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return shared / std::max(1.0, std::min(a.height(), b.height()));
}

/// What the steps of cluster_rows share.
struct Scene {
  std::span<const Piece> pieces;
  double letter_height;
  double slope;
  const RowParams& params;

  const Box& box(int piece) const { return pieces[static_cast<std::size_t>(piece)].box; }

  Band band(int piece) const {
    const double shift = slope * box(piece).centre_x();
    return {box(piece).y - shift, box(piece).bottom() - shift};
  }

  /// The middle of the given members: medians of their tops and bottoms.
  Band middle(std::span<const int> members) const {
    std::vector<double> tops;
    std::vector<double> bottoms;
    for (const int member : members) {
      tops.push_back(band(member).top);
      bottoms.push_back(band(member).bottom);
    }
    return {median(std::move(tops)), median(std::move(bottoms))};
  }

  std::size_t remembered(const RowMembers& row) const {
    return std::min(row.size(), static_cast<std::size_t>(params.memory));
  }

  void sort_by_x(RowMembers& row) const {
    std::sort(row.begin(), row.end(),
              [&](int a, int b) { return box(a).centre_x() < box(b).centre_x(); });
  }
};

/// The members of `row` whose centres lie nearest to x.
RowMembers nearest_members(const Scene& scene, const RowMembers& row, double x) {
  RowMembers nearest = row;
  const auto count = static_cast<std::ptrdiff_t>(scene.remembered(row));
  std::partial_sort(nearest.begin(), nearest.begin() + count, nearest.end(), [&](int a, int b) {
    return std::abs(scene.box(a).centre_x() - x) < std::abs(scene.box(b).centre_x() - x);
  });
  nearest.resize(static_cast<std::size_t>(count));
  return nearest;
}

/// Rise or fall of the members' centres, from their first half to their second; 0 for few members,
/// where ascenders and descenders would be taken for it.
double drift(const Scene& scene, std::span<const int> members) {
  constexpr std::size_t fewest = 6;
  constexpr double steepest = 0.3;
  if (members.size() < fewest) return 0;
  const auto first = members.first(members.size() / 2);
  const auto second = members.last(members.size() / 2);
  const auto centre_x = [&](std::span<const int> half) {
    return scene.box(half[half.size() / 2]).centre_x();
  };
  const double dx = std::max(1.0, centre_x(second) - centre_x(first));
  const double dy = scene.middle(second).centre() - scene.middle(first).centre();
  return std::clamp(dy / dx, -steepest, steepest);
}

/// A row with what is needed to tell where it goes on.
struct GrowingRow {
  RowMembers members;
  Band band;         ///< of its latest letters, around x
  double x = 0;      ///< their middle
  double slope = 0;  ///< their drift

  Band expected_at(double place) const {
    const double shift = slope * (place - x);
    return {band.top + shift, band.bottom + shift};
  }
};

void append(const Scene& scene, int letter, GrowingRow& row) {
  row.members.push_back(letter);
  const auto latest = std::span(row.members).last(scene.remembered(row.members));
  row.band = scene.middle(latest);
  row.x = (scene.box(latest.front()).centre_x() + scene.box(latest.back()).centre_x()) / 2;
  row.slope = drift(scene, latest);
}

std::vector<RowMembers> sweep_letters(const Scene& scene, const RowMembers& letters) {
  std::vector<GrowingRow> rows;
  for (const int letter : letters) {
    GrowingRow* best = nullptr;
    double best_ratio = scene.params.least_overlap;
    for (GrowingRow& row : rows) {
      const Band expected = row.expected_at(scene.box(letter).centre_x());
      const double ratio = overlap_ratio(scene.band(letter), expected);
      if (ratio > best_ratio) {
        best_ratio = ratio;
        best = &row;
      }
    }
    if (best == nullptr) best = &rows.emplace_back();
    append(scene, letter, *best);
  }
  std::vector<RowMembers> members;
  members.reserve(rows.size());
  for (GrowingRow& row : rows) members.push_back(std::move(row.members));
  return members;
}

/// How well a fragment continues or fills a row: the overlap of each member with the row next to
/// it.
double fit(const Scene& scene, const RowMembers& fragment, const RowMembers& row) {
  double sum = 0;
  for (const int member : fragment) {
    const RowMembers near = nearest_members(scene, row, scene.box(member).centre_x());
    sum += overlap_ratio(scene.band(member), scene.middle(near));
  }
  return sum / static_cast<double>(fragment.size());
}

/// Whether a letter of `row` stands right above or below the piece.
bool is_stacked(const Scene& scene, int piece, const RowMembers& row) {
  const Box& own = scene.box(piece);
  return std::any_of(row.begin(), row.end(), [&](int other) {
    const Box& box = scene.box(other);
    return box.height > 0.6 * scene.letter_height && vertical_overlap(own, box) < 0 &&
           horizontal_overlap(own, box) > 0.5 * std::min(own.width, box.width);
  });
}

bool are_two_rows(const Scene& scene, const RowMembers& fragment, const RowMembers& row) {
  const auto stacked = std::count_if(fragment.begin(), fragment.end(),
                                     [&](int piece) { return is_stacked(scene, piece, row); });
  return stacked * 3 >= static_cast<std::ptrdiff_t>(fragment.size());
}

/// The row among the first `count` that the fragment belongs to, if any.
std::optional<std::size_t> home_of(const Scene& scene, const RowMembers& fragment,
                                   const std::vector<RowMembers>& rows, std::size_t count) {
  // A question mark or a d alone stands out of the row's band further than a few letters would.
  const double least_fit = fragment.size() <= 2 ? 0.2 : 0.5;
  std::optional<std::size_t> best;
  double best_fit = least_fit;
  for (std::size_t i = 0; i < count; ++i) {
    const double candidate = fit(scene, fragment, rows[i]);
    if (candidate > best_fit && !are_two_rows(scene, fragment, rows[i])) {
      best_fit = candidate;
      best = i;
    }
  }
  return best;
}

/// A row that starts above or below the band of its neighbours is first taken for a row of its
/// own; where it turns out to lie within another, the shorter joins the longer.
void merge_fragments(const Scene& scene, std::vector<RowMembers>& rows) {
  constexpr std::size_t most_rows = 400;  // more are texture, and every pair is looked at
  if (rows.size() > most_rows) return;
  std::stable_sort(rows.begin(), rows.end(),
                   [](const RowMembers& a, const RowMembers& b) { return a.size() > b.size(); });
  for (std::size_t i = rows.size(); i-- > 1;) {
    const std::optional<std::size_t> home = home_of(scene, rows[i], rows, i);
    if (!home) continue;
    rows[*home].insert(rows[*home].end(), rows[i].begin(), rows[i].end());
    scene.sort_by_x(rows[*home]);
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// Distance of a mark from the band of a row, 0 inside.
double mark_distance(const Scene& scene, int mark, const RowMembers& row) {
  const Box& box = scene.box(mark);
  const double aside = std::max({scene.box(row.front()).x - box.centre_x(),
                                 box.centre_x() - scene.box(row.back()).right(), 0.0});
  const double far_aside = std::max(0.0, aside - 2 * scene.letter_height);
  if (far_aside > 3 * scene.letter_height) return far_aside;

  const RowMembers near = nearest_members(scene, row, box.centre_x());
  const Band band = scene.middle(near);
  const Band own = scene.band(mark);
  const double outside = std::max({band.top - own.centre(), own.centre() - band.bottom, 0.0});
  // A dot hangs over its letter: with one right below, the row below is the nearer one.
  const bool hangs_over_letter = std::any_of(near.begin(), near.end(), [&](int letter) {
    return horizontal_overlap(box, scene.box(letter)) > 0 &&
           own.bottom <= scene.band(letter).top + 0.1 * scene.letter_height;
  });
  return (hangs_over_letter ? 0.6 : 1.0) * outside + far_aside;
}

void add_marks(const Scene& scene, const RowMembers& marks, std::vector<RowMembers>& rows) {
  const std::vector<RowMembers> letters = rows;
  for (const int mark : marks) {
    std::optional<std::size_t> best;
    double best_distance = scene.params.mark_reach * scene.letter_height;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const double distance = mark_distance(scene, mark, letters[i]);
      if (distance < best_distance) {
        best_distance = distance;
        best = i;
      }
    }
    if (best) rows[*best].push_back(mark);
  }
  for (RowMembers& row : rows) scene.sort_by_x(row);
}

void sort_from_top(const Scene& scene, std::vector<RowMembers>& rows) {
  std::vector<std::pair<double, RowMembers>> keyed;
  keyed.reserve(rows.size());
  for (RowMembers& row : rows) keyed.emplace_back(scene.middle(row).centre(), std::move(row));
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  rows.clear();
  for (auto& [key, row] : keyed) rows.push_back(std::move(row));
}

RowMembers with_role(std::span<const Role> roles, Role wanted) {
  RowMembers members;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] == wanted) members.push_back(static_cast<int>(i));
  }
  return members;
}

/// How much the centres, projected along a slope, gather in few places.
double concentration(std::span<const Box> boxes, double slope, double bin) {
  std::map<long, double> profile;
  for (const Box& box : boxes) {
    const double place = (box.centre_y() - slope * box.centre_x()) / bin;
    const double below = std::floor(place);
    profile[static_cast<long>(below)] += 1 - (place - below);
    profile[static_cast<long>(below) + 1] += place - below;
  }
  double sum_of_squares = 0;
  for (const auto& [place, count] : profile) sum_of_squares += count * count;
  return sum_of_squares;
}

}  // namespace

void RowParams::check() const {
  require_setting(steepest_slope >= 0 && steepest_slope <= 1,
                  "rows.steepest_slope must be 0 to 1, got " + std::to_string(steepest_slope));
  require_setting(least_overlap >= 0 && least_overlap <= 1,
                  "rows.least_overlap must be 0 to 1, got " + std::to_string(least_overlap));
  require_setting(memory >= 1, "rows.memory must be at least 1, got " + std::to_string(memory));
  require_setting(mark_reach >= 0 && mark_reach <= 3,
                  "rows.mark_reach must be 0 to 3, got " + std::to_string(mark_reach));
}

double writing_slope(std::span<const Box> boxes, double letter_height, double steepest_slope) {
  constexpr std::size_t fewest = 6;
  if (boxes.size() < fewest) return 0;
  constexpr double step = 0.005;
  const int steps = static_cast<int>(steepest_slope / step);
  const double bin = std::max(1.0, letter_height / 4);
  double best_score = 0;
  double best_slope = 0;
  for (int i = -steps; i <= steps; ++i) {
    const double slope = i * step;
    const double flatness = 1 - 0.6 * std::abs(slope);  // of two that are equal the flatter
    const double score = flatness * concentration(boxes, slope, bin);
    if (score > best_score) {
      best_score = score;
      best_slope = slope;
    }
  }
  return best_slope;
}

std::vector<RowMembers> cluster_rows(std::span<const Piece> pieces, std::span<const Role> roles,
                                     double letter_height, const RowParams& params) {
  params.check();
  RowMembers letters = with_role(roles, Role::letter);
  std::vector<Box> boxes;
  boxes.reserve(letters.size());
  for (const int letter : letters) boxes.push_back(pieces[static_cast<std::size_t>(letter)].box);
  const double slope = writing_slope(boxes, letter_height, params.steepest_slope);
  const Scene scene{pieces, letter_height, slope, params};

  scene.sort_by_x(letters);
  std::vector<RowMembers> rows = sweep_letters(scene, letters);
  merge_fragments(scene, rows);
  add_marks(scene, with_role(roles, Role::mark), rows);
  sort_from_top(scene, rows);
  return rows;
}

}  // namespace inkline
