#include "row_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <inkline/base/median.hpp>

#include "row_fit.hpp"

namespace inkline {
namespace {

/// What stands left and right of a gap, in this row and in those above and below.
struct GapSides {
  std::vector<double> left;   ///< widths in sizes
  std::vector<double> right;  ///< likewise
  std::size_t pairs = 0;      ///< of the right ones, those that continue one on the left
  std::size_t linked = 0;     ///< of the pairs, those that were linked across the gap before

  double paired_share() const {
    return static_cast<double>(pairs) / static_cast<double>(right.size());
  }
};

bool are_side_by_side(const RowPart& a, const RowPart& b) {
  const Band of_a{static_cast<double>(a.box.y), static_cast<double>(a.box.bottom())};
  const Band of_b{static_cast<double>(b.box.y), static_cast<double>(b.box.bottom())};
  return overlap_ratio(of_a, of_b) > 0.5;
}

/// Those of `parts` between which and x none other stands.
std::vector<const RowPart*> next_to(double x, const std::vector<const RowPart*>& parts) {
  const auto distance = [x](const RowPart* part) { return std::abs(part->box.centre_x() - x); };
  std::vector<const RowPart*> nearest_first = parts;  // on pages full of pieces one is soon hidden
  std::stable_sort(nearest_first.begin(), nearest_first.end(),
                   [&](auto a, auto b) { return distance(a) < distance(b); });
  std::vector<const RowPart*> nearest;
  for (const RowPart* part : parts) {
    const auto decisive =
        std::find_if(nearest_first.begin(), nearest_first.end(), [&](const RowPart* other) {
          return distance(other) >= distance(part) || are_side_by_side(*part, *other);
        });
    if (distance(*decisive) >= distance(part)) nearest.push_back(part);
  }
  return nearest;
}

/// Entries stand on the line of their row; notes that lie side by side may stand anywhere.
///
/// @param missed  see missed_slope()
bool continues(const RowPart& left, const RowPart& right, double missed) {
  constexpr double least_overlap = 0.6;
  const double lift = missed * std::max(0, right.box.x - left.box.right());
  return overlap_in_gap(left, right, gap_between(left, right), lift) > least_overlap;
}

/// Looks at the rows around the gap of one, up to those that are written across its middle, or
/// across the whole of a wide one. A row that has a gap at the same place is a pair already.
class GapSurvey {
 public:
  GapSurvey(const RowScene& scene, const RowPart& a, const RowPart& b, bool is_wide)
      : scene_(scene),
        x_((a.box.right() + b.box.x) / 2.0),
        from_(is_wide ? a.box.right() : x_),
        to_(is_wide ? b.box.x : x_),
        y_((a.box.centre_y() + b.box.centre_y()) / 2.0),
        top_(y_ - kReach * (a.size + b.size) / 2),
        bottom_(y_ + kReach * (a.size + b.size) / 2),
        missed_(is_wide ? missed_slope(a, b) : 0) {}

  /// @param by_height  all parts from the top of the page down
  GapSides sides(const PartsByHeight& by_height) {
    for (const RowPart* part : by_height.between(top_, bottom_)) {
      if (crosses(*part) && !has_gap(*part)) bound_by(part->box.centre_y());
    }
    std::vector<const RowPart*> left;
    std::vector<const RowPart*> right;
    GapSides sides;
    for (const RowPart* part : by_height.between(top_, bottom_)) {
      if (crosses(*part)) {
        add_pair(*part, sides);
      } else {
        (part->box.centre_x() < x_ ? left : right).push_back(part);
      }
    }
    left = next_to(x_, left);
    right = next_to(x_, right);
    for (const RowPart* part : left) sides.left.push_back(longest_entry(*part, part->letters));
    for (const RowPart* part : right) sides.right.push_back(longest_entry(*part, part->letters));
    sides.pairs += static_cast<std::size_t>(
        std::count_if(right.begin(), right.end(), [&](const RowPart* entry) {
          return std::any_of(left.begin(), left.end(),
                             [&](const RowPart* row) { return continues(*row, *entry, missed_); });
        }));
    return sides;
  }

 private:
  static constexpr double kReach = 16;  // sizes up and down
  static constexpr double kGap = 2.5;   // sizes; narrower ones are between words

  struct Gap {
    int begin;
    int end;
  };

  bool crosses(const RowPart& part) const { return part.box.x < from_ && part.box.right() > to_; }

  /// Between the letters of a row left and right of x.
  Gap gap_of(const RowPart& row) const {
    Gap gap{row.box.x, row.box.right()};
    for (const int letter : row.letters) {
      const Box& box = scene_.box(letter);
      if (box.centre_x() < x_) gap.begin = std::max(gap.begin, box.right());
      if (box.centre_x() >= x_) gap.end = std::min(gap.end, box.x);
    }
    return gap;
  }

  bool has_gap(const RowPart& part) const {
    const Gap gap = gap_of(part);
    return gap.end - gap.begin > kGap * part.size;
  }

  void bound_by(double y) {
    if (y < y_) top_ = std::max(top_, y);
    if (y > y_) bottom_ = std::min(bottom_, y);
  }

  /// Width of the longest stretch of some letters without a gap, in sizes of their row: several
  /// entries of a table are no running text.
  double longest_entry(const RowPart& row, std::span<const int> letters) const {
    double longest = 0;
    Box entry;
    for (const int letter : letters) {
      const Box& box = scene_.box(letter);
      if (box.x - entry.right() > kGap * row.size) entry = box;
      entry = united(entry, box);
      longest = std::max<double>(longest, entry.width);
    }
    return longest / row.size;
  }

  void add_pair(const RowPart& row, GapSides& sides) const {
    const auto first_right =
        std::partition_point(row.letters.begin(), row.letters.end(),
                             [&](int letter) { return scene_.box(letter).centre_x() < x_; });
    sides.left.push_back(longest_entry(row, {row.letters.begin(), first_right}));
    sides.right.push_back(longest_entry(row, {first_right, row.letters.end()}));
    ++sides.pairs;
    ++sides.linked;
  }

  const RowScene& scene_;
  double x_;
  double from_;
  double to_;
  double y_;
  double top_;
  double bottom_;
  double missed_;  ///< slope of the page between the two, see missed_slope()
};

constexpr double kMostPaired = 0.7;  // of the right ones in columns that are independent
constexpr double kRunningText = 8;   // width in sizes; entries of a table are shorter

/// Whether a gap is one between columns, or between notes set apart: on both sides there are
/// several rows, which do not pair up, or which are all as long as running text.
bool is_gutter(const GapSides& sides) {
  constexpr std::size_t several = 3;
  if (sides.left.size() < several || sides.right.size() < several) return false;
  if (3 * sides.linked >= sides.right.size()) return false;
  if (sides.paired_share() < kMostPaired) return true;
  return std::min(median(sides.left), median(sides.right)) > kRunningText;
}

/// Whether what stands right of a wide gap are short entries, such as prices, of rows at the left.
/// Where one of them is as long as running text they are a note of its own.
bool is_table(const GapSides& sides) {
  constexpr std::size_t several = 2;
  return sides.right.size() >= several && sides.paired_share() >= kMostPaired &&
         *std::max_element(sides.right.begin(), sides.right.end()) < kRunningText;
}

/// The widest gap between letters of one part, pixels.
int widest_gap_within(const RowScene& scene, const RowPart& part) {
  int widest = 0;
  int right = part.box.x;
  for (const int letter : part.letters) {
    const Box& box = scene.box(letter);
    widest = std::max(widest, box.x - right);
    right = std::max(right, box.right());
  }
  return widest;
}

/// Whether the gap between two parts is hardly wider than those that they have within: writing that
/// is as wide set as this has no gutter here, whatever stands above and below.
bool is_between_words(const RowScene& scene, const RowPart& a, const RowPart& b) {
  constexpr double most_wider = 1.4;
  constexpr std::size_t several = 4;  // letters; fewer may stand anywhere
  if (std::min(a.letters.size(), b.letters.size()) < several) return false;
  const int within = std::max(widest_gap_within(scene, a), widest_gap_within(scene, b));
  return b.box.x - a.box.right() <= most_wider * within;
}

/// Whether the gap between two parts, one of which may be a letter alone, is as wide as those
/// between the letters of the longer one: writing letter by letter, such as an alphabet.
bool is_between_letters(const RowScene& scene, const RowPart& a, const RowPart& b) {
  constexpr double most_wider = 1.5;
  constexpr std::size_t several = 4;
  const RowPart& longer = a.letters.size() < b.letters.size() ? b : a;
  if (longer.letters.size() < several) return false;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < longer.letters.size(); ++i) {
    const Box& before = scene.box(longer.letters[i - 1]);
    gaps.push_back(scene.box(longer.letters[i]).x - before.right());
  }
  return b.box.x - a.box.right() <= most_wider * median(std::move(gaps));
}

}  // namespace

bool may_link_across(const RowScene& scene, const RowPart& a, const RowPart& b,
                     double widest_in_text, const PartsByHeight& by_height) {
  constexpr double narrowest = 2.5;   // sizes
  constexpr double lone_share = 0.6;  // a piece alone may be dirt: its gap is to be narrower
  // In usual sizes: where in doubt a gap is looked at.
  const double gap = (b.box.x - a.box.right()) / ((a.size + b.size) / 2);
  if (gap <= narrowest) return true;
  const bool is_wide = gap > widest_in_text;
  if (!is_wide && (is_between_words(scene, a, b) || is_between_letters(scene, a, b))) return true;
  const GapSides sides = GapSurvey(scene, a, b, is_wide).sides(by_height);
  const bool is_lone = is_lone_letter(a) || is_lone_letter(b);
  const double widest = is_lone ? lone_share * widest_in_text : widest_in_text;
  return gap > widest ? is_table(sides) : !is_gutter(sides);
}

}  // namespace inkline
