#include "distort.hpp"

#include <algorithm>
#include <array>
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

/// The desk is seen around the sheet, which keeps its size at the foot.
cv::Mat seen_from_foot(const cv::Mat& picture, double shorter) {
  if (shorter == 0) return picture;
  constexpr double desk_share = 0.06;  // of the longer side
  const auto width = static_cast<float>(picture.cols);
  const auto height = static_cast<float>(picture.rows);
  const auto desk = static_cast<float>(std::round(desk_share * std::max(width, height)));
  const float lean = static_cast<float>(shorter) * width / 2;
  const std::array<cv::Point2f, 4> sheet{{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  const std::array<cv::Point2f, 4> seen{{{desk + lean, desk},
                                         {desk + width - lean, desk},
                                         {desk + width, desk + height},
                                         {desk, desk + height}}};
  const cv::Size canvas(static_cast<int>(width + 2 * desk), static_cast<int>(height + 2 * desk));
  const cv::Scalar wood(45, 60, 80);
  cv::Mat result;
  cv::warpPerspective(picture, result, cv::getPerspectiveTransform(sheet.data(), seen.data()),
                      canvas, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                      picture.channels() == 1 ? cv::Scalar(60) : wood);
  return result;
}

}  // namespace

void DistortParams::check() const {
  require_setting(turn == 0 || turn == 90 || turn == 180 || turn == 270,
                  "--turn must be 0, 90, 180 or 270, got " + std::to_string(turn));
  require_setting(std::abs(skew) <= 45, "--skew must be -45 to 45, got " + std::to_string(skew));
  require_setting(perspective >= 0 && perspective <= 0.5,
                  "--perspective must be 0 to 0.5, got " + std::to_string(perspective));
}

cv::Mat distorted(const cv::Mat& picture, const DistortParams& params) {
  params.check();
  return tilted(turned(seen_from_foot(picture, params.perspective), params.turn), params.skew);
}

}  // namespace inkline::tools
