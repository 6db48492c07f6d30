#include <inkline/image/page_map.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

cv::Matx33d moved(double x, double y) {
  return {1, 0, x, 0, 1, y, 0, 0, 1};
}

cv::Matx33d scaled(double factor) {
  return {factor, 0, 0, 0, factor, 0, 0, 0, 1};
}

cv::Point2d through(const cv::Matx33d& map, cv::Point2d place) {
  const cv::Vec3d at = map * cv::Vec3d(place.x, place.y, 1);
  return {at[0] / at[2], at[1] / at[2]};
}

/// To the page, from the page turned clockwise.
cv::Matx33d turned_to_page(cv::Size page, int degrees) {
  const double width = page.width;
  const double height = page.height;
  switch (degrees) {
    case 90:
      return {0, 1, 0, -1, 0, height, 0, 0, 1};
    case 180:
      return {-1, 0, width, 0, -1, height, 0, 0, 1};
    case 270:
      return {0, -1, width, 1, 0, 0, 0, 0, 1};
    default:
      return cv::Matx33d::eye();
  }
}

std::array<cv::Point2d, 4> corners_of(const Box& box) {
  const double left = box.x;
  const double top = box.y;
  const double right = box.right();
  const double bottom = box.bottom();
  return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
}

/// Halved as long as that leaves no less than `scale` of it; halving is exact and fast.
cv::Mat halved(const cv::Mat& picture, double scale, double& factor) {
  cv::Mat copy = picture;
  factor = 1;
  while (factor / 2 >= scale && copy.rows > 1 && copy.cols > 1) {
    const cv::Rect even(0, 0, copy.cols / 2 * 2, copy.rows / 2 * 2);
    cv::Mat half;
    cv::resize(copy(even), half, even.size() / 2, 0, 0, cv::INTER_AREA);
    copy = half;
    factor /= 2;
  }
  return copy;
}

/// A small copy in which writing is gone.
cv::Mat paper_of(const cv::Mat& picture, double& factor) {
  constexpr double longer_side = 96;
  factor = std::min(1.0, longer_side / std::max(picture.rows, picture.cols));
  const auto length = [&](int full) {
    return std::max(1, static_cast<int>(std::lround(full * factor)));
  };
  cv::Mat paper;
  cv::resize(picture, paper, {length(picture.cols), length(picture.rows)}, 0, 0, cv::INTER_AREA);
  cv::medianBlur(paper, paper, 5);
  return paper;
}

/// For OpenCV, which counts from the middle of the first pixel.
cv::Matx33d between_centres(const cv::Matx33d& map) {
  return moved(-0.5, -0.5) * map * moved(0.5, 0.5);
}

bool holds_page(cv::Size picture, const PageMap& page) {
  const auto corners = corners_of({0, 0, page.size.width, page.size.height});
  return std::all_of(corners.begin(), corners.end(), [&](cv::Point2d corner) {
    const cv::Point2d place = on_picture(corner, page);
    return place.x >= 1 && place.y >= 1 && place.x <= picture.width - 1 &&
           place.y <= picture.height - 1;
  });
}

}  // namespace

PageMap as_in_picture(cv::Size picture) {
  return {cv::Matx33d::eye(), picture, false};
}

PageMap turned(const PageMap& page, int degrees) {
  const cv::Size size =
      degrees % 180 == 0 ? page.size : cv::Size(page.size.height, page.size.width);
  return {page.to_picture * turned_to_page(page.size, degrees), size, page.is_sheet};
}

PageMap tilted(const PageMap& page, double degrees) {
  if (degrees == 0) return page;
  const double angle = degrees * std::numbers::pi / 180;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  const double width = page.size.width;
  const double height = page.size.height;
  const cv::Size size(static_cast<int>(std::ceil(std::abs(c) * width + std::abs(s) * height)),
                      static_cast<int>(std::ceil(std::abs(s) * width + std::abs(c) * height)));
  const cv::Matx33d back(c, s, 0, -s, c, 0, 0, 0, 1);
  return {page.to_picture * moved(width / 2, height / 2) * back *
              moved(-size.width / 2.0, -size.height / 2.0),
          size, page.is_sheet};
}

PageMap drawn_apart(const PageMap& page, cv::Point2d middle, cv::Point2d together) {
  if (together == cv::Point2d()) return page;
  const cv::Matx33d apart(1, 0, 0, 0, 1, 0, -together.x, -together.y, 1);
  const cv::Matx33d to_apart = moved(middle.x, middle.y) * apart * moved(-middle.x, -middle.y);
  cv::Point2d low(1e9, 1e9);
  cv::Point2d high = -low;
  for (const cv::Point2d& corner : corners_of({0, 0, page.size.width, page.size.height})) {
    const cv::Point2d place = through(to_apart, corner);
    low = {std::min(low.x, place.x), std::min(low.y, place.y)};
    high = {std::max(high.x, place.x), std::max(high.y, place.y)};
  }
  const double area = (high.x - low.x) * (high.y - low.y);
  const double scale = std::sqrt(1.0 * page.size.width * page.size.height / area);
  const cv::Size size(static_cast<int>(std::ceil((high.x - low.x) * scale)),
                      static_cast<int>(std::ceil((high.y - low.y) * scale)));
  return {page.to_picture * to_apart.inv() * moved(low.x, low.y) * scaled(1 / scale), size,
          page.is_sheet};
}

PageMap rectified(std::span<const cv::Point2d, 4> corners) {
  const auto mean_length = [](cv::Point2d a, cv::Point2d b) {
    return std::max(1, static_cast<int>(std::lround((cv::norm(a) + cv::norm(b)) / 2)));
  };
  const cv::Size size(mean_length(corners[1] - corners[0], corners[2] - corners[3]),
                      mean_length(corners[3] - corners[0], corners[2] - corners[1]));
  std::array<cv::Point2f, 4> from;
  std::array<cv::Point2f, 4> to;
  const auto rectangle = corners_of({0, 0, size.width, size.height});
  for (std::size_t i = 0; i < 4; ++i) {
    from[i] = rectangle[i];
    to[i] = corners[i];
  }
  const cv::Matx33d to_picture = cv::getPerspectiveTransform(from.data(), to.data());
  return {to_picture, size, true};
}

cv::Point2d on_picture(cv::Point2d place, const PageMap& page) {
  return through(page.to_picture, place);
}

cv::Point2d on_page(cv::Point2d place, const PageMap& page) {
  return through(page.to_picture.inv(), place);
}

Box on_picture(const Box& box, const PageMap& page) {
  if (page.is_picture()) return box;
  constexpr double rounding = 1e-6;  // quarter turns are exact
  cv::Point2d low(1e9, 1e9);
  cv::Point2d high = -low;
  for (const cv::Point2d& corner : corners_of(box)) {
    const cv::Point2d place = on_picture(corner, page);
    low = {std::min(low.x, place.x), std::min(low.y, place.y)};
    high = {std::max(high.x, place.x), std::max(high.y, place.y)};
  }
  const auto down = [](double place) { return static_cast<int>(std::floor(place + rounding)); };
  const auto up = [](double place) { return static_cast<int>(std::ceil(place - rounding)); };
  return {down(low.x), down(low.y), up(high.x) - down(low.x), up(high.y) - down(low.y)};
}

double degrees_to_page(const PageMap& page) {
  const cv::Point2d middle(page.size.width / 2.0, page.size.height / 2.0);
  const cv::Point2d step = on_picture(middle + cv::Point2d(0.5, 0), page) -
                           on_picture(middle - cv::Point2d(0.5, 0), page);
  return -std::atan2(step.y, step.x) * 180 / std::numbers::pi;
}

cv::Mat straightened(const cv::Mat& picture, const PageMap& page, double scale) {
  if (picture.empty() || (page.is_picture() && scale == 1)) return picture;
  const auto length = [&](int full) {
    return std::max(1, static_cast<int>(std::lround(full * scale)));
  };
  const cv::Size size(length(page.size.width), length(page.size.height));
  const cv::Matx33d from_copy = page.to_picture * scaled(1 / scale);
  double factor = 1;
  const cv::Mat source = halved(picture, scale, factor);

  cv::Mat result(size, picture.type());
  if (!holds_page(picture.size(), page)) {
    double paper_factor = 1;
    const cv::Mat paper = paper_of(source, paper_factor);
    cv::warpPerspective(paper, result, between_centres(scaled(factor * paper_factor) * from_copy),
                        size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  }
  constexpr double reducing = 0.75;  // is smoothing enough; else the curve has to be followed
  const int way = scale < reducing * factor ? cv::INTER_LINEAR : cv::INTER_CUBIC;
  cv::warpPerspective(source, result, between_centres(scaled(factor) * from_copy), size,
                      way | cv::WARP_INVERSE_MAP, cv::BORDER_TRANSPARENT);
  return result;
}

}  // namespace inkline
