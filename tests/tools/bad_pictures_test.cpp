#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/features/embedded_files.hpp>

#include "support/child_process.hpp"
#include "support/clutter.hpp"
#include "support/paper_page.hpp"
#include "support/pictures.hpp"
#include "support/scratch_folder.hpp"
#include "support/test_pages.hpp"

namespace {

using inkline::test::ScratchFolder;

cv::Mat1b chessboard(int cell) {
  cv::Mat1b board(1280, 1280);
  for (int y = 0; y < board.rows; ++y) {
    for (int x = 0; x < board.cols; ++x) board(y, x) = (x / cell + y / cell) % 2 == 0 ? 30 : 230;
  }
  return board;
}

/// Grain of `blur` pixels, as of stone and cloth.
cv::Mat1b grain(cv::Size size, double blur, double contrast) {
  cv::Mat1f field(size);
  cv::RNG random(3);
  random.fill(field, cv::RNG::NORMAL, 0, 1);
  if (blur > 0) cv::GaussianBlur(field, field, {}, blur);
  cv::Scalar mean;
  cv::Scalar spread;
  cv::meanStdDev(field, mean, spread);
  cv::Mat1b picture;
  field.convertTo(picture, CV_8U, contrast / spread[0], 150);
  return picture;
}

cv::Mat1b specks(int count, int side) {
  cv::Mat1b page(1500, 2000, uchar{245});
  cv::RNG random(7);
  for (int i = 0; i < count; ++i) {
    const cv::Point at(random.uniform(0, page.cols - side), random.uniform(0, page.rows - side));
    page(cv::Rect(at, cv::Size(side, side))).setTo(30);
  }
  return page;
}

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

/// A JPEG file with copies of a strip, one below the other, that nobody has to paint: every row of
/// its blocks begins anew behind a restart marker.
///
/// @param strip  so many rows of pixels that 64 divide them, so many columns that 8 divide them
inkline::test::Bytes repeated_jpeg(const cv::Mat1b& strip, int copies) {
  using inkline::test::Bytes;
  const Bytes file =
      inkline::test::encoded(".jpg", strip, {cv::IMWRITE_JPEG_RST_INTERVAL, strip.cols / 8});
  const auto number_at = [&](std::size_t at) {
    return std::to_integer<std::size_t>(file[at]) * 256 +
           std::to_integer<std::size_t>(file[at + 1]);
  };
  constexpr std::size_t frame = 0xFFC0;
  constexpr std::size_t scan = 0xFFDA;
  Bytes result = file;
  std::size_t at = 2;
  for (; number_at(at) != scan; at += 2 + number_at(at + 2)) {
    if (number_at(at) != frame) continue;
    const int height = strip.rows * copies;
    result[at + 5] = static_cast<std::byte>(height / 256);
    result[at + 6] = static_cast<std::byte>(height % 256);
  }
  const auto start = static_cast<std::ptrdiff_t>(at + 2 + number_at(at + 2));
  const Bytes blocks(file.begin() + start, file.end() - 2);
  result.resize(static_cast<std::size_t>(start));
  for (int i = 0; i < copies; ++i) {
    if (i > 0) inkline::test::append_number(result, 0xFFD7, 2, false);
    result.insert(result.end(), blocks.begin(), blocks.end());
  }
  inkline::test::append_number(result, 0xFFD9, 2, false);
  return result;
}

/// Writing 20,000 pixels wide, whose copies are rows of a page.
cv::Mat1b huge_strip() {
  cv::Mat1b strip(1024, 20000, uchar{230});
  cv::putText(strip, "A very large page", {2500, 800}, cv::FONT_HERSHEY_SIMPLEX, 32, 40, 70);
  return strip;
}

inkline::test::ProgramResult read_file_of(const inkline::test::Bytes& bytes,
                                          const std::string& name) {
  const ScratchFolder folder;
  const std::string file = (folder.path() / name).string();
  inkline::test::write_bytes(file, bytes);
  return inkline::test::run_program({INKLINE_OCR, file}, {}, 120);
}

/// Ends well and soon, and prints at most a handful of characters.
void check_hardly_read(const std::string& what, const cv::Mat& picture) {
  CAPTURE(what);
  const inkline::test::ProgramResult result =
      read_file_of(inkline::test::encoded(".png", picture), "page.png");
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  CHECK(result.out.size() <= 12);
  CHECK(result.seconds < 60);
}

TEST_SUITE("bad pictures") {
  TEST_CASE("a picture without writing is a page without text") {
    if (inkline::embedded_model().empty()) {
      MESSAGE("SKIPPED: this build has no model");
      return;
    }
    for (const uchar shade : {uchar{0}, uchar{128}, uchar{255}}) {
      check_hardly_read("one shade", cv::Mat1b(1200, 1600, shade));
    }
    for (const cv::Size size : {cv::Size(5000, 1), cv::Size(1, 5000), cv::Size(3000, 3)}) {
      check_hardly_read("strip", grain(size, 1, 60));
    }
    for (const int cell : {4, 16, 64, 120}) check_hardly_read("chessboard", chessboard(cell));
    for (const double blur : {0.0, 4.0, 8.0, 16.0}) {
      check_hardly_read("rough", grain({1600, 1200}, blur, 40));
      check_hardly_read("soft", grain({1600, 1200}, blur, 12));
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

  TEST_CASE("a scan of 20,000 x 20,000 pixels is read soon and in little memory") {
    if (inkline::embedded_model().empty()) {
      MESSAGE("SKIPPED: this build has no model");
      return;
    }
    const inkline::test::ProgramResult result =
        read_file_of(repeated_jpeg(huge_strip(), 19), "huge.jpg");
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    CHECK(result.out.find("large page\n") != std::string::npos);
    CHECK(result.seconds < 60);
    CHECK(result.megabytes < 1500);  // a tenth of that without checks by the compiler
  }

  TEST_CASE("specks are no writing, be they a million") {
    if (inkline::embedded_model().empty()) {
      MESSAGE("SKIPPED: this build has no model");
      return;
    }
    check_hardly_read("dust", specks(1'000'000, 1));
    check_hardly_read("sand", specks(30'000, 3));
    check_hardly_read("gravel", specks(800, 9));
  }
}

}  // namespace
