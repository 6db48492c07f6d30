#include "stroke_width.hpp"

#include <cmath>

#include <opencv2/imgproc.hpp>

namespace inkline {

double mean_stroke_width(const cv::Mat1b& ink) {
  double area = 0;
  double edges = 0;
  for (int y = 0; y + 1 < ink.rows; ++y) {
    const uchar* here = ink.ptr(y);
    const uchar* below = ink.ptr(y + 1);
    float row_area = 0;
    float row_edges = 0;
    for (int x = 0; x + 1 < ink.cols; ++x) {
      const auto across = static_cast<float>(here[x + 1] - here[x]);
      const auto down = static_cast<float>(below[x] - here[x]);
      row_area += static_cast<float>(here[x]);
      row_edges += std::sqrt(across * across + down * down);
    }
    area += static_cast<double>(row_area);
    edges += static_cast<double>(row_edges);
  }
  return edges > 0 ? 2 * area / edges : 0;
}

cv::Mat1b with_strokes_grown(const cv::Mat1b& ink, double growth) {
  // A square and a cross in turn make an octagon.
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  const cv::Mat cross = cv::getStructuringElement(cv::MORPH_CROSS, {3, 3});
  const auto operation = growth > 0 ? cv::MORPH_DILATE : cv::MORPH_ERODE;
  cv::Mat1b grown = ink;
  double left = std::abs(growth);
  for (bool is_cross = true; left > 0; is_cross = !is_cross) {
    cv::Mat1b next;
    cv::morphologyEx(grown, next, operation, is_cross ? cross : square);
    if (left < 1) cv::addWeighted(next, left, grown, 1 - left, 0, next);
    grown = next;
    left -= 1;
  }
  return grown;
}

}  // namespace inkline
