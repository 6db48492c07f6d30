#include "distort.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/page_map.hpp>

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

/// The picture moved by an affine or projective map; what is beyond it has the shade of the paper.
cv::Mat seen_through(const cv::Mat& picture, const cv::Matx33d& map, cv::Size canvas) {
  return straightened(picture, PageMap{map.inv(), canvas, false});
}

cv::Mat slanted(const cv::Mat& picture, double degrees) {
  if (degrees == 0) return picture;
  const double lean = std::tan(degrees * std::numbers::pi / 180);
  const double reach = std::abs(lean) * picture.rows;
  const cv::Matx33d map(1, -lean, lean > 0 ? reach : 0, 0, 1, 0, 0, 0, 1);
  return seen_through(picture, map,
                      {static_cast<int>(std::ceil(picture.cols + reach)), picture.rows});
}

/// Every column moved down, by share(u) of the width where u runs from 0 at the left to 1.
template <class Share>
cv::Mat bent(const cv::Mat& picture, const Share& share) {
  cv::Mat1f down(1, picture.cols);
  for (int x = 0; x < picture.cols; ++x) {
    down(x) = static_cast<float>(share((x + 0.5) / picture.cols) * picture.cols);
  }
  double least = 0;
  double most = 0;
  cv::minMaxLoc(down, &least, &most);
  const int reach = static_cast<int>(std::ceil(most - least));
  const cv::Matx33d below_reach(1, 0, 0, 0, 1, reach, 0, 0, 1);
  const cv::Mat tall = seen_through(picture, below_reach, {picture.cols, picture.rows + 2 * reach});
  cv::Mat1f map_x(picture.rows + reach, picture.cols);
  cv::Mat1f map_y(map_x.size());
  for (int y = 0; y < map_x.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      map_x(y, x) = static_cast<float>(x);
      map_y(y, x) = static_cast<float>(y + least + reach) - down(x);
    }
  }
  cv::Mat result;
  cv::remap(tall, result, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return result;
}

cv::Mat curled(const cv::Mat& picture, double rise) {
  if (rise == 0) return picture;
  return bent(picture, [rise](double u) { return -rise * std::pow(1 - u, 3); });
}

cv::Mat waved(const cv::Mat& picture, double height) {
  if (height == 0) return picture;
  return bent(picture,
              [height](double u) { return height / 2 * std::sin(2 * std::numbers::pi * u); });
}

/// The nearer side keeps its height, the width that of the sheet.
cv::Mat seen_from_side(const cv::Mat& picture, double shorter) {
  if (shorter == 0) return picture;
  const auto width = static_cast<float>(picture.cols);
  const auto height = static_cast<float>(picture.rows);
  const float left = static_cast<float>(std::max(0.0, -shorter)) * height / 2;
  const float right = static_cast<float>(std::max(0.0, shorter)) * height / 2;
  const std::array<cv::Point2f, 4> sheet{{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  const std::array<cv::Point2f, 4> seen{
      {{0, left}, {width, right}, {width, height - right}, {0, height - left}}};
  const cv::Matx33d map = cv::getPerspectiveTransform(sheet.data(), seen.data());
  return seen_through(picture, map, picture.size());
}

void require_between(double value, double most, const std::string& name) {
  const std::string bound = std::to_string(most).substr(0, 3);
  require_setting(std::abs(value) <= most, "--" + name + " must be -" + bound + " to " + bound +
                                               ", got " + std::to_string(value));
}

}  // namespace

bool DistortParams::any() const {
  return turn != 0 || skew != 0 || perspective != 0 || fan != 0 || curl != 0 || wave != 0 ||
         slant != 0;
}

void DistortParams::check() const {
  require_setting(turn == 0 || turn == 90 || turn == 180 || turn == 270,
                  "--turn must be 0, 90, 180 or 270, got " + std::to_string(turn));
  require_setting(std::abs(skew) <= 45, "--skew must be -45 to 45, got " + std::to_string(skew));
  require_setting(perspective >= 0 && perspective <= 0.5,
                  "--perspective must be 0 to 0.5, got " + std::to_string(perspective));
  require_between(fan, 0.7, "fan");
  require_between(curl, 0.3, "curl");
  require_between(wave, 0.2, "wave");
  require_between(slant, 50, "slant");
}

cv::Mat distorted(const cv::Mat& picture, const DistortParams& params) {
  params.check();
  const cv::Mat sheet = waved(curled(slanted(picture, params.slant), params.curl), params.wave);
  const cv::Mat seen = seen_from_foot(seen_from_side(sheet, params.fan), params.perspective);
  return tilted(turned(seen, params.turn), params.skew);
}

}  // namespace inkline::tools
