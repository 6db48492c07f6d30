#include <inkline/image/page_map.hpp>

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

/// A dark square on paper that is lighter towards the right.
cv::Mat1b picture_with(const cv::Rect& square, cv::Size size) {
  cv::Mat1b picture(size);
  for (int x = 0; x < size.width; ++x) {
    picture.col(x).setTo(cv::Scalar(180 + 60.0 * x / size.width));
  }
  picture(square).setTo(20);
  return picture;
}

Box dark_box(const cv::Mat1b& picture) {
  const cv::Rect found = cv::boundingRect(cv::Mat1b(picture < 100));
  return {found.x, found.y, found.width, found.height};
}

void check_close(const Box& found, const Box& wanted, int most) {
  CHECK(std::abs(found.x - wanted.x) <= most);
  CHECK(std::abs(found.y - wanted.y) <= most);
  CHECK(std::abs(found.right() - wanted.right()) <= most);
  CHECK(std::abs(found.bottom() - wanted.bottom()) <= most);
}

TEST_SUITE("page map") {
  const cv::Size kSize(300, 200);

  TEST_CASE("a page that is its picture is handed back untouched") {
    const cv::Mat1b picture = picture_with({40, 60, 30, 20}, kSize);
    const PageMap page = as_in_picture(kSize);
    CHECK(page.is_picture());
    CHECK(straightened(picture, page).data == picture.data);
    CHECK(tilted(page, 0).is_picture());
    CHECK(turned(page, 0).is_picture());
    CHECK(on_picture(Box{3, 4, 5, 6}, page) == Box{3, 4, 5, 6});
  }

  TEST_CASE("quarter turns move boxes exactly, and four of them are none") {
    PageMap page = as_in_picture(kSize);
    CHECK(on_picture(Box{140, 10, 40, 30}, turned(page, 90)) == Box{10, 20, 30, 40});
    CHECK(on_picture(Box{0, 0, 300, 200}, turned(page, 180)) == Box{0, 0, 300, 200});
    CHECK(on_picture(Box{0, 0, 10, 20}, turned(page, 270)) == Box{280, 0, 20, 10});
    for (int i = 0; i < 4; ++i) page = turned(page, 90);
    CHECK(page.is_picture());
    CHECK(page.size == kSize);
    CHECK(degrees_to_page(turned(page, 90)) == doctest::Approx(90));
    CHECK(degrees_to_page(turned(page, 270)) == doctest::Approx(-90));
  }

  TEST_CASE("what is drawn on the straightened page is found where the map says") {
    const Box square{140, 70, 40, 30};
    const cv::Mat1b picture =
        picture_with({square.x, square.y, square.width, square.height}, kSize);
    for (const int turn : {0, 90, 180, 270}) {
      for (const double degrees : {0.0, -12.0, 5.0}) {
        for (const double scale : {1.0, 0.5, 0.4}) {
          CAPTURE(turn);
          CAPTURE(degrees);
          CAPTURE(scale);
          const PageMap page = turned(tilted(as_in_picture(kSize), degrees), turn);
          const cv::Mat1b straight = straightened(picture, page, scale);
          const Box small = dark_box(straight);
          const auto grown = [&](int length) {
            return static_cast<int>(std::lround(length / scale));
          };
          const Box on_page{grown(small.x), grown(small.y), grown(small.width),
                            grown(small.height)};
          const double slack =
              0.42 * (square.width + square.height) * std::sin(2 * std::abs(degrees) / 57.3);
          check_close(on_picture(on_page, page), square, static_cast<int>(2 + 2 / scale + slack));
        }
      }
    }
  }

  TEST_CASE("a tilted page holds all of the picture, and beyond it is paper") {
    const cv::Mat1b picture = picture_with({140, 70, 40, 30}, kSize);
    const PageMap page = tilted(as_in_picture(kSize), 15);
    CHECK(degrees_to_page(page) == doctest::Approx(15));
    for (const cv::Point2d corner : {cv::Point2d(0, 0), cv::Point2d(300, 200)}) {
      const cv::Matx33d back = page.to_picture.inv();
      const cv::Vec3d at = back * cv::Vec3d(corner.x, corner.y, 1);
      CHECK(at[0] >= -1);
      CHECK(at[1] >= -1);
      CHECK(at[0] <= page.size.width + 1);
      CHECK(at[1] <= page.size.height + 1);
    }
    const cv::Mat1b straight = straightened(picture, page);
    CHECK(straight.size() == page.size);
    CHECK(straight(0, 0) > 170);
    CHECK(straight(page.size.height - 1, page.size.width - 1) > 170);
  }

  TEST_CASE("a tilt and the tilt back are none, but for the canvas") {
    const PageMap page = tilted(tilted(as_in_picture(kSize), 9), -9);
    CHECK(degrees_to_page(page) == doctest::Approx(0).epsilon(1e-9));
    const cv::Point2d middle(page.size.width / 2.0, page.size.height / 2.0);
    const cv::Point2d place = on_picture(middle, page);
    CHECK(place.x == doctest::Approx(150));
    CHECK(place.y == doctest::Approx(100));
  }

  TEST_CASE("rows that drew together run level on the page that is drawn apart") {
    const cv::Point2d middle(120, 90);
    const PageMap page = drawn_apart(as_in_picture(kSize), middle, {0.001, 0});
    CHECK(!page.is_sheet);
    // Rows that run to a point 1000 pixels right of the middle.
    for (const double y : {0.0, 60.0, 150.0, 200.0}) {
      CAPTURE(y);
      const double right_y = y + (middle.y - y) * 200 / 1000;
      const cv::Point2d left = on_page(cv::Point2d(120, y), page);
      const cv::Point2d right = on_page(cv::Point2d(320, right_y), page);
      CHECK(right.y == doctest::Approx(left.y));
      CHECK(right.x > left.x);
    }
    CHECK(page.size.area() == doctest::Approx(kSize.area()).epsilon(0.02));
    for (const cv::Point2d corner : {cv::Point2d(0, 0), cv::Point2d(300, 200)}) {
      const cv::Point2d place = on_page(corner, page);
      CHECK(place.x >= -1e-6);
      CHECK(place.y >= -1e-6);
      CHECK(place.x <= page.size.width + 1e-6);
      CHECK(place.y <= page.size.height + 1e-6);
    }
    CHECK(drawn_apart(as_in_picture(kSize), middle, {}).is_picture());
  }

  TEST_CASE("a picture of one pixel, and none, are no trouble") {
    const cv::Mat1b dot(1, 1, uchar{7});
    CHECK(straightened(dot, tilted(as_in_picture({1, 1}), 10)).at<uchar>(0, 0) == 7);
    CHECK(straightened(cv::Mat(), as_in_picture({})).empty());
  }
}

}  // namespace
}  // namespace inkline
