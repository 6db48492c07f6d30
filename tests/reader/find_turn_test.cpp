#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/base/turned_box.hpp>
#include <inkline/features/embedded_files.hpp>
#include <inkline/image/decode.hpp>
#include <inkline/reader/read_page.hpp>

#include "support/constant_recogniser.hpp"

namespace inkline {
namespace {

cv::Mat turned_picture(const cv::Mat& picture, int degrees) {
  cv::Mat turned_by;
  if (degrees == 0) return picture;
  cv::rotate(picture, turned_by,
             degrees == 90    ? cv::ROTATE_90_CLOCKWISE
             : degrees == 180 ? cv::ROTATE_180
                              : cv::ROTATE_90_COUNTERCLOCKWISE);
  return turned_by;
}

/// Rows of joined words: wavy lines, far wider than high.
cv::Mat joined_page() {
  cv::Mat page(900, 1200, CV_8UC1, cv::Scalar(235));
  for (int row = 0; row < 6; ++row) {
    for (int word = 0; word < 5; ++word) {
      const int length = 120 + 20 * ((row + word) % 3);
      std::vector<cv::Point> wave;
      for (int x = 0; x < length; ++x) {
        const int y = 80 + 130 * row + static_cast<int>(18 * std::sin(x / 5.0));
        wave.emplace_back(80 + 210 * word + x, y);
      }
      cv::polylines(page, wave, false, cv::Scalar(40), 4);
    }
  }
  return page;
}

int rotation_of(const cv::Mat& picture, const Readers& readers, const TurnParams& turn = {}) {
  ReadParams params;
  params.turn = turn;
  return read_page(picture, readers, params).rotation;
}

/// Where the middle of `small` lies in `large`, per thousand.
cv::Point place_of(const Box& small, cv::Size large) {
  return {static_cast<int>(1000 * small.centre_x() / large.width),
          static_cast<int>(1000 * small.centre_y() / large.height)};
}

TEST_SUITE("find turn") {
  TEST_CASE("a box turned on and on comes back after four quarters") {
    const Box page{0, 0, 200, 100};
    const Box box{10, 20, 30, 40};
    CHECK(turned(box, page, 0) == box);
    CHECK(turned(box, page, 90) == Box{40, 10, 40, 30});
    CHECK(turned(box, page, 180) == Box{160, 40, 30, 40});
    CHECK(turned(box, page, 270) == Box{20, 160, 40, 30});
    const Box lying{0, 0, 100, 200};
    CHECK(turned(turned(box, page, 90), lying, 270) == box);
    CHECK(turned(turned(box, page, 180), page, 180) == box);
  }

  TEST_CASE("the samples are upright, and are turned back from every position") {
    if (embedded_model().empty()) return;  // built without a model
    const Recogniser recogniser = load_recogniser(embedded_model(), "embedded model");
    const std::filesystem::path samples = INKLINE_SAMPLES;
    for (const std::string name : {"01_packing_list.jpg", "03_numbers.jpg"}) {
      const cv::Mat picture = decode_picture(read_file(samples / name), name).pixels;
      const Page upright = read_page(picture, recogniser);
      CHECK(upright.rotation == 0);
      REQUIRE(!upright.lines.empty());
      for (const int degrees : {90, 180, 270}) {
        CAPTURE(name);
        CAPTURE(degrees);
        const cv::Mat lying = turned_picture(picture, degrees);
        const Page page = read_page(lying, recogniser);
        CHECK(page.rotation == 360 - degrees);
        CHECK(page.width == lying.cols);
        CHECK(page.height == lying.rows);
        REQUIRE(page.lines.size() == upright.lines.size());
        const Box frame{0, 0, picture.cols, picture.rows};
        const Box expected = turned(upright.lines.front().box, frame, degrees);
        const cv::Point wrong =
            place_of(page.lines.front().box, lying.size()) - place_of(expected, lying.size());
        CHECK(std::abs(wrong.x) < 15);
        CHECK(std::abs(wrong.y) < 15);
      }
    }
  }

  TEST_CASE("what rows are read as tells head from foot where single letters say nothing") {
    if (embedded_line_model().empty()) return;  // built without a model
    Readers readers(test::constant_recogniser("o"));
    readers.rows = load_line_recogniser(embedded_line_model(), "embedded line model");
    const std::filesystem::path samples = INKLINE_SAMPLES;
    for (const std::string name : {"01_packing_list.jpg", "02_note.jpg", "03_numbers.jpg"}) {
      CAPTURE(name);
      const cv::Mat picture = decode_picture(read_file(samples / name), name).pixels;
      CHECK(rotation_of(picture, readers) == 0);
      CHECK(rotation_of(turned_picture(picture, 180), readers) == 180);
      CHECK(rotation_of(turned_picture(picture, 180), test::constant_recogniser("o")) == 0);
    }
  }

  TEST_CASE("joined words that no classifier can read still tell a page on its side") {
    const Recogniser rejecting = test::constant_recogniser("");
    CHECK(rotation_of(joined_page(), rejecting) == 0);
    CHECK(rotation_of(turned_picture(joined_page(), 90), rejecting) % 180 == 90);
    CHECK(rotation_of(turned_picture(joined_page(), 180), rejecting) == 0);  // nothing tells it
  }

  TEST_CASE("a turn that is given is not questioned") {
    const Recogniser rejecting = test::constant_recogniser("");
    for (const int degrees : {0, 90, 180, 270}) {
      CHECK(rotation_of(joined_page(), rejecting, {.degrees = degrees}) == degrees);
    }
  }

  TEST_CASE("a page with few letters, or none, stays as it is") {
    const Recogniser rejecting = test::constant_recogniser("");
    cv::Mat page(600, 300, CV_8UC1, cv::Scalar(235));
    CHECK(rotation_of(page, rejecting) == 0);
    for (int i = 0; i < 5; ++i) {
      cv::rectangle(page, cv::Rect(140, 60 + 60 * i, 30, 40), cv::Scalar(30), 4);
    }
    CHECK(rotation_of(page, rejecting) == 0);
    CHECK(rotation_of(cv::Mat(), rejecting) == 0);
  }

  TEST_CASE("a bad parameter is refused by name") {
    const Recogniser rejecting = test::constant_recogniser("");
    CHECK_THROWS_WITH_AS(rotation_of(joined_page(), rejecting, {.degrees = 45}),
                         doctest::Contains("turn.degrees"), Error);
    CHECK_THROWS_WITH_AS(rotation_of(joined_page(), rejecting, {.most_letters = 0}),
                         doctest::Contains("turn.most_letters"), Error);
    CHECK_THROWS_WITH_AS(rotation_of(joined_page(), rejecting, {.most_rows = 0}),
                         doctest::Contains("turn.most_rows"), Error);
  }
}

}  // namespace
}  // namespace inkline
