#pragma once

#include <span>

#include <opencv2/core.hpp>

#include <inkline/base/box.hpp>

namespace inkline {

/// Where the page lies in the picture it was photographed or scanned in. All that is done to
/// straighten a page is one such map, so that its pixels are computed once, and whatever is found
/// on the page can be told in pixels of the picture.
struct PageMap {
  /// From the page to the picture, in homogeneous coordinates. Places are those of pixel corners:
  /// the first pixel reaches from 0 to 1.
  cv::Matx33d to_picture = cv::Matx33d::eye();
  cv::Size size;          ///< of the page, pixels
  bool is_sheet = false;  ///< a sheet seen at an angle was made a rectangle

  /// The page as it lies in the picture.
  bool is_picture() const { return to_picture == cv::Matx33d::eye(); }
};

/// The map of a page that is its picture.
PageMap as_in_picture(cv::Size picture);

/// The map of the page turned clockwise by 0, 90, 180 or 270 degrees.
PageMap turned(const PageMap& page, int degrees);

/// The map of the page turned clockwise by any angle, about its middle, on a canvas that holds all
/// of it.
PageMap tilted(const PageMap& page, double degrees);

/// The map of the page whose rows drew together, so that they do no longer: what is at `place` goes
/// to middle + (place - middle) / (1 - together . (place - middle)), and the whole to as many
/// pixels as before.
///
/// @param together  along the rows, per pixel; the whole page on the near side of their common
///                  point
PageMap drawn_apart(const PageMap& page, cv::Point2d middle, cv::Point2d together);

/// The map of a rectangular sheet seen at an angle: its mean width and height, and nothing beyond
/// it.
///
/// @param corners  in pixels of the picture, clockwise from the left upper one, of a convex
///                 quadrangle
PageMap rectified(std::span<const cv::Point2d, 4> corners);

/// A place on the page, in pixels of the picture.
cv::Point2d on_picture(cv::Point2d place, const PageMap& page);

/// A place in the picture, in pixels of the page.
cv::Point2d on_page(cv::Point2d place, const PageMap& page);

/// The smallest box in the picture that holds a box on the page.
Box on_picture(const Box& box, const PageMap& page);

/// Clockwise degrees that bring the picture to the page where the page's middle is; above -180 to
/// 180.
double degrees_to_page(const PageMap& page);

/// The page as a picture of its own; shares the pixels of `picture` where the page is the picture
/// and the scale is 1. What is beyond the picture gets the shade of the paper next to it.
///
/// @param picture  CV_8UC1 or CV_8UC3; left untouched
/// @param scale    pixels of the result per pixel of the page; above 0
cv::Mat straightened(const cv::Mat& picture, const PageMap& page, double scale = 1);

}  // namespace inkline
