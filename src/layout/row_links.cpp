#include "row_links.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include <inkline/base/median.hpp>

#include "row_fit.hpp"
#include "row_gaps.hpp"

namespace inkline {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// The best neighbour of a part.
struct Choice {
  std::size_t part = kNone;
  double cost = std::numeric_limits<double>::infinity();

  void offer(std::size_t other, double price) {
    if (price < cost) *this = {other, price};
  }
};

struct Neighbours {
  std::vector<Choice> next;
  std::vector<Choice> previous;

  bool follows(std::size_t a, std::size_t b) const {
    return a != kNone && b != kNone && next[a].part == b && previous[b].part == a;
  }
};

/// Whether b can stand behind a: letters that lean may reach over the next one.
bool is_behind(const Box& b, const Box& a) {
  if (b.x <= a.x || b.right() <= a.right()) return false;
  return a.right() - b.x <= 0.7 * std::min(a.width, b.width);
}

/// @param parts  by their left edges
Neighbours best_neighbours(const RowScene& scene, const std::vector<RowPart>& parts,
                           double widest) {
  Neighbours best{std::vector<Choice>(parts.size()), std::vector<Choice>(parts.size())};
  double largest = 0;
  for (const RowPart& part : parts) largest = std::max(largest, gap_unit(part));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const RowPart& a = parts[i];
    const double from = a.box.right() - a.size;
    const double to = a.box.right() + widest * (gap_unit(a) + largest) / 2;
    const auto first =
        std::lower_bound(parts.begin(), parts.end(), from,
                         [](const RowPart& part, double x) { return part.box.x < x; });
    for (auto b = first; b != parts.end() && b->box.x <= to; ++b) {
      if (!is_behind(b->box, a.box)) continue;
      const auto j = static_cast<std::size_t>(b - parts.begin());
      const double price = link_cost(a, *b, widest, scene.params);
      best.next[i].offer(j, price);
      best.previous[j].offer(i, price);
    }
  }
  return best;
}

/// Links every pair of which each is the other's best neighbour; false when there is none.
bool link_once(const RowScene& scene, double widest, double widest_in_text,
               std::vector<RowPart>& parts) {
  std::sort(parts.begin(), parts.end(), [](const RowPart& a, const RowPart& b) {
    return a.box.x != b.box.x ? a.box.x < b.box.x : a.box.y < b.box.y;
  });
  Neighbours best = best_neighbours(scene, parts, widest);
  const PartsByHeight by_height(parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t j = best.next[i].part;
    if (!best.follows(i, j)) continue;
    if (!may_link_across(scene, parts[i], parts[j], widest_in_text, by_height)) best.next[i] = {};
  }
  std::vector<RowPart> linked;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (best.follows(best.previous[i].part, i)) continue;
    RowPart chain = std::move(parts[i]);
    for (std::size_t at = i; best.follows(at, best.next[at].part);) {
      at = best.next[at].part;
      chain = scene.joined(chain, parts[at]);
    }
    linked.push_back(std::move(chain));
  }
  const bool any = linked.size() < parts.size();
  parts = std::move(linked);
  return any;
}

/// How well a part lies within a row: the overlap of each letter with the row next to it.
double fit(const RowScene& scene, const RowPart& part, const RowPart& row) {
  double sum = 0;
  for (const int letter : part.letters) {
    const Box box = scene.pieces[static_cast<std::size_t>(letter)].core();
    const Band own{static_cast<double>(box.y), static_cast<double>(box.bottom())};
    sum += overlap_ratio(own, scene.strip_at(row, box.centre_x()).at(box.centre_x()));
  }
  return sum / static_cast<double>(part.letters.size());
}

/// Whether a letter of `row` stands right above or below the piece.
bool is_stacked(const RowScene& scene, int piece, const RowPart& row) {
  const Box& own = scene.box(piece);
  return std::any_of(row.letters.begin(), row.letters.end(), [&](int other) {
    const Box& box = scene.box(other);
    return box.height > 0.6 * row.height && vertical_overlap(own, box) < 0 &&
           horizontal_overlap(own, box) > 0.5 * std::min(own.width, box.width);
  });
}

bool are_two_rows(const RowScene& scene, const RowPart& part, const RowPart& row) {
  const auto stacked = std::count_if(part.letters.begin(), part.letters.end(),
                                     [&](int piece) { return is_stacked(scene, piece, row); });
  return stacked * 3 >= static_cast<std::ptrdiff_t>(part.letters.size());
}

/// The row among the first `count` that a shorter part lies in, or right next to; none if kNone.
std::size_t home_of(const RowScene& scene, const RowPart& part, const std::vector<RowPart>& rows,
                    std::size_t count) {
  // A question mark or a d alone stands out of the row's band further than a few letters would.
  double best_fit = is_short(part) ? 0.2 : 0.5;
  std::size_t best = kNone;
  for (std::size_t i = 0; i < count; ++i) {
    const double aside = is_short(part) ? rows[i].height : 0;
    if (horizontal_overlap(part.box, rows[i].box) <= -aside) continue;
    if (vertical_overlap(part.box, rows[i].box) <= 0) continue;
    const double candidate = fit(scene, part, rows[i]);
    if (candidate > best_fit && !are_two_rows(scene, part, rows[i])) {
      best_fit = candidate;
      best = i;
    }
  }
  return best;
}

/// Parts between the letters of another, such as the halves of broken letters, join it.
void merge_interleaved(const RowScene& scene, std::vector<RowPart>& parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const RowPart& a, const RowPart& b) {
    return a.letters.size() > b.letters.size();
  });
  for (std::size_t i = parts.size(); i-- > 1;) {
    const std::size_t home = home_of(scene, parts[i], parts, i);
    if (home == kNone) continue;
    parts[home] = scene.joined(parts[home], scene.as_guest(parts[i], parts[home]));
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

constexpr std::size_t kMostLetters = 4000;  // more are texture, and every pair is looked at

}  // namespace

double widest_gap(const RowScene& scene, const std::vector<RowPart>& letters) {
  constexpr double farthest = 12;
  if (letters.size() > kMostLetters) return scene.params.widest_gap;
  std::vector<double> gaps;
  for (const RowPart& a : letters) {
    double nearest = farthest;
    for (const RowPart& b : letters) {
      if (!is_behind(b.box, a.box)) continue;
      const double gap = gap_between(a, b);
      if (gap < nearest && std::isfinite(link_cost(a, b, farthest, scene.params))) nearest = gap;
    }
    if (nearest < farthest) gaps.push_back(nearest);
  }
  const double typical = gaps.empty() ? 0 : median(std::move(gaps));
  return std::max(scene.params.widest_gap, scene.params.typical_gaps * typical);
}

void link_parts(RowScene& scene, std::span<const double> gaps, double widest_in_text,
                std::vector<RowPart>& parts) {
  constexpr int most_rounds = 8;
  for (const double gap : gaps) {
    for (int round = 0; round < most_rounds && link_once(scene, gap, widest_in_text, parts);
         ++round) {
    }
    if (parts.size() <= kMostLetters) merge_interleaved(scene, parts);
    scene.slopes.learn(scene.pieces, parts);
    for (RowPart& part : parts) part = scene.part(std::move(part.letters), std::move(part.marks));
  }
}

}  // namespace inkline
