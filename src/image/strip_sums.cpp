#include "strip_sums.hpp"

#include <algorithm>
#include <cstddef>

namespace inkline {

StripSums::StripSums(int length, int most_drift, int width)
    : length_(length),
      most_drift_(most_drift),
      width_(width),
      stride_(width + 2 * (most_drift + 1)) {
  // No level has more sums than the last but one or the first.
  std::size_t rows = 0;
  for (int lanes = 1; lanes <= length_; lanes *= 2) {
    rows = std::max(rows, row_of(lanes, length_ / lanes, -drift_of(lanes)));
  }
  now_.assign(rows * static_cast<std::size_t>(stride_), 0);
  next_.assign(now_.size(), 0);
}

/// Drifts looked at in a block of this many lanes, the same slope for all.
int StripSums::drift_of(int lanes) const {
  return lanes == 1 ? 0 : (most_drift_ * lanes + length_ - 1) / length_;
}

std::size_t StripSums::row_of(int lanes, int block, int drift) const {
  const int most = drift_of(lanes);
  return static_cast<std::size_t>(block * (2 * most + 1) + drift + most);
}

const std::uint16_t* StripSums::sums(int drift) const {
  return now_.data() + row_of(length_, 0, drift) * static_cast<std::size_t>(stride_) + most_drift_ +
         1;
}

void StripSums::take(const cv::Mat1b& lanes, int first) {
  const int margin = most_drift_ + 1;
  const auto stride = static_cast<std::size_t>(stride_);
  for (int lane = 0; lane < length_; ++lane) {
    std::uint16_t* to = now_.data() + static_cast<std::size_t>(lane) * stride;
    std::fill(to, to + margin, std::uint16_t{0});
    std::fill(to + margin + width_, to + stride_, std::uint16_t{0});
    const uchar* from = lanes.ptr(first + lane);
    for (int x = 0; x < width_; ++x) to[margin + x] = from[x];
  }
  for (int half = 1; half < length_; half *= 2) {
    const int whole = 2 * half;
    const int most = drift_of(whole);
    for (int block = 0; block < length_ / whole; ++block) {
      for (int drift = -most; drift <= most; ++drift) {
        // Both halves drift alike, and the step between them makes up for what is left.
        const int part = std::clamp(drift / 2, -drift_of(half), drift_of(half));
        const int step = drift - part;
        const auto row = [&](int at) { return row_of(half, at, part) * stride; };
        const std::uint16_t* a = now_.data() + row(2 * block);
        const std::uint16_t* b = now_.data() + row(2 * block + 1) + step;
        std::uint16_t* to = next_.data() + row_of(whole, block, drift) * stride;
        const int begin = std::max(0, -step);
        const int end = stride_ - std::max(0, step);
        std::fill(to, to + begin, std::uint16_t{0});
        std::fill(to + end, to + stride_, std::uint16_t{0});
        for (int x = begin; x < end; ++x) to[x] = static_cast<std::uint16_t>(a[x] + b[x]);
      }
    }
    now_.swap(next_);
  }
}

}  // namespace inkline
