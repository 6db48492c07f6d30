#include "possible_cuts.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

/// Ink pixels of each column, smoothed over its neighbours.
std::vector<double> column_profile(const cv::Mat1b& ink) {
  cv::Mat1f sums;
  cv::reduce(ink, sums, 0, cv::REDUCE_SUM, CV_32F);
  cv::Mat1f smooth;
  cv::blur(sums, smooth, {3, 1}, {-1, -1}, cv::BORDER_REPLICATE);
  std::vector<double> profile;
  for (int x = 0; x < smooth.cols; ++x) profile.push_back(double{smooth(0, x)} / 255.0);
  return profile;
}

}  // namespace

std::vector<int> possible_cuts(const cv::Mat1b& ink, double stroke_width, double letter_height,
                               const CutParams& params) {
  const std::vector<double> profile = column_profile(ink);
  std::vector<int> columns;
  for (int x = 1; x + 1 < ink.cols; ++x) {
    const double here = profile[static_cast<std::size_t>(x)];
    const bool lowest = here <= profile[static_cast<std::size_t>(x) - 1] &&
                        here <= profile[static_cast<std::size_t>(x) + 1];
    if (lowest && here <= params.thickest_cut * stroke_width) columns.push_back(x);
  }
  std::stable_sort(columns.begin(), columns.end(), [&](int a, int b) {
    return profile[static_cast<std::size_t>(a)] < profile[static_cast<std::size_t>(b)];
  });
  const double apart = params.narrowest_part * letter_height;
  std::vector<int> cuts{0, ink.cols};
  for (const int column : columns) {
    const bool fits = std::all_of(cuts.begin(), cuts.end(),
                                  [&](int cut) { return std::abs(cut - column) >= apart; });
    if (fits && cuts.size() < static_cast<std::size_t>(params.most_cuts) + 2)
      cuts.push_back(column);
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

}  // namespace inkline
