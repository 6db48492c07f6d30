#include <inkline/image/clean_ink.hpp>

#include <opencv2/imgproc.hpp>

namespace inkline {

cv::Mat1b clean_ink(const cv::Mat1b& ink, double stroke_width) {
  constexpr double thinnest = 2.5;
  if (ink.empty() || stroke_width < thinnest) return ink.clone();
  cv::Mat1b closed;
  cv::morphologyEx(ink, closed, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}));
  cv::Mat1b clean;
  cv::medianBlur(closed, clean, 3);
  return clean;
}

}  // namespace inkline
