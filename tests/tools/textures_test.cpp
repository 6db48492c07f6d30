#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/features/embedded_files.hpp>

#include "support/clutter.hpp"
#include "support/hardly_read.hpp"

namespace {

using inkline::test::check_hardly_read;

/// Over and under, like cloth.
cv::Mat1b weave() {
  constexpr int cell = 20;
  cv::Mat1b cloth(600, 800, uchar{200});
  for (int y = 0; y < cloth.rows; y += cell) {
    for (int x = 0; x < cloth.cols; x += cell) {
      const bool is_over = (x / cell + y / cell) % 2 == 1;
      const cv::Rect thread =
          is_over ? cv::Rect(x + 2, y + 8, 16, 4) : cv::Rect(x + 8, y + 2, 4, 16);
      cloth(thread).setTo(90);
    }
  }
  return cloth;
}

cv::Mat1b fur() {
  cv::Mat1b hair(1200, 1600, uchar{200});
  cv::RNG random(3);
  for (int i = 0; i < 4000; ++i) {
    const cv::Point middle(random.uniform(0, 1600), random.uniform(0, 1200));
    const cv::Size axes(random.uniform(20, 90), random.uniform(10, 60));
    cv::ellipse(hair, middle, axes, random.uniform(0, 360), 0, random.uniform(20, 90),
                cv::Scalar(random.uniform(30, 160)), random.uniform(1, 4), cv::LINE_AA);
  }
  return hair;
}

/// Bricks in mortar, no two alike.
cv::Mat3b brick_wall() {
  cv::Mat3b wall(1200, 1600, cv::Vec3b(165, 175, 180));
  cv::RNG random(5);
  for (int row = 0; 60 * row < wall.rows; ++row) {
    for (int x = -70 * (row % 2); x < wall.cols; x += 140) {
      const int shade = random.uniform(-25, 25);
      const cv::Rect brick(x + random.uniform(2, 7), 60 * row + random.uniform(2, 7), 130, 50);
      cv::rectangle(wall, brick, {70.0 + shade, 80.0 + shade, 150.0 + shade}, cv::FILLED);
    }
  }
  cv::Mat3f rough(wall.size());
  random.fill(rough, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(14));
  cv::GaussianBlur(rough, rough, {}, 1.2);
  cv::add(wall, rough, wall, cv::noArray(), CV_8U);
  return wall;
}

/// Leaves over leaves, lit from the side.
cv::Mat3b hedge() {
  cv::Mat3b leaves(1200, 1600, cv::Vec3b(20, 40, 25));
  cv::RNG random(9);
  for (int i = 0; i < 6000; ++i) {
    const cv::Point middle(random.uniform(0, 1600), random.uniform(0, 1200));
    const double light = random.uniform(0.3, 1.0);
    const double turn = random.uniform(0, 180);
    cv::ellipse(leaves, middle, {random.uniform(15, 40), random.uniform(6, 14)}, turn, 0, 360,
                cv::Scalar(60, 150, 90) * light, cv::FILLED, cv::LINE_AA);
    cv::ellipse(leaves, middle, {30, 1}, turn, 0, 360, cv::Scalar(90, 190, 140) * light, 1,
                cv::LINE_AA);
  }
  return leaves;
}

/// A cat, sort of: a round head, ears, eyes, whiskers, and fur.
cv::Mat3b cat() {
  cv::Mat3b picture(1200, 1600, cv::Vec3b(150, 165, 140));
  cv::RNG random(2);
  const auto hair = [&](cv::Point middle, double wide, double high, int count) {
    for (int i = 0; i < count; ++i) {
      const double turn = random.uniform(0.0, 2 * CV_PI);
      const double far = std::sqrt(random.uniform(0.0, 1.0));
      const cv::Point root(middle.x + static_cast<int>(far * wide * std::cos(turn)),
                           middle.y + static_cast<int>(far * high * std::sin(turn)));
      const cv::Point tip = root + cv::Point(random.uniform(-14, 14), random.uniform(15, 45));
      cv::line(picture, root, tip, cv::Scalar(40, 90, 150) * random.uniform(0.5, 1.4), 2,
               cv::LINE_AA);
    }
  };
  hair({800, 1050}, 520, 300, 12000);
  hair({800, 560}, 380, 330, 12000);
  for (const int side : {-1, 1}) {
    const std::vector<cv::Point> ear{
        {800 + side * 330, 420}, {800 + side * 350, 120}, {800 + side * 120, 270}};
    cv::fillConvexPoly(picture, ear, {50, 90, 140}, cv::LINE_AA);
    cv::ellipse(picture, {800 + side * 150, 500}, {70, 50}, 0, 0, 360, {90, 200, 190}, cv::FILLED,
                cv::LINE_AA);
    cv::ellipse(picture, {800 + side * 150, 500}, {14, 46}, 0, 0, 360, {10, 10, 10}, cv::FILLED,
                cv::LINE_AA);
    for (int i = -2; i <= 2; ++i) {
      cv::line(picture, {800 + side * 80, 680 + 12 * i}, {800 + side * 500, 640 + 45 * i},
               {235, 235, 235}, 3, cv::LINE_AA);
    }
  }
  return picture;
}

TEST_SUITE("textures") {
  TEST_CASE("cloth, fur, walls, leaves, an animal and bare desks are pages without text") {
    if (inkline::embedded_model().empty()) {
      MESSAGE("SKIPPED: this build has no model");
      return;
    }
    check_hardly_read("cloth", weave());
    check_hardly_read("fur", fur());
    check_hardly_read("bricks", brick_wall());
    check_hardly_read("hedge", hedge());
    check_hardly_read("cat", cat());
    for (const auto desk :
         {inkline::test::Desk::wood, inkline::test::Desk::cloth, inkline::test::Desk::tiles}) {
      check_hardly_read("desk", inkline::test::desk_of({1600, 1200}, 8, desk));
    }
  }
}

}  // namespace
