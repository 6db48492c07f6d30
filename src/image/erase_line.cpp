#include "erase_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace inkline {
namespace {

enum class Ink { none, line, letter };

/// What one lane holds where the line goes through.
struct Crossing {
  Ink ink = Ink::none;
  double place = 0;  ///< of the line's middle
  int begin = 0;     ///< run of ink there
  int end = 0;       ///< behind its last pixel

  int length() const { return end - begin; }
};

/// The line's place in every lane from the first of its course on.
std::vector<double> places_of(const RulingLine& line) {
  const int first = static_cast<int>(std::lround(line.course.front().lane));
  const int last = static_cast<int>(std::lround(line.course.back().lane));
  std::vector<double> places;
  places.reserve(static_cast<std::size_t>(last - first + 1));
  std::size_t i = 1;
  for (int lane = first; lane <= last; ++lane) {
    while (i + 1 < line.course.size() && line.course[i].lane < lane) ++i;
    const LinePoint& a = line.course[i - 1];
    const LinePoint& b = line.course[i];
    const double share = b.lane > a.lane ? (lane - a.lane) / (b.lane - a.lane) : 0;
    places.push_back(a.place + share * (b.place - a.place));
  }
  return places;
}

/// The run of ink nearest to `place`, if there is one within `reach` of it.
Crossing crossing_at(const uchar* lane, int size, double place, int reach) {
  Crossing crossing;
  crossing.place = place;
  const int middle = static_cast<int>(std::lround(place));
  for (int off = 0; off <= reach; ++off) {
    for (const int at : {middle - off, middle + off}) {
      if (at < 0 || at >= size || lane[at] == 0) continue;
      crossing.begin = at;
      crossing.end = at + 1;
      while (crossing.begin > 0 && lane[crossing.begin - 1] != 0) --crossing.begin;
      while (crossing.end < size && lane[crossing.end] != 0) ++crossing.end;
      crossing.ink = Ink::letter;
      return crossing;
    }
  }
  return crossing;
}

/// Length of run above which ink is more than the line: a little above what nine in ten of the
/// runs have that may be the line alone.
double longest_of_line(const std::vector<Crossing>& crossings, double thickness, double ratio) {
  const double most = ratio * thickness + 1;
  std::vector<int> lengths;
  for (const Crossing& c : crossings) {
    if (c.ink != Ink::none && c.length() <= most) lengths.push_back(c.length());
  }
  if (lengths.empty()) return most;
  const auto ninth = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
  std::nth_element(lengths.begin(), ninth, lengths.end());
  return std::clamp(*ninth + 1.0, std::min(thickness + 1, most), most);
}

/// Calls act(begin, end) for each group of neighbouring lanes with the given ink.
template <class Act>
void for_groups(const std::vector<Crossing>& crossings, Ink ink, const Act& act) {
  std::size_t i = 0;
  while (i < crossings.size()) {
    const std::size_t begin = i;
    while (i < crossings.size() && crossings[i].ink == ink) ++i;
    if (i > begin) act(begin, i);
    if (i == begin) ++i;
  }
}

/// Ragged edges of the line itself: narrow, and hardly thicker.
void drop_bumps(std::vector<Crossing>& crossings, double longest) {
  for_groups(crossings, Ink::letter, [&](std::size_t begin, std::size_t end) {
    if (static_cast<double>(end - begin) > longest) return;
    const bool flat = std::all_of(crossings.begin() + static_cast<std::ptrdiff_t>(begin),
                                  crossings.begin() + static_cast<std::ptrdiff_t>(end),
                                  [&](const Crossing& c) { return c.length() <= longest + 2; });
    if (!flat) return;
    for (std::size_t i = begin; i < end; ++i) crossings[i].ink = Ink::line;
  });
}

/// A stroke that runs along the line for a while, as the bottom of an o does, leaves the line at a
/// flat angle: its ink grows slowly thicker than the line. Upright strokes end abruptly.
void mend_letters(std::vector<Crossing>& crossings, double longest, double stroke_width,
                  double widest_gap) {
  const auto is_flat = [&](const Crossing& c) {
    return c.ink == Ink::letter && c.length() <= longest + 0.8 * stroke_width;
  };
  std::vector<Crossing> mended = crossings;
  for_groups(crossings, Ink::line, [&](std::size_t begin, std::size_t end) {
    if (begin == 0 || end == crossings.size()) return;
    if (static_cast<double>(end - begin) > widest_gap) return;
    if (!is_flat(crossings[begin - 1]) || !is_flat(crossings[end])) return;
    for (std::size_t i = begin; i < end; ++i) mended[i].ink = Ink::letter;
  });
  crossings.swap(mended);
}

/// What of a run is the line's: all of it, or the part below or above a flat stroke that rests on
/// the line, or nothing.
cv::Range to_clear(const Crossing& c, double thickness, double stroke_width) {
  if (c.ink == Ink::none) return {0, 0};
  if (c.ink == Ink::line) return {c.begin, c.end};
  const int top = static_cast<int>(std::floor(c.place - 0.5 * thickness + 0.5));
  const int bottom = static_cast<int>(std::ceil(c.place + 0.5 * thickness + 0.5));
  const auto is_stroke = [&](int part) {
    return part >= 0.8 * stroke_width && part <= 2 * stroke_width;
  };
  if (c.end <= bottom && is_stroke(top - c.begin)) return {top, std::max(top, c.end)};
  if (c.begin >= top && is_stroke(c.end - bottom)) return {std::min(c.begin, bottom), bottom};
  return {0, 0};
}

}  // namespace

void erase_line(const cv::Mat1b& lanes, cv::Mat1b& cleaned, const RulingLine& line,
                double stroke_width, const RulingParams& params) {
  const int first = static_cast<int>(std::lround(line.course.front().lane));
  const int reach = static_cast<int>(std::ceil(0.5 * line.thickness + 1));
  std::vector<Crossing> crossings;
  for (const double place : places_of(line)) {
    const int lane = first + static_cast<int>(crossings.size());
    crossings.push_back(crossing_at(lanes.ptr(lane), lanes.cols, place, reach));
  }
  const double longest = longest_of_line(crossings, line.thickness, params.crossing_ratio);
  for (Crossing& c : crossings) {
    if (c.ink == Ink::letter && c.length() <= longest) c.ink = Ink::line;
  }
  drop_bumps(crossings, longest);
  mend_letters(crossings, longest, stroke_width, params.mended_gap * stroke_width);
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    const cv::Range range = to_clear(crossings[i], line.thickness, stroke_width);
    uchar* lane = cleaned.ptr(first + static_cast<int>(i));
    std::fill(lane + range.start, lane + range.end, uchar{0});
  }
}

}  // namespace inkline
