#include "row_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inkline {
namespace {

/// A band with what sticks out of it above and below.
Band whole(const Band& core, double size) {
  return {core.centre() - size / 2, core.centre() + size / 2};
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

}  // namespace

double gap_unit(const RowPart& part) {
  constexpr double small_letter = 0.6;  // of a tall one, usually
  return std::max(part.size, small_letter * part.tallest);
}

double gap_between(const RowPart& a, const RowPart& b) {
  return std::max(0, b.box.x - a.box.right()) / ((gap_unit(a) + gap_unit(b)) / 2);
}

double overlap_in_gap(const RowPart& a, const RowPart& b, double gap, double lift) {
  const auto [from, to, x] = meeting_of(a, b, gap);
  return std::max(overlap_ratio(whole(from.at(x), a.size), moved(whole(to.at(x), b.size), -lift)),
                  overlap_ratio(standing(from.base_at(x), a.size),
                                moved(standing(to.base_at(x), b.size), -lift)));
}

double missed_slope(const RowPart& a, const RowPart& b) {
  constexpr double most = 0.02;
  const Meeting meeting = meeting_of(a, b, gap_between(a, b));
  const double step = meeting.to.at(meeting.x).centre() - meeting.from.at(meeting.x).centre();
  return std::clamp(step / std::max(1, b.box.x - a.box.right()), -most, most);
}

double link_cost(const RowPart& a, const RowPart& b, double widest, const RowParams& params) {
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

}  // namespace inkline
