#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/ruling_line.hpp>

#include "ruling_stretches.hpp"

namespace inkline {

// Stretches of thin ink that continue each other, as those of a line that letters cross.

/// Towards higher lanes or lower ones.
enum class Side { up, down };

inline double near_end(const Stretch& s, Side side) {
  return side == Side::up ? s.first : s.last;
}

/// Finds stretches by the lane they begin with when one comes from one side.
class StretchIndex {
 public:
  StretchIndex(const std::vector<Stretch>& all, int lanes, Side side)
      : all_(all), side_(side), columns_(static_cast<std::size_t>(lanes / kColumn + 1)) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      columns_[static_cast<std::size_t>(near_end(all[i], side)) / kColumn].push_back(i);
    }
    for (auto& column : columns_) {
      std::sort(column.begin(), column.end(), [&](auto a, auto b) { return place(a) < place(b); });
    }
  }

  /// Calls visit(i) for stretches that begin in [from, to] and near the given place.
  template <class Visit>
  void visit(double from, double to, double at, double reach, const Visit& visit) const {
    const int last = static_cast<int>(columns_.size()) - 1;
    const int first_column = std::clamp(static_cast<int>(from) / kColumn, 0, last);
    const int last_column = std::clamp(static_cast<int>(to) / kColumn, 0, last);
    for (int c = first_column; c <= last_column; ++c) {
      const auto& column = columns_[static_cast<std::size_t>(c)];
      auto i = std::lower_bound(column.begin(), column.end(), at - reach,
                                [&](std::size_t a, double value) { return place(a) < value; });
      for (; i != column.end() && place(*i) <= at + reach; ++i) {
        const double lane = near_end(all_[*i], side_);
        if (lane >= from && lane <= to) visit(*i);
      }
    }
  }

 private:
  static constexpr int kColumn = 64;  // lanes; only speed depends on it
  double place(std::size_t i) const { return all_[i].place_at(near_end(all_[i], side_)); }

  const std::vector<Stretch>& all_;
  Side side_;
  std::vector<std::vector<std::size_t>> columns_;
};

/// What is known of all stretches of one look, for tracing lines through them.
struct TraceField {
  const cv::Mat1b& lanes;
  std::vector<Stretch> all;
  StretchIndex up;
  StretchIndex down;
  std::vector<bool> used;  ///< by a line

  TraceField(const cv::Mat1b& mask, std::vector<Stretch> found)
      : lanes(mask),
        all(std::move(found)),
        up(all, mask.rows, Side::up),
        down(all, mask.rows, Side::down),
        used(all.size(), false) {}
};

/// Stretches that follow each other along a smooth course.
struct Trace {
  std::vector<Stretch> stretches;  ///< by rising lane
  std::vector<std::size_t> members;
  double thickness = 0;
};

/// Stretches of at least so many thicknesses, the longest first.
std::vector<std::size_t> trace_seeds(const std::vector<Stretch>& all, double least_stretch);

/// What continues a stretch on both sides.
Trace trace_from(const TraceField& field, std::size_t seed);

double span_of(const Trace& trace);

/// From end to end, places per lane.
double slope_of(const Trace& trace);

/// Weighted by length.
double median_thickness(const Trace& trace);

/// How a trace is seen to be made: of ink all along or with gaps of paper.
struct Make {
  double certain = 0;  ///< lanes of unbroken stretches too long to be part of a letter
  double paper = 0;    ///< lanes without ink on the line
};

/// Ink that crosses the line does not break it when it is no wider than `widest_crossing`.
Make make_of(const cv::Mat1b& lanes, const Trace& trace, double least_stretch,
             double widest_crossing);

/// Lanes between two stretches that have no ink where the line goes.
int paper_between(const cv::Mat1b& lanes, const Stretch& a, const Stretch& b);

RulingLine line_of(const Trace& trace);

}  // namespace inkline
