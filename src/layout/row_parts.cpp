#include "row_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include <inkline/base/median.hpp>

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

bool is_short(const RowPart& part) {
  return part.letters.size() <= 2 && part.box.width < 2.5 * part.size;
}

bool is_lone_letter(const RowPart& part) {
  return part.letters.size() == 1 && is_short(part);
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

/// One or two upright strokes, as quotation marks and apostrophes are.
bool are_strokes(const RowPart& part) {
  constexpr double widest_stroke = 0.7;  // of the height
  return is_short(part) &&
         part.box.width <= static_cast<double>(part.letters.size()) * widest_stroke * part.tallest;
}

}  // namespace

bool hangs(const RowPart& part, const RowPart& row, const Strip& strip) {
  constexpr double most_size = 0.7;
  constexpr std::size_t fewest = 3;  // letters that tell where the row's middle is
  return are_strokes(part) && row.letters.size() >= fewest && part.tallest < most_size * row.size &&
         part.box.bottom() < strip.at(part.box.centre_x()).centre();
}

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

}  // namespace inkline
