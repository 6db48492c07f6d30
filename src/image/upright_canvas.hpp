#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// Puts the rows of a stored picture where they belong in the picture as it should be looked at,
/// band by band, so that turning needs no second picture in memory.
class UprightCanvas {
 public:
  /// Rows handed over at a time: few enough for the cache, enough to turn them efficiently.
  static constexpr int kBandRows = 64;

  /// @param stored       size in the file; the canvas has it exchanged for orientations 5 to 8
  /// @param type         CV_8UC1 or CV_8UC3
  /// @param orientation  1 to 8 as in EXIF
  UprightCanvas(cv::Size stored, int type, int orientation);

  cv::Size stored() const { return stored_; }

  /// Rows from y on, at most kBandRows and not beyond the picture, to be filled by the caller.
  /// Their place is the canvas itself where nothing has to be turned.
  cv::Mat band(int y);

  /// Turns a filled band into its place; `y` as for band().
  void commit(int y, const cv::Mat& band);

  const cv::Mat& pixels() const { return pixels_; }

 private:
  cv::Rect place_of(int y, int rows) const;

  cv::Size stored_;
  bool transposed_;
  bool left_right_;  ///< mirrored so after exchanging rows and columns
  bool up_down_;
  cv::Mat pixels_;
  cv::Mat scratch_;
};

}  // namespace inkline
