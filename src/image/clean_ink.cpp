#include <inkline/image/clean_ink.hpp>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

/// How many of the 3 x 3 pixels around each one are ink.
cv::Mat1b ink_around(const cv::Mat1b& ink) {
  cv::Mat1b ones;
  cv::bitwise_and(ink, 1, ones);
  cv::Mat1b count;
  cv::boxFilter(ones, count, CV_8U, {3, 3}, {-1, -1}, false, cv::BORDER_REPLICATE);
  return count;
}

}  // namespace

cv::Mat1b clean_ink(const cv::Mat1b& ink, double stroke_width) {
  constexpr double thinnest = 2.5;
  if (ink.empty() || stroke_width < thinnest) return ink.clone();
  constexpr int kept_with = 3;    // itself and two neighbours
  constexpr int filled_with = 7;  // all neighbours but one
  const cv::Mat1b count = ink_around(ink);
  cv::Mat1b clean;
  cv::compare(count, kept_with, clean, cv::CMP_GE);
  cv::bitwise_and(clean, ink, clean);
  cv::Mat1b filled;
  cv::compare(count, filled_with, filled, cv::CMP_GE);
  cv::bitwise_or(clean, filled, clean);
  return clean;
}

}  // namespace inkline
