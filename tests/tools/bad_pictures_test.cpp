#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/features/embedded_files.hpp>

#include "support/child_process.hpp"
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

/// Ends well and soon, and prints at most a handful of characters.
void check_hardly_read(const std::string& what, const cv::Mat& picture) {
  CAPTURE(what);
  const ScratchFolder folder;
  const std::string file = (folder.path() / "page.png").string();
  inkline::test::write_bytes(file, inkline::test::encoded(".png", picture));
  const inkline::test::ProgramResult result =
      inkline::test::run_program({INKLINE_OCR, file}, {}, 120);
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
