#include "ruling_stretches.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace inkline {
namespace {

/// Shorter pieces, in thicknesses, have no direction to speak of.
constexpr double kShortest = 2.0;
/// Chains are cut at this many thicknesses, for a curved line is straight over that length.
constexpr double kLongest = 24.0;

/// Runs of ink in one lane, and the chains that end there.
struct Run {
  int begin = 0;
  int end = 0;  ///< behind the last pixel
  int chain = -1;

  int length() const { return end - begin; }
  double middle() const { return 0.5 * (begin + end - 1); }
};

/// Sums over the runs of a chain for a straight line through their middles; places count from the
/// first run's, lanes from the first lane, so that sums stay small.
struct Chain {
  int first_lane = 0;
  int count = 0;
  double origin = 0;
  double lengths = 0;
  double places = 0;
  double squares = 0;
  double products = 0;  ///< of place and lane
};

/// First index from `x` on where `row` is not `value`; eight pixels at a time.
int skip(const uchar* row, int x, int end, uchar value) {
  const std::uint64_t same = value * std::uint64_t{0x0101010101010101};
  while (x + 8 <= end) {
    std::uint64_t word = 0;
    std::memcpy(&word, row + x, sizeof word);
    if (word != same) break;
    x += 8;
  }
  while (x < end && row[x] == value) ++x;
  return x;
}

void runs_of(const uchar* lane, int end, std::vector<Run>& runs) {
  runs.clear();
  int x = skip(lane, 0, end, 0);
  while (x < end) {
    const int begin = x;
    while (x < end && lane[x] != 0) ++x;
    runs.push_back({begin, x});
    x = skip(lane, x, end, 0);
  }
}

void add(Chain& chain, const Run& run) {
  if (chain.count == 0) chain.origin = run.middle();
  const double place = run.middle() - chain.origin;
  chain.lengths += run.length();
  chain.places += place;
  chain.squares += place * place;
  chain.products += place * chain.count;
  ++chain.count;
}

/// The straight line of least squares, refused when the chain bends or is steep.
bool fit(const Chain& chain, double most_slope, Stretch& stretch) {
  const double n = chain.count;
  stretch.first = chain.first_lane;
  stretch.last = chain.first_lane + chain.count - 1;
  stretch.thickness = chain.lengths / n;
  if (n < kShortest * stretch.thickness || n < 3) return false;
  const double mean_lane = (n - 1) / 2;
  const double mean_place = chain.places / n;
  const double spread = n * (n * n - 1) / 12;
  const double shared = chain.products - n * mean_lane * mean_place;
  stretch.slope = shared / spread;
  stretch.place = chain.origin + mean_place;
  if (std::abs(stretch.slope) > most_slope) return false;
  const double residue =
      chain.squares - n * mean_place * mean_place - stretch.slope * shared;  // of squares
  const double most = std::max(0.6, 0.3 * stretch.thickness);
  return residue <= n * most * most;
}

/// Runs follow each other when they touch, corners included, and one is not much longer.
bool follows(const Run& run, const Run& before) {
  const int shorter = std::min(run.length(), before.length());
  const int longer = std::max(run.length(), before.length());
  return run.begin <= before.end && before.begin <= run.end && 2 * longer <= 3 * shorter + 3;
}

class Follower {
 public:
  Follower(int most_thickness, double most_slope)
      : most_thickness_(most_thickness), most_slope_(most_slope) {}

  void take(int lane, const uchar* pixels, int end) {
    runs_of(pixels, end, runs_);
    taken_.assign(before_.size(), -1);
    std::size_t j = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (runs_[i].length() > most_thickness_) continue;
      while (j < before_.size() && before_[j].end < runs_[i].begin) ++j;
      follow_nearest(i, j);
    }
    next_.clear();
    for (std::size_t j2 = 0; j2 < before_.size(); ++j2) {
      if (before_[j2].chain >= 0 && taken_[j2] < 0) finish(open_[index(before_[j2].chain)]);
    }
    for (Run& run : runs_) {
      if (run.length() > most_thickness_) continue;
      Chain chain = run.chain >= 0 ? open_[index(before_[index(run.chain)].chain)] : Chain{lane};
      if (chain.count >= kLongest * chain.lengths / std::max(1, chain.count) && chain.count > 2) {
        finish(chain);
        chain = Chain{lane};
      }
      add(chain, run);
      run.chain = static_cast<int>(next_.size());
      next_.push_back(chain);
    }
    open_.swap(next_);
    before_.swap(runs_);
  }

  std::vector<Stretch> finished() {
    for (const Chain& chain : open_) finish(chain);
    open_.clear();
    return std::move(stretches_);
  }

  std::size_t count() const { return stretches_.size(); }

 private:
  static std::size_t index(int i) { return static_cast<std::size_t>(i); }

  /// Gives the run the nearest run of the lane before, unless that one has a nearer follower.
  void follow_nearest(std::size_t i, std::size_t j) {
    Run& run = runs_[i];
    int nearest = -1;
    double least = 0;
    for (; j < before_.size() && before_[j].begin <= run.end; ++j) {
      if (before_[j].chain < 0 || !follows(run, before_[j])) continue;
      const double distance = std::abs(run.middle() - before_[j].middle());
      if (nearest >= 0 && distance >= least) continue;
      nearest = static_cast<int>(j);
      least = distance;
    }
    if (nearest < 0) return;
    int& follower = taken_[index(nearest)];
    if (follower >= 0) {
      Run& rival = runs_[index(follower)];
      if (std::abs(rival.middle() - before_[index(nearest)].middle()) <= least) return;
      rival.chain = -1;
    }
    follower = static_cast<int>(i);
    run.chain = nearest;
  }

  void finish(const Chain& chain) {
    Stretch stretch;
    if (fit(chain, most_slope_, stretch)) stretches_.push_back(stretch);
  }

  int most_thickness_;
  double most_slope_;
  std::vector<Run> before_;  ///< `chain` is an index into open_
  std::vector<Run> runs_;    ///< `chain` is an index into before_ until the lane is done
  std::vector<int> taken_;   ///< for each of before_, which of runs_ follows
  std::vector<Chain> open_;
  std::vector<Chain> next_;
  std::vector<Stretch> stretches_;
};

}  // namespace

std::vector<Stretch> find_stretches(const cv::Mat1b& lanes, int most_thickness, double most_slope,
                                    int most) {
  Follower follower(most_thickness, most_slope);
  for (int lane = 0; lane < lanes.rows; ++lane) {
    follower.take(lane, lanes.ptr(lane), lanes.cols);
    if (follower.count() > static_cast<std::size_t>(most)) return {};
  }
  return follower.finished();
}

}  // namespace inkline
