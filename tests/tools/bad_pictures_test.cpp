#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/features/embedded_files.hpp>

#include "support/hardly_read.hpp"
#include "support/pictures.hpp"

namespace {

using inkline::test::check_hardly_read;
using inkline::test::kSoon;
using inkline::test::read_file_of;

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
    CHECK(result.seconds < kSoon);
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
