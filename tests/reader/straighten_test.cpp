#include <inkline/reader/straighten.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/reader/read_page.hpp>

#include "support/constant_recogniser.hpp"

namespace inkline {
namespace {

constexpr int kLetter = 26;

/// Rows of small rings, some with a stem, not below each other.
void write_rows(cv::Mat& picture, const cv::Rect& place) {
  for (int y = place.y; y + kLetter < place.br().y; y += 3 * kLetter) {
    const int left = place.x + (y * 7 / kLetter) % kLetter;
    for (int x = left; x + kLetter < place.br().x; x += 4 * kLetter / 3) {
      const int i = (x - place.x) / kLetter + 3 * (y - place.y) / kLetter;
      cv::ellipse(picture, {x + 10, y + 13}, {8, 12}, 0, 0, 360, cv::Scalar::all(40), 4);
      if (i % 4 == 0) cv::line(picture, {x + 18, y + 25}, {x + 18, y - 12}, cv::Scalar::all(40), 4);
    }
  }
}

cv::Mat1b page_of_rows() {
  cv::Mat1b page(700, 1000, uchar{220});
  write_rows(page, {80, 80, 840, 540});
  return page;
}

cv::Mat tilted_picture(const cv::Mat& picture, double degrees) {
  return straightened(picture, tilted(as_in_picture(picture.size()), degrees));
}

PageMap straighten_picture(const cv::Mat& picture, const StraightenParams& params = {}) {
  cv::Mat1b grey = picture;
  if (picture.channels() == 3) cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  const Sheet sheet = find_sheet(picture);
  const PageInk seen = first_look(paint_desk(grey, sheet));
  return straighten(seen, sheet, picture.size(), {}, params);
}

/// A written sheet on a dark desk, seen from its foot.
cv::Mat seen_from_foot() {
  cv::Mat sheet(1000, 800, CV_8UC3, cv::Scalar(210, 215, 218));
  write_rows(sheet, {80, 80, 640, 800});
  const std::vector<cv::Point2f> from{{0, 0}, {800, 0}, {800, 1000}, {0, 1000}};
  const std::vector<cv::Point2f> to{{220, 60}, {780, 60}, {930, 940}, {70, 940}};
  cv::Mat picture;
  cv::warpPerspective(sheet, picture, cv::getPerspectiveTransform(from, to), {1000, 1000},
                      cv::INTER_AREA, cv::BORDER_CONSTANT, cv::Scalar(40, 50, 60));
  return picture;
}

/// A page seen from its left without the edges of its sheet; and where its places are in there.
struct SeenFromLeft {
  cv::Mat picture;
  cv::Matx33d to_picture;

  cv::Point2d at(double x, double y) const {
    const cv::Vec3d place = to_picture * cv::Vec3d(x, y, 1);
    return {place[0] / place[2], place[1] / place[2]};
  }
};

SeenFromLeft seen_from_left(const cv::Mat& page, double shorter) {
  const auto width = static_cast<float>(page.cols);
  const auto height = static_cast<float>(page.rows);
  const float right = static_cast<float>(shorter) * height / 2;
  const std::vector<cv::Point2f> from{{0, 0}, {width, 0}, {width, height}, {0, height}};
  const std::vector<cv::Point2f> to{{0, 0}, {width, right}, {width, height - right}, {0, height}};
  const cv::Matx33d map = cv::getPerspectiveTransform(from, to);
  return {straightened(page, PageMap{map.inv(), page.size(), false}), map};
}

/// Degrees between the rows at the head and the foot of the page that was made straight.
double rows_apart(const SeenFromLeft& seen, const PageMap& page) {
  const auto degrees_of_row = [&](double y) {
    const cv::Point2d row = on_page(seen.at(900, y), page) - on_page(seen.at(100, y), page);
    return std::atan2(row.y, row.x) * 180 / CV_PI;
  };
  return std::abs(degrees_of_row(100) - degrees_of_row(600));
}

TEST_SUITE("straighten") {
  TEST_CASE("a level page, and one that is hardly tilted, stay as they are") {
    CHECK(straighten_picture(page_of_rows()).is_picture());
    CHECK(straighten_picture(tilted_picture(page_of_rows(), 1)).is_picture());
  }

  TEST_CASE("a tilted page is levelled") {
    for (const double degrees : {-15.0, -6.0, 4.0, 11.0, 15.0}) {
      CAPTURE(degrees);
      const PageMap page = straighten_picture(tilted_picture(page_of_rows(), degrees));
      CHECK(std::abs(degrees_to_page(page) + degrees) < 0.5);
    }
  }

  TEST_CASE("a page on its side is made straight on its side") {
    cv::Mat lying;
    cv::rotate(page_of_rows(), lying, cv::ROTATE_90_CLOCKWISE);
    CHECK(straighten_picture(lying).is_picture());
    const PageMap page = straighten_picture(tilted_picture(lying, 7));
    CHECK(std::abs(degrees_to_page(page) + 7) < 0.5);
  }

  TEST_CASE("an angle that is given is not questioned, and 0 leaves the page alone") {
    const cv::Mat picture = tilted_picture(page_of_rows(), 8);
    CHECK(degrees_to_page(straighten_picture(picture, {.degrees = -3})) == doctest::Approx(-3));
    CHECK(straighten_picture(picture, {.degrees = 0}).is_picture());
    CHECK(straighten_picture(seen_from_foot(), {.degrees = 0}).is_picture());
  }

  TEST_CASE("a sheet seen at an angle becomes a rectangle") {
    const PageMap page = straighten_picture(seen_from_foot());
    CHECK(!page.is_picture());
    const cv::Point2d corner = on_picture(cv::Point2d(0, 0), page);
    CHECK(std::abs(corner.x - 220) < 12);
    CHECK(std::abs(corner.y - 60) < 12);
  }

  TEST_CASE("rows that draw together are made parallel where no edge of the sheet is seen") {
    for (const double shorter : {0.25, 0.4}) {
      CAPTURE(shorter);
      const SeenFromLeft seen = seen_from_left(page_of_rows(), shorter);
      CHECK(rows_apart(seen, as_in_picture(seen.picture.size())) > 7);
      const PageMap page = straighten_picture(seen.picture);
      CHECK(rows_apart(seen, page) < 2);
      CHECK(!page.is_sheet);
    }
  }

  TEST_CASE("rows that hardly draw together stay as they are") {
    CHECK(straighten_picture(seen_from_left(page_of_rows(), 0.06).picture).is_picture());
  }

  TEST_CASE("little or no writing leaves the page as it is") {
    CHECK(straighten_picture(cv::Mat1b(400, 500, uchar{200})).is_picture());
    cv::Mat1b page(400, 500, uchar{200});
    cv::line(page, {100, 100}, {140, 300}, 40, 5);
    CHECK(straighten_picture(page).is_picture());
    CHECK(straighten({}, {}, {}).is_picture());
  }

  TEST_CASE("what is read on a tilted page is told in pixels of its picture") {
    cv::Mat1b page(700, 1000, uchar{220});
    write_rows(page, {80, 80, 840, 540});
    page(cv::Rect(70, 60, 400, 580)).setTo(220);  // the right half is written on alone
    const cv::Mat picture = tilted_picture(page, 10);
    const Page read = read_page(picture, test::constant_recogniser("a"));
    CHECK(read.width == picture.cols);
    CHECK(read.height == picture.rows);
    CHECK(read.skew == doctest::Approx(-10).epsilon(0.05));
    REQUIRE(!read.lines.empty());
    const cv::Mat1b dark(picture < 130);
    for (const Line& line : read.lines) {
      for (const Word& word : line.words) {
        for (const Glyph& glyph : word.glyphs) {
          const cv::Rect box(glyph.box.x, glyph.box.y, glyph.box.width, glyph.box.height);
          CHECK(cv::countNonZero(dark(box)) > 0.15 * box.area());
        }
      }
    }
  }

  TEST_CASE("a bad parameter is refused by name") {
    CHECK_THROWS_WITH_AS(straighten_picture(page_of_rows(), {.degrees = 60}),
                         doctest::Contains("straighten.degrees"), Error);
    CHECK_THROWS_WITH_AS(straighten_picture(page_of_rows(), {.least_inside = 2}),
                         doctest::Contains("straighten.least_inside"), Error);
    CHECK_THROWS_WITH_AS(straighten_picture(page_of_rows(), {.least_fan = -1}),
                         doctest::Contains("straighten.least_fan"), Error);
  }
}

}  // namespace
}  // namespace inkline
