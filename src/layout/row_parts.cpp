#include "row_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace inkline {
namespace {

constexpr std::size_t kEndLetters = 9;  // letters that tell where a part's end goes on
constexpr double kFarSpread = 0.3;  // how little a whole row's slope strays, by that of its ends

const Box& box_of(std::span<const Piece> pieces, int member) {
  return pieces[static_cast<std::size_t>(member)].box;
}

Box core_of(std::span<const Piece> pieces, int member) {
  return pieces[static_cast<std::size_t>(member)].core();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double median_height(std::span<const Piece> pieces, std::span<const int> members) {
  std::vector<double> heights;
  heights.reserve(members.size());
  for (const int member : members) heights.push_back(core_of(pieces, member).height);
  return median(std::move(heights));
}

double median_size(std::span<const Piece> pieces, std::span<const int> members) {
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

/// The medians of top and bottom, each - slope * (x - x0), over the members.
Band median_band(std::span<const Piece> pieces, std::span<const int> members, double slope,
                 double x0) {
  std::vector<double> tops;
  std::vector<double> bottoms;
  for (const int member : members) {
    const Box box = core_of(pieces, member);
    const double shift = slope * (box.centre_x() - x0);
    tops.push_back(box.y - shift);
    bottoms.push_back(box.bottom() - shift);
  }
  return {median(std::move(tops)), median(std::move(bottoms))};
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
  Band band = median_band(pieces, members, strip.slope, strip.x0);
  strip.centre = band.centre();
  strip.base = band.bottom;
  if (members.size() < 2) return strip;
  const double noise =
      std::max(1.0, scatter * std::max(strip.height, median_size(pieces, members) / 2));
  const double ridge = square(noise / spread);
  for (int round = 0; round < rounds; ++round) {
    // Letters far out of the strip count in proportion to how near they are (Huber's weights).
    double pull = 0;
    double sum_of_squares = 0;
    for (const int member : members) {
      const Box box = core_of(pieces, member);
      const double dx = box.centre_x() - strip.x0;
      const double off = box.centre_y() - strip.centre - strip.slope * dx;
      const double weight = std::min(1.0, noise / std::max(1e-9, std::abs(off)));
      pull += weight * dx * (box.centre_y() - strip.centre - expected_slope * dx);
      sum_of_squares += weight * square(dx);
    }
    strip.slope = expected_slope + pull / (sum_of_squares + ridge);
    band = median_band(pieces, members, strip.slope, strip.x0);
    strip.centre = band.centre();
    strip.base = band.bottom;
  }
  return strip;
}

void SlopeField::learn(std::span<const Piece> pieces, std::span<const RowPart> parts) {
  constexpr std::size_t fewest = 5;
  constexpr double loose = 0.3;  // what neighbours say counts little here
  constexpr double reach = 8;    // letter heights up and down
  samples_.clear();
  for (const RowPart& part : parts) {
    if (part.letters.size() < fewest) continue;
    const Strip strip = fit_strip(pieces, part.letters, page_slope_, loose);
    const double weight = spread_of_x(pieces, part.letters) / square(part.height);
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

std::span<const int> letters_near(std::span<const Piece> pieces, std::span<const int> members,
                                  double x, std::size_t count) {
  if (members.size() <= count) return members;
  const auto after = std::lower_bound(
      members.begin(), members.end(), x,
      [&](int member, double place) { return box_of(pieces, member).centre_x() < place; });
  std::size_t first = static_cast<std::size_t>(after - members.begin());
  std::size_t last = first;
  while (last - first < count) {
    const bool left_is_nearer =
        last == members.size() || (first > 0 && x - box_of(pieces, members[first - 1]).centre_x() <
                                                    box_of(pieces, members[last]).centre_x() - x);
    if (left_is_nearer) {
      --first;
    } else {
      ++last;
    }
  }
  return members.subspan(first, last - first);
}

RowPart part_from(std::span<const Piece> pieces, RowMembers letters, RowMembers marks,
                  const SlopeField& slopes, double spread) {
  RowPart part;
  for (const int letter : letters) part.box = united(part.box, box_of(pieces, letter));
  part.height = median_height(pieces, letters);
  part.size = median_size(pieces, letters);
  for (const int letter : letters) {
    part.tallest = std::max<double>(part.tallest, box_of(pieces, letter).height);
  }
  const double expected = slopes.at(part.box.centre_y());
  for (const int mark : marks) part.box = united(part.box, box_of(pieces, mark));
  const std::span<const int> all(letters);
  const std::size_t count = std::min(all.size(), kEndLetters);
  part.left = fit_strip(pieces, all.first(count), expected, spread);
  part.right =
      all.size() == count ? part.left : fit_strip(pieces, all.last(count), expected, spread);
  part.whole = all.size() == 1 ? part.left : fit_strip(pieces, all, expected, kFarSpread * spread);
  part.letters = std::move(letters);
  part.marks = std::move(marks);
  return part;
}

RowPart RowScene::joined(const RowPart& a, const RowPart& b) const {
  RowMembers letters = a.letters;
  letters.insert(letters.end(), b.letters.begin(), b.letters.end());
  std::sort(letters.begin(), letters.end(), [&](int i, int j) {
    const double x = box(i).centre_x();
    const double y = box(j).centre_x();
    return x != y ? x < y : i < j;
  });
  RowMembers marks = a.marks;
  marks.insert(marks.end(), b.marks.begin(), b.marks.end());
  return part(std::move(letters), std::move(marks));
}

namespace {

/// One or two letters, no joined word.
bool is_short(const RowPart& part) {
  return part.letters.size() <= 2 && part.box.width < 2.5 * part.size;
}

/// One or two upright strokes, as quotation marks and apostrophes are.
bool are_strokes(const RowPart& part) {
  constexpr double widest_stroke = 0.7;  // of the height
  return is_short(part) &&
         part.box.width <= static_cast<double>(part.letters.size()) * widest_stroke * part.tallest;
}

/// Whether a part is a quotation mark or an apostrophe in the upper half of a row, which does not
/// tell where the row runs.
bool hangs(const RowPart& part, const RowPart& row, const Strip& strip) {
  constexpr double most_size = 0.7;
  constexpr std::size_t fewest = 3;  // letters that tell where the row's middle is
  return are_strokes(part) && row.letters.size() >= fewest && part.tallest < most_size * row.size &&
         part.box.bottom() < strip.at(part.box.centre_x()).centre();
}

}  // namespace

bool RowScene::hangs(const RowPart& part, const RowPart& row) const {
  return inkline::hangs(part, row, strip_at(row, part.box.centre_x()));
}

RowPart RowScene::as_guest(RowPart part, const RowPart& row) const {
  if (!hangs(part, row)) return part;
  part.marks.insert(part.marks.end(), part.letters.begin(), part.letters.end());
  part.letters.clear();
  return part;
}

Strip RowScene::strip_at(const RowPart& row, double x) const {
  const std::span<const int> near = letters_near(pieces, row.letters, x, kEndLetters);
  return fit_strip(pieces, near, slopes.at(row.box.centre_y()), params.slope_spread);
}

namespace {

/// A band with what sticks out of it above and below.
Band whole(const Band& core, double size) {
  return {core.centre() - size / 2, core.centre() + size / 2};
}

/// What gaps beside a part are measured in: the usual size of its letters, but where small letters
/// are tiny what it would be beside these tall ones, as gaps are no smaller for it.
double gap_unit(const RowPart& part) {
  constexpr double small_letter = 0.6;  // of a tall one, usually
  return std::max(part.size, small_letter * part.tallest);
}

/// Between two parts, in letter heights; 0 where they overlap.
double gap_between(const RowPart& a, const RowPart& b) {
  return std::max(0, b.box.x - a.box.right()) / ((gap_unit(a) + gap_unit(b)) / 2);
}

/// The band of letters of a size that stand on a line.
Band standing(double base, double size) {
  return {base - size, base};
}

double ratio_of(double a, double b) {
  return std::max(a, b) / std::min(a, b);
}

/// How much the letters of two neighbours differ in size. Where small letters are tiny, parts with
/// many ascenders and with few differ in all but their baseline and their tallest letters.
double size_ratio(const RowPart& a, const RowPart& b) {
  constexpr double same_line = 0.3;
  const double ratio = std::min(ratio_of(a.height, b.height), ratio_of(a.size, b.size));
  const double middle = (a.box.right() + b.box.x) / 2.0;
  const double step = std::abs(a.right.base_at(middle) - b.left.base_at(middle));
  if (step > same_line * std::min(a.tallest, b.tallest)) return ratio;
  return std::min(ratio, ratio_of(a.tallest, b.tallest));
}

/// Where two neighbours run in the middle of the gap between them.
struct Meeting {
  Strip from;
  Strip to;
  double x = 0;
};

Meeting meeting_of(const RowPart& a, const RowPart& b, double gap) {
  constexpr double far = 5;  // letter heights; ends of rows point into the blue beyond
  return {gap > far ? a.whole : a.right, gap > far ? b.whole : b.left,
          (a.box.right() + b.box.x) / 2.0};
}

Band moved(const Band& band, double down) {
  return {band.top + down, band.bottom + down};
}

/// How well the bands of two neighbours agree in the middle of the gap between them, the right one
/// moved up by `lift`.
double overlap_in_gap(const RowPart& a, const RowPart& b, double gap, double lift = 0) {
  const auto [from, to, x] = meeting_of(a, b, gap);
  return std::max(overlap_ratio(whole(from.at(x), a.size), moved(whole(to.at(x), b.size), -lift)),
                  overlap_ratio(standing(from.base_at(x), a.size),
                                moved(standing(to.base_at(x), b.size), -lift)));
}

/// How much steeper than its rows the page must be for two neighbours to meet: what short rows say
/// of their slope is not exact, and shows far away.
double missed_slope(const RowPart& a, const RowPart& b) {
  constexpr double most = 0.02;
  const Meeting meeting = meeting_of(a, b, gap_between(a, b));
  const double step = meeting.to.at(meeting.x).centre() - meeting.from.at(meeting.x).centre();
  return std::clamp(step / std::max(1, b.box.x - a.box.right()), -most, most);
}

/// How bad it would be to go on from `a` to `b`, which is on its right; infinite when they cannot
/// be of one row.
double cost(const RowPart& a, const RowPart& b, double widest, const RowParams& params) {
  constexpr double never = std::numeric_limits<double>::infinity();
  const double gap = gap_between(a, b);
  if (gap > widest) return never;
  if (hangs(a, b, b.left) || hangs(b, a, a.right)) return never;
  const double ratio = size_ratio(a, b);
  // A single letter may be a capital among small ones, or a small one among capitals.
  const double lenience = is_short(a) || is_short(b) ? 1.6 : 1.0;
  if (ratio > lenience * params.most_size_ratio) return never;
  const double overlap = overlap_in_gap(a, b, gap);
  if (overlap < params.least_overlap) return never;
  return gap + 1.5 * (1 - std::min(1.0, overlap)) + 0.7 * std::log(ratio);
}

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
      const double price = cost(a, *b, widest, scene.params);
      best.next[i].offer(j, price);
      best.previous[j].offer(i, price);
    }
  }
  return best;
}

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

/// Parts from the top of the page down.
class PartsByHeight {
 public:
  explicit PartsByHeight(const std::vector<RowPart>& parts) {
    for (const RowPart& part : parts) parts_.push_back(&part);
    std::stable_sort(parts_.begin(), parts_.end(), [](const RowPart* a, const RowPart* b) {
      return a->box.centre_y() < b->box.centre_y();
    });
  }

  /// Those whose middles lie between two heights, neither included.
  std::span<const RowPart* const> between(double top, double bottom) const {
    const auto first =
        std::upper_bound(parts_.begin(), parts_.end(), top,
                         [](double y, const RowPart* part) { return y < part->box.centre_y(); });
    const auto last =
        std::lower_bound(first, parts_.end(), bottom,
                         [](const RowPart* part, double y) { return part->box.centre_y() < y; });
    return {first, last};
  }

 private:
  std::vector<const RowPart*> parts_;
};

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

/// One letter, no joined word.
bool is_lone_letter(const RowPart& part) {
  return part.letters.size() == 1 && is_short(part);
}

/// Takes back the choices across wide gaps that are gutters.
void forbid_gutters(const RowScene& scene, double widest_in_text, const std::vector<RowPart>& parts,
                    Neighbours& best) {
  constexpr double narrowest = 2.5;   // sizes
  constexpr double lone_share = 0.6;  // a piece alone may be dirt: its gap is to be narrower
  const PartsByHeight by_height(parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t j = best.next[i].part;
    if (!best.follows(i, j)) continue;
    // In usual sizes: where in doubt a gap is looked at.
    const double gap =
        (parts[j].box.x - parts[i].box.right()) / ((parts[i].size + parts[j].size) / 2);
    if (gap <= narrowest) continue;
    const bool is_lone = is_lone_letter(parts[i]) || is_lone_letter(parts[j]);
    const bool is_wide = gap > widest_in_text;
    if (!is_wide && is_between_words(scene, parts[i], parts[j])) continue;
    if (!is_wide && is_between_letters(scene, parts[i], parts[j])) continue;
    const GapSides sides = GapSurvey(scene, parts[i], parts[j], is_wide).sides(by_height);
    const double widest = is_lone ? lone_share * widest_in_text : widest_in_text;
    const bool may = gap > widest ? is_table(sides) : !is_gutter(sides);
    if (!may) best.next[i] = {};
  }
}

/// Links every pair of which each is the other's best neighbour; false when there is none.
bool link_once(const RowScene& scene, double widest, double widest_in_text,
               std::vector<RowPart>& parts) {
  std::sort(parts.begin(), parts.end(), [](const RowPart& a, const RowPart& b) {
    return a.box.x != b.box.x ? a.box.x < b.box.x : a.box.y < b.box.y;
  });
  Neighbours best = best_neighbours(scene, parts, widest);
  forbid_gutters(scene, widest_in_text, parts, best);
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
      if (gap < nearest && std::isfinite(cost(a, b, farthest, scene.params))) nearest = gap;
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
