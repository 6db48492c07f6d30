#include "faint_lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>

#include "strip_sums.hpp"

namespace inkline {
namespace {

/// A line that is darker than this, in shades, counts no more than one of this depth, so that
/// strokes of letters do not outweigh the lines they cross.
constexpr int kMostVote = 30;
/// Strips a line may be hidden in, by writing or by a fold, before it is taken to end.
constexpr int kMostHidden = 4;
/// The course of a line is foretold from this many strips.
constexpr std::size_t kMemory = 7;

/// How much darker each pixel is than both its neighbours at the distance of `reach` in its lane.
cv::Mat1b valleys(const cv::Mat1b& lanes, int reach) {
  cv::Mat1b votes(lanes.size(), uchar{0});
  if (lanes.cols <= 2 * reach) return votes;
  const cv::Mat before = lanes.colRange(0, lanes.cols - 2 * reach);
  const cv::Mat after = lanes.colRange(2 * reach, lanes.cols);
  cv::Mat inner = votes.colRange(reach, lanes.cols - reach);
  cv::min(before, after, inner);
  cv::subtract(inner, lanes.colRange(reach, lanes.cols - reach), inner);
  cv::min(inner, kMostVote, inner);
  return votes;
}

/// Where the sums of a strip have a ridge.
struct Ridge {
  double place = 0;     ///< in the strip's middle lane
  double slope = 0;     ///< places per lane
  double strength = 0;  ///< mean vote above that of the neighbourhood
};

/// The largest sum through each place of the middle lane, and its drift.
struct Largest {
  std::vector<int> sum;
  std::vector<int> drift;
};

Largest largest_sums(const StripSums& strip, int width) {
  const auto size = static_cast<std::size_t>(width);
  Largest largest{std::vector<int>(size, 0), std::vector<int>(size, 0)};
  // Level lines come first, and steeper ones have to be better.
  for (int amount = 0; amount <= strip.most_drift(); ++amount) {
    for (const int drift : {amount, -amount}) {
      const std::uint16_t* sums = strip.sums(drift) - drift / 2;
      for (std::size_t x = 0; x < size; ++x) {
        const bool better = sums[x] > largest.sum[x];
        largest.sum[x] = better ? sums[x] : largest.sum[x];
        largest.drift[x] = better ? drift : largest.drift[x];
      }
      if (amount == 0) break;
    }
  }
  return largest;
}

/// Sums as they stand out from those on either side.
struct Relief {
  std::vector<double> above_both;   ///< less the mean of both sides
  std::vector<double> above_lower;  ///< less that of the lower one, which has no line close by
};

/// The sides are the places from `reach` to three times as far.
Relief relief_of(const std::vector<int>& sums, int reach) {
  const int size = static_cast<int>(sums.size());
  std::vector<int> total(sums.size() + 1, 0);
  std::partial_sum(sums.begin(), sums.end(), total.begin() + 1);
  const auto mean = [&](int begin, int end) {
    const int from = std::clamp(begin, 0, size - 1);
    const int to = std::clamp(end, from + 1, size);
    const int sum = total[static_cast<std::size_t>(to)] - total[static_cast<std::size_t>(from)];
    return static_cast<double>(sum) / (to - from);
  };
  Relief relief;
  for (int x = 0; x < size; ++x) {
    const double before = mean(x - 3 * reach, x - reach + 1);
    const double after = mean(x + reach, x + 3 * reach + 1);
    const double sum = sums[static_cast<std::size_t>(x)];
    relief.above_both.push_back(sum - 0.5 * (before + after));
    relief.above_lower.push_back(sum - std::min(before, after));
  }
  return relief;
}

/// Standard deviation, from the median down to the lower quartile: lines, even many of them, are
/// above both.
double deviation_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto quarter = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 4);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  std::nth_element(values.begin(), quarter, middle);
  constexpr double deviations_a_quartile = 1.4826;  // of a normal distribution
  return deviations_a_quartile * (*middle - *quarter);
}

std::vector<Ridge> ridges_of(const StripSums& strip, int length, int width, int reach,
                             const FadeParams& params) {
  const Largest largest = largest_sums(strip, width);
  const Relief relief = relief_of(largest.sum, reach);
  const std::vector<double>& above = relief.above_both;
  const double least = std::max(params.least_contrast * deviation_of(relief.above_lower),
                                params.least_depth * length);
  std::vector<Ridge> ridges;
  for (int x = reach; x < width - reach; ++x) {
    const auto at = above.begin() + x;
    if (*at < least) continue;
    // The first of equals is taken.
    if (*std::max_element(at - reach, at) > *at || *std::max_element(at, at + reach + 1) > *at) {
      continue;
    }
    if (!ridges.empty() && x - ridges.back().place < reach) continue;
    const int drift = largest.drift[static_cast<std::size_t>(x)];
    ridges.push_back(
        {static_cast<double>(x), static_cast<double>(drift) / (length - 1), *at / length});
  }
  return ridges;
}

/// A strip in which a line was seen.
struct Sighting {
  int strip = 0;
  std::size_t ridge = 0;
  double place = 0;
  double slope = 0;
};

/// The bend a line was seen to have, by the strips it goes through.
struct Course {
  double strip = 0;
  double place = 0;
  double slope = 0;  ///< places per strip, at `strip`
  double bend = 0;   ///< half of what the slope changes by from strip to strip

  double place_at(double at) const {
    const double off = at - strip;
    return place + off * (slope + off * bend);
  }
  double slope_at(double at) const { return slope + 2 * (at - strip) * bend; }
};

class Tracer {
 public:
  Tracer(std::vector<std::vector<Ridge>> ridges, int length, double tolerance)
      : ridges_(std::move(ridges)), length_(length), tolerance_(tolerance) {
    for (const auto& strip : ridges_) used_.emplace_back(strip.size(), false);
  }

  /// Sightings that continue each other, from the given ridge in both directions.
  std::vector<Sighting> trace(int strip, std::size_t ridge) const {
    const Ridge& r = at(strip, ridge);
    std::vector<Sighting> sightings{{strip, ridge, r.place, r.slope}};
    extend(sightings, 1);
    std::reverse(sightings.begin(), sightings.end());
    extend(sightings, -1);
    std::reverse(sightings.begin(), sightings.end());
    return sightings;
  }

  void use(const std::vector<Sighting>& sightings) {
    for (const Sighting& s : sightings) used_[static_cast<std::size_t>(s.strip)][s.ridge] = true;
  }

  bool is_used(int strip, std::size_t ridge) const {
    return used_[static_cast<std::size_t>(strip)][ridge];
  }

  const std::vector<std::vector<Ridge>>& ridges() const { return ridges_; }

 private:
  const Ridge& at(int strip, std::size_t ridge) const {
    return ridges_[static_cast<std::size_t>(strip)][ridge];
  }

  /// Where a trace goes on: by the parabola of least squares through its last places, and by the
  /// slopes of the places themselves as long as they are few.
  Course course(const std::vector<Sighting>& sightings) const {
    const std::size_t count = std::min(sightings.size(), kMemory);
    const auto begin = sightings.end() - static_cast<std::ptrdiff_t>(count);
    const Sighting& last = sightings.back();
    if (count < kMemory) {
      const double before = count > 1 ? sightings[sightings.size() - 2].slope : last.slope;
      return {static_cast<double>(last.strip), last.place, 0.5 * (last.slope + before) * length_,
              0};
    }
    cv::Matx33d squares = cv::Matx33d::zeros();
    cv::Vec3d right(0, 0, 0);
    for (auto s = begin; s != sightings.end(); ++s) {
      const double off = s->strip - last.strip;
      const cv::Vec3d powers(1, off, off * off);
      squares += powers * powers.t();
      right += powers * s->place;
    }
    const cv::Vec3d fit = squares.solve(right, cv::DECOMP_CHOLESKY);
    return {static_cast<double>(last.strip), fit[0], fit[1], fit[2]};
  }

  void extend(std::vector<Sighting>& sightings, int step) const {
    while (const std::optional<Sighting> next = next_of(sightings, step)) {
      sightings.push_back(*next);
    }
  }

  std::optional<Sighting> next_of(const std::vector<Sighting>& sightings, int step) const {
    const Sighting& last = sightings.back();
    const Course ahead_of = course(sightings);
    for (int ahead = 1; ahead <= kMostHidden + 1; ++ahead) {
      const int strip = last.strip + step * ahead;
      if (strip < 0 || strip >= static_cast<int>(ridges_.size())) break;
      const auto found = nearest(strip, ahead_of.place_at(strip),
                                 tolerance_ * (1 + 0.25 * (ahead - 1)), ahead_of.slope_at(strip));
      if (found) return found;
    }
    return std::nullopt;
  }

  std::optional<Sighting> nearest(int strip, double place, double tolerance, double slope) const {
    const auto& ridges = ridges_[static_cast<std::size_t>(strip)];
    std::optional<Sighting> best;
    auto i = std::lower_bound(ridges.begin(), ridges.end(), place - tolerance,
                              [](const Ridge& r, double least) { return r.place < least; });
    for (; i != ridges.end() && i->place <= place + tolerance; ++i) {
      const auto index = static_cast<std::size_t>(i - ridges.begin());
      if (is_used(strip, index)) continue;
      if (std::abs(i->slope * length_ - slope) > 2 * tolerance_) continue;
      if (best && std::abs(best->place - place) <= std::abs(i->place - place)) continue;
      best = {strip, index, i->place, i->slope};
    }
    return best;
  }

  std::vector<std::vector<Ridge>> ridges_;
  std::vector<std::vector<bool>> used_;
  int length_;
  double tolerance_;
};

struct Seed {
  int strip = 0;
  std::size_t ridge = 0;
  double strength = 0;
};

std::vector<Seed> strongest_first(const std::vector<std::vector<Ridge>>& ridges) {
  std::vector<Seed> seeds;
  for (std::size_t strip = 0; strip < ridges.size(); ++strip) {
    for (std::size_t i = 0; i < ridges[strip].size(); ++i) {
      seeds.push_back({static_cast<int>(strip), i, ridges[strip][i].strength});
    }
  }
  std::stable_sort(seeds.begin(), seeds.end(),
                   [](const Seed& a, const Seed& b) { return a.strength > b.strength; });
  return seeds;
}

/// Fills in the strips between sightings.
FaintLine line_through(const std::vector<Sighting>& sightings) {
  FaintLine line{sightings.front().strip, {sightings.front().place}};
  for (std::size_t i = 1; i < sightings.size(); ++i) {
    const Sighting& a = sightings[i - 1];
    const Sighting& b = sightings[i];
    for (int strip = a.strip + 1; strip <= b.strip; ++strip) {
      const double share = static_cast<double>(strip - a.strip) / (b.strip - a.strip);
      line.places.push_back(a.place + share * (b.place - a.place));
    }
  }
  return line;
}

}  // namespace

int strip_length(int lanes) {
  // Long enough to see what is faint, and short enough for a curve to be straight.
  int length = 16;
  while (length < 128 && length * 24 < lanes) length *= 2;
  return length;
}

std::vector<FaintLine> find_faint_lines(const cv::Mat1b& lanes, int reach,
                                        const FadeParams& params) {
  const int length = strip_length(lanes.rows);
  const int strips = lanes.rows / length;
  if (strips < 3 || lanes.cols <= 2 * reach) return {};
  const cv::Mat1b votes = valleys(lanes, reach);
  StripSums sums(length, static_cast<int>(params.most_slope * length), lanes.cols);
  std::vector<std::vector<Ridge>> ridges;
  for (int strip = 0; strip < strips; ++strip) {
    sums.take(votes, strip * length);
    ridges.push_back(ridges_of(sums, length, lanes.cols, reach, params));
  }
  Tracer tracer(std::move(ridges), length, 0.4 * reach + 0.5);
  const double least_strips = std::max(3.0, params.least_span * strips);
  std::vector<FaintLine> lines;
  for (const Seed& seed : strongest_first(tracer.ridges())) {
    if (tracer.is_used(seed.strip, seed.ridge)) continue;
    const std::vector<Sighting> sightings = tracer.trace(seed.strip, seed.ridge);
    const double span = sightings.back().strip - sightings.front().strip + 1;
    if (span < least_strips) continue;
    if (static_cast<double>(sightings.size()) < params.least_cover * span) continue;
    tracer.use(sightings);
    lines.push_back(line_through(sightings));
  }
  return lines;
}

}  // namespace inkline
