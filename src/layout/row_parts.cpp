#include "row_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace inkline {
namespace {

constexpr std::size_t kEndLetters = 9;  // letters that tell where a part's end goes on

const Box& box_of(std::span<const Piece> pieces, int member) {
  return pieces[static_cast<std::size_t>(member)].box;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double median_height(std::span<const Piece> pieces, std::span<const int> members) {
  std::vector<double> heights;
  heights.reserve(members.size());
  for (const int member : members) heights.push_back(box_of(pieces, member).height);
  return median(std::move(heights));
}

double square(double value) {
  return value * value;
}

double mean_x(std::span<const Piece> pieces, std::span<const int> members) {
  double sum = 0;
  for (const int member : members) sum += box_of(pieces, member).centre_x();
  return sum / static_cast<double>(members.size());
}

double spread_of_x(std::span<const Piece> pieces, std::span<const int> members) {
  const double mean = mean_x(pieces, members);
  double sum = 0;
  for (const int member : members) sum += square(box_of(pieces, member).centre_x() - mean);
  return sum;
}

/// The median of centre - slope * (x - x0) over the members.
double middle_of(std::span<const Piece> pieces, std::span<const int> members, double slope,
                 double x0) {
  std::vector<double> tops;
  std::vector<double> bottoms;
  for (const int member : members) {
    const Box& box = box_of(pieces, member);
    const double shift = slope * (box.centre_x() - x0);
    tops.push_back(box.y - shift);
    bottoms.push_back(box.bottom() - shift);
  }
  return (median(std::move(tops)) + median(std::move(bottoms))) / 2;
}

}  // namespace

double overlap_ratio(const Band& a, const Band& b) {
  const double shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return shared / std::max(1.0, std::min(a.height(), b.height()));
}

Strip fit_strip(std::span<const Piece> pieces, std::span<const int> members, double expected_slope,
                double spread) {
  // Centres of letters scatter by this share of the height: ascenders and descenders.
  constexpr double scatter = 0.25;
  constexpr int rounds = 3;
  Strip strip;
  strip.height = median_height(pieces, members);
  strip.slope = expected_slope;
  strip.x0 = mean_x(pieces, members);
  strip.centre = middle_of(pieces, members, strip.slope, strip.x0);
  if (members.size() < 2) return strip;
  const double noise = std::max(1.0, scatter * strip.height);
  const double ridge = square(noise / spread);
  for (int round = 0; round < rounds; ++round) {
    // Letters far out of the strip count in proportion to how near they are (Huber's weights).
    double pull = 0;
    double sum_of_squares = 0;
    for (const int member : members) {
      const Box& box = box_of(pieces, member);
      const double dx = box.centre_x() - strip.x0;
      const double off = box.centre_y() - strip.centre - strip.slope * dx;
      const double weight = std::min(1.0, noise / std::max(1e-9, std::abs(off)));
      pull += weight * dx * (box.centre_y() - strip.centre - expected_slope * dx);
      sum_of_squares += weight * square(dx);
    }
    strip.slope = expected_slope + pull / (sum_of_squares + ridge);
    strip.centre = middle_of(pieces, members, strip.slope, strip.x0);
  }
  return strip;
}

void SlopeField::learn(std::span<const Piece> pieces, std::span<const RowPart> parts) {
  constexpr std::size_t fewest = 5;
  constexpr double loose = 0.3;  // what neighbours say counts little here
  constexpr double reach = 8;    // letter heights up and down
  samples_.clear();
  for (const RowPart& part : parts) {
    if (part.members.size() < fewest) continue;
    const Strip strip = fit_strip(pieces, part.members, page_slope_, loose);
    const double weight = spread_of_x(pieces, part.members) / square(part.height);
    samples_.push_back({part.box.centre_y(), reach * part.height, strip.slope, weight});
  }
}

double SlopeField::at(double y) const {
  constexpr double weight_of_page = 30;  // as much as five letters at two heights from each other
  double weights = weight_of_page;
  double sum = weight_of_page * page_slope_;
  for (const Sample& sample : samples_) {
    const double weight = sample.weight * std::exp(-square((y - sample.y) / sample.reach));
    weights += weight;
    sum += weight * sample.slope;
  }
  return sum / weights;
}

std::span<const int> members_near(std::span<const Piece> pieces, std::span<const int> members,
                                  double x, std::size_t count) {
  if (members.size() <= count) return members;
  const auto after = std::lower_bound(
      members.begin(), members.end(), x,
      [&](int member, double place) { return box_of(pieces, member).centre_x() < place; });
  std::size_t first = static_cast<std::size_t>(after - members.begin());
  std::size_t last = first;
  while (last - first < count) {
    const bool left_is_nearer =
        last == members.size() ||
        (first > 0 && x - box_of(pieces, members[first - 1]).centre_x() <
                          box_of(pieces, members[last]).centre_x() - x);
    if (left_is_nearer) {
      --first;
    } else {
      ++last;
    }
  }
  return members.subspan(first, last - first);
}

RowPart part_from(std::span<const Piece> pieces, RowMembers members, const SlopeField& slopes,
                  double spread) {
  RowPart part;
  for (const int member : members) part.box = united(part.box, box_of(pieces, member));
  part.height = median_height(pieces, members);
  const double expected = slopes.at(part.box.centre_y());
  const std::span<const int> all(members);
  const std::size_t count = std::min(all.size(), kEndLetters);
  part.left = fit_strip(pieces, all.first(count), expected, spread);
  part.right = all.size() == count ? part.left
                                   : fit_strip(pieces, all.last(count), expected, spread);
  part.members = std::move(members);
  return part;
}

namespace {

struct Linker {
  std::span<const Piece> pieces;
  SlopeField& slopes;
  const RowParams& params;

  RowPart joined(const RowPart& a, const RowPart& b) const {
    RowMembers members = a.members;
    members.insert(members.end(), b.members.begin(), b.members.end());
    std::sort(members.begin(), members.end(), [&](int i, int j) {
      const double x = box_of(pieces, i).centre_x();
      const double y = box_of(pieces, j).centre_x();
      return x != y ? x < y : i < j;
    });
    return part_from(pieces, std::move(members), slopes, params.slope_spread);
  }

  /// How bad it would be to go on from `a` to `b`, which is on its right; infinite when they
  /// cannot be of one row.
  double cost(const RowPart& a, const RowPart& b, double widest_gap) const {
    constexpr double never = std::numeric_limits<double>::infinity();
    const double height = (a.height + b.height) / 2;
    const double gap = std::max(0, b.box.x - a.box.right());
    if (gap > widest_gap * height) return never;
    const double ratio = std::max(a.height, b.height) / std::min(a.height, b.height);
    // A single letter may be a capital among small ones, or a small one among capitals.
    const double lenience = std::min(a.members.size(), b.members.size()) < 3 ? 1.6 : 1.0;
    if (ratio > lenience * params.most_size_ratio) return never;
    const double middle = (a.box.right() + b.box.x) / 2.0;
    const Band from_a = a.right.at(middle);
    const Band from_b = b.left.at(middle);
    const double overlap = overlap_ratio(from_a, from_b);
    if (overlap < params.least_overlap) return never;
    return gap / height + 1.5 * (1 - std::min(1.0, overlap)) + 0.7 * std::log(ratio);
  }

  /// Links every pair of which each is the other's best continuation; false when there is none.
  bool link_once(std::vector<RowPart>& parts, double widest_gap) const {
    std::sort(parts.begin(), parts.end(), [](const RowPart& a, const RowPart& b) {
      return a.box.x != b.box.x ? a.box.x < b.box.x : a.box.y < b.box.y;
    });
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    struct Choice {
      std::size_t part = none;
      double cost = std::numeric_limits<double>::infinity();
    };
    std::vector<Choice> next(parts.size());
    std::vector<Choice> previous(parts.size());
    double largest = 0;
    for (const RowPart& part : parts) largest = std::max(largest, part.height);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const RowPart& a = parts[i];
      // Letters that lean reach over the next one.
      const auto first = std::lower_bound(
          parts.begin(), parts.end(), a.box.right() - a.height,
          [](const RowPart& part, double x) { return part.box.x < x; });
      const double last_x = a.box.right() + widest_gap * (a.height + largest) / 2;
      for (auto b = first; b != parts.end() && b->box.x <= last_x; ++b) {
        const auto j = static_cast<std::size_t>(b - parts.begin());
        if (j == i || b->box.right() <= a.box.right() || b->box.x <= a.box.x) continue;
        const int shared = a.box.right() - b->box.x;
        if (shared > 0.7 * std::min(a.box.width, b->box.width)) continue;
        const double price = cost(a, *b, widest_gap);
        if (price < next[i].cost) next[i] = {j, price};
        if (price < previous[j].cost) previous[j] = {i, price};
      }
    }
    bool any = false;
    std::vector<RowPart> linked;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto follows = [&](std::size_t a, std::size_t b) {
        return a != none && b != none && next[a].part == b && previous[b].part == a;
      };
      if (follows(previous[i].part, i)) continue;
      RowPart chain = parts[i];
      RowMembers members = chain.members;
      for (std::size_t at = i; follows(at, next[at].part);) {
        at = next[at].part;
        members.insert(members.end(), parts[at].members.begin(), parts[at].members.end());
      }
      if (members.size() > chain.members.size()) {
        any = true;
        chain.members.clear();
        linked.push_back(joined({std::move(members), {}, 0, {}, {}}, chain));
      } else {
        linked.push_back(std::move(chain));
      }
    }
    parts = std::move(linked);
    return any;
  }

  /// How well a part lies within a row: the overlap of each member with the row next to it.
  double fit(const RowPart& part, const RowPart& row) const {
    double sum = 0;
    for (const int member : part.members) {
      const Box& box = box_of(pieces, member);
      const std::span<const int> near =
          members_near(pieces, row.members, box.centre_x(), kEndLetters);
      const Strip strip = fit_strip(pieces, near, slopes.at(row.box.centre_y()),
                                    params.slope_spread);
      const Band own{static_cast<double>(box.y), static_cast<double>(box.bottom())};
      sum += overlap_ratio(own, strip.at(box.centre_x()));
    }
    return sum / static_cast<double>(part.members.size());
  }

  bool is_stacked(int piece, const RowPart& row) const {
    const Box& own = box_of(pieces, piece);
    return std::any_of(row.members.begin(), row.members.end(), [&](int other) {
      const Box& box = box_of(pieces, other);
      return box.height > 0.6 * row.height && vertical_overlap(own, box) < 0 &&
             horizontal_overlap(own, box) > 0.5 * std::min(own.width, box.width);
    });
  }

  bool are_two_rows(const RowPart& part, const RowPart& row) const {
    const auto stacked = std::count_if(part.members.begin(), part.members.end(),
                                       [&](int piece) { return is_stacked(piece, row); });
    return stacked * 3 >= static_cast<std::ptrdiff_t>(part.members.size());
  }

  /// Parts between the letters of another, such as the halves of broken letters, join it.
  void merge_interleaved(std::vector<RowPart>& parts) const {
    std::stable_sort(parts.begin(), parts.end(), [](const RowPart& a, const RowPart& b) {
      return a.members.size() > b.members.size();
    });
    for (std::size_t i = parts.size(); i-- > 1;) {
      const RowPart& part = parts[i];
      // A question mark or a d alone stands out of the row's band further than a few letters.
      double best_fit = part.members.size() <= 2 ? 0.2 : 0.5;
      std::size_t best = i;
      for (std::size_t r = 0; r < i; ++r) {
        const RowPart& row = parts[r];
        const double aside = part.members.size() <= 2 ? row.height : 0;
        if (horizontal_overlap(part.box, row.box) <= -aside ||
            vertical_overlap(part.box, row.box) <= 0) {
          continue;
        }
        const double candidate = fit(part, row);
        if (candidate > best_fit && !are_two_rows(part, row)) {
          best_fit = candidate;
          best = r;
        }
      }
      if (best == i) continue;
      parts[best] = joined(parts[best], part);
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
};

/// The gap from a letter to the next in its row that half of the letters have, in letter heights.
double typical_gap(const Linker& linker, const std::vector<RowPart>& letters) {
  constexpr double farthest = 12;
  std::vector<double> gaps;
  for (const RowPart& a : letters) {
    double nearest = farthest;
    for (const RowPart& b : letters) {
      if (b.box.centre_x() <= a.box.right() || b.box.x <= a.box.x) continue;
      const double gap = std::max(0, b.box.x - a.box.right()) / ((a.height + b.height) / 2);
      if (gap < nearest && linker.cost(a, b, farthest) < farthest * 2) nearest = gap;
    }
    if (nearest < farthest) gaps.push_back(nearest);
  }
  return gaps.empty() ? 0 : median(std::move(gaps));
}

}  // namespace

std::vector<RowPart> link_parts(std::span<const Piece> pieces, std::vector<RowPart> parts,
                                SlopeField& slopes, const RowParams& params) {
  constexpr int most_rounds = 8;
  constexpr std::size_t most_letters = 4000;  // more are texture, and pairs are looked at
  const Linker linker{pieces, slopes, params};
  const double typical = parts.size() <= most_letters ? typical_gap(linker, parts) : 0;
  const double widest = std::max(params.widest_gap, params.typical_gaps * typical);
  for (const double gap : {0.5, 1.0, 1.7, 2.7, 4.0, widest}) {
    if (gap > widest) continue;
    for (int round = 0; round < most_rounds && linker.link_once(parts, gap); ++round) {
    }
    if (parts.size() <= most_letters) linker.merge_interleaved(parts);
    slopes.learn(pieces, parts);
    for (RowPart& part : parts) {
      part = part_from(pieces, std::move(part.members), slopes, params.slope_spread);
    }
  }
  return parts;
}

}  // namespace inkline
