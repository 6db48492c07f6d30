#include "upright_canvas.hpp"

#include <algorithm>
#include <cassert>

namespace inkline {

UprightCanvas::UprightCanvas(cv::Size stored, int type, int orientation)
    : stored_(stored),
      transposed_(orientation >= 5),
      left_right_(orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7),
      up_down_(orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) {
  assert(orientation >= 1 && orientation <= 8);
  pixels_.create(transposed_ ? cv::Size(stored.height, stored.width) : stored, type);
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
  cv::Mat turned = band;
  if (transposed_) cv::transpose(band, turned);
  if (left_right_ && up_down_) {
    cv::flip(turned, place, -1);
  } else if (left_right_ || up_down_) {
    cv::flip(turned, place, left_right_ ? 1 : 0);
  } else {
    turned.copyTo(place);
  }
}

}  // namespace inkline
