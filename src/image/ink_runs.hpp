#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/core.hpp>

namespace inkline {

/// Neighbouring pixels of ink in one row, and the component they belong to.
struct InkRun {
  int y = 0;
  int begin = 0;
  int end = 0;  ///< behind the last pixel
  int component = 0;

  int length() const { return end - begin; }
};

/// The ink of a mask as runs, row after row from left to right. Where most is paper, runs are few,
/// and what is asked about components can be answered without looking at pixels again.
struct InkRuns {
  std::vector<InkRun> runs;
  std::vector<int> below_ink;  ///< of each run, how many of its pixels have ink right above
  std::size_t components = 0;
};

/// Pixels that are neighbours: by their sides (4-connected), or by their corners as well.
enum class Touching { sides, corners };

/// The runs of all ink above 0, in connected components. Components are numbered by their first
/// block of 2 x 2 pixels, as OpenCV's connectedComponents() does.
///
/// Source: two passes over runs with union and find: L. He, Y. Chao, K. Suzuki, "A run-based
/// two-scan labeling algorithm", IEEE Trans. Image Processing 17 (2008) 749-756.
InkRuns find_runs(const cv::Mat1b& ink, Touching touching = Touching::corners);

}  // namespace inkline
