#include <inkline/image/clean_ink.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace inkline {
namespace {

/// How many of the three pixels above one another are ink, for a row and a column on either side of
/// it; beyond the picture its border goes on.
void count_columns(const cv::Mat1b& ink, int y, std::vector<uchar>& counts) {
  const uchar* above = ink.ptr(std::max(0, y - 1));
  const uchar* here = ink.ptr(y);
  const uchar* below = ink.ptr(std::min(ink.rows - 1, y + 1));
  const auto columns = static_cast<std::size_t>(ink.cols);
  uchar* count = counts.data() + 1;
  for (std::size_t x = 0; x < columns; ++x) {
    count[x] = static_cast<uchar>((above[x] & 1) + (here[x] & 1) + (below[x] & 1));
  }
  counts.front() = count[0];
  counts.back() = count[columns - 1];
}

}  // namespace

cv::Mat1b clean_ink(const cv::Mat1b& ink, double stroke_width) {
  constexpr double thinnest = 2.5;
  if (ink.empty() || stroke_width < thinnest) return ink.clone();
  constexpr int kept_with = 3;    // itself and two neighbours
  constexpr int filled_with = 7;  // all neighbours but one
  cv::Mat1b clean(ink.size());
  std::vector<uchar> counts(static_cast<std::size_t>(ink.cols) + 2);
  for (int y = 0; y < ink.rows; ++y) {
    count_columns(ink, y, counts);
    const uchar* here = ink.ptr(y);
    uchar* to = clean.ptr(y);
    for (std::size_t x = 0; x + 2 < counts.size(); ++x) {
      const int around = counts[x] + counts[x + 1] + counts[x + 2];
      const int needed = here[x] != 0 ? kept_with : filled_with;
      to[x] = around >= needed ? 255 : 0;
    }
  }
  return clean;
}

}  // namespace inkline
