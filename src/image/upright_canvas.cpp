#include "upright_canvas.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "large_pages.hpp"

namespace inkline {
namespace {

/// Makes columns of the band rows of `place`, in one pass: cv::transpose and cv::flip take over
/// twice as long for pixels of three bytes.
template <int channels>
void place_columns(const cv::Mat& band, bool left_right, bool up_down, cv::Mat& place) {
  const auto stride = static_cast<std::ptrdiff_t>(band.step[0]);
  const std::ptrdiff_t step = left_right ? -stride : stride;
  for (int x = 0; x < band.cols; ++x) {
    const uchar* from = band.ptr(left_right ? band.rows - 1 : 0) + std::ptrdiff_t{x} * channels;
    uchar* to = place.ptr(up_down ? band.cols - 1 - x : x);
    for (int i = 0; i < band.rows; ++i, from += step, to += channels) {
      for (int c = 0; c < channels; ++c) to[c] = from[c];
    }
  }
}

}  // namespace

UprightCanvas::UprightCanvas(cv::Size stored, int type, int orientation)
    : stored_(stored),
      transposed_(orientation >= 5),
      left_right_(orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7),
      up_down_(orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) {
  assert(orientation >= 1 && orientation <= 8);
  assert(type == CV_8UC1 || type == CV_8UC3);
  pixels_.create(transposed_ ? cv::Size(stored.height, stored.width) : stored, type);
  use_large_pages(pixels_);
  if (orientation != 1) scratch_.create(std::min(kBandRows, stored.height), stored.width, type);
}

cv::Mat UprightCanvas::band(int y) {
  const int rows = std::min(kBandRows, stored_.height - y);
  return scratch_.empty() ? pixels_.rowRange(y, y + rows) : scratch_.rowRange(0, rows);
}

cv::Rect UprightCanvas::place_of(int y, int rows) const {
  cv::Rect place =
      transposed_ ? cv::Rect(y, 0, rows, stored_.width) : cv::Rect(0, y, stored_.width, rows);
  if (left_right_) place.x = pixels_.cols - place.x - place.width;
  if (up_down_) place.y = pixels_.rows - place.y - place.height;
  return place;
}

void UprightCanvas::commit(int y, const cv::Mat& band) {
  if (scratch_.empty()) return;
  cv::Mat place = pixels_(place_of(y, band.rows));
  if (transposed_) {
    const auto place_rows = band.channels() == 1 ? place_columns<1> : place_columns<3>;
    place_rows(band, left_right_, up_down_, place);
  } else {
    cv::flip(band, place, left_right_ && up_down_ ? -1 : left_right_ ? 1 : 0);
  }
}

}  // namespace inkline
