#pragma once

#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

namespace inkline {

/// Sums of pixels along straight lines through a strip of lanes, for every place and for every
/// drift from the first lane to the last one.
class StripSums {
 public:
  /// @param length      lanes of a strip, a power of two
  /// @param most_drift  pixels over a whole strip, to either side
  StripSums(int length, int most_drift, int width);

  /// Sums up the lanes from `first` on.
  void take(const cv::Mat1b& lanes, int first);

  int most_drift() const { return drift_of(length_); }

  /// Sums of the lines with this drift, by their place in the first lane; lines that leave the
  /// picture have what is in it.
  const std::uint16_t* sums(int drift) const;

 private:
  int drift_of(int lanes) const;
  std::size_t row_of(int lanes, int block, int drift) const;

  int length_;
  int most_drift_;
  int width_;
  int stride_;  ///< width with a margin on either side for lines that leave it
  std::vector<std::uint16_t> now_;
  std::vector<std::uint16_t> next_;
};

}  // namespace inkline
