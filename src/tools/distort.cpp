#include "distort.hpp"

#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace inkline::tools {
namespace {

cv::Mat turned(const cv::Mat& picture, int degrees) {
  cv::Mat result;
  switch (degrees) {
    case 90:
      cv::rotate(picture, result, cv::ROTATE_90_CLOCKWISE);
      return result;
    case 180:
      cv::rotate(picture, result, cv::ROTATE_180);
      return result;
    case 270:
      cv::rotate(picture, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      return result;
    default:
      return picture;
  }
}

cv::Mat tilted(const cv::Mat& picture, double degrees) {
  if (degrees == 0) return picture;
  const cv::Point2f middle(static_cast<float>(picture.cols) / 2,
                           static_cast<float>(picture.rows) / 2);
  const cv::Rect2f canvas =
      cv::RotatedRect(middle, cv::Size2f(picture.size()), static_cast<float>(degrees))
          .boundingRect2f();
  cv::Mat1d map = cv::getRotationMatrix2D(middle, -degrees, 1);
  map(0, 2) -= canvas.x;
  map(1, 2) -= canvas.y;
  cv::Mat result;
  cv::warpAffine(picture, result, map, cv::Size(canvas.size()), cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  return result;
}

}  // namespace

void DistortParams::check() const {
  require_setting(turn == 0 || turn == 90 || turn == 180 || turn == 270,
                  "--turn must be 0, 90, 180 or 270, got " + std::to_string(turn));
  require_setting(std::abs(skew) <= 45, "--skew must be -45 to 45, got " + std::to_string(skew));
}

cv::Mat distorted(const cv::Mat& picture, const DistortParams& params) {
  params.check();
  return tilted(turned(picture, params.turn), params.skew);
}

}  // namespace inkline::tools
