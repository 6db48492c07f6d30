#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/image/find_sheet.hpp>
#include <inkline/image/grey.hpp>
#include <inkline/reader/find_ink.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::test::share_missing;
using inkline::test::write_row;

/// A page of writing and the light it is in, both in shares of white.
struct LitPage {
  cv::Mat1b letters = cv::Mat1b(900, 1300, uchar{0});
  cv::Mat1f light = cv::Mat1f(900, 1300, 0.85F);
};

void write_rows(cv::Mat1b& letters) {
  int y = 140;
  for (const char* text : {"The first row of it", "Shade 08:15, 4 km", "HEIM & GARTEN",
                           "quick brown fox", "jumps 37"}) {
    write_row(letters, text, {90, y});
    y += 150;
  }
}

/// Ink that takes a share of the light away, soft edges, grain.
cv::Mat1b photo_of(const cv::Mat1f& light, const cv::Mat1f& ink) {
  cv::Mat1f soft;
  cv::GaussianBlur(ink, soft, {}, 0.8);
  const cv::Mat1f shade(light.mul(1.0F - soft) * 255);
  cv::Mat1f noise(light.size());
  cv::RNG random(3);
  random.fill(noise, cv::RNG::NORMAL, 0.0, 2.5);
  cv::Mat1b photo;
  cv::Mat1f(shade + noise).convertTo(photo, CV_8U);
  return photo;
}

/// The letters' mask as ink of some depth.
cv::Mat1f inked(const cv::Mat1b& letters, double depth) {
  cv::Mat1f ink;
  letters.convertTo(ink, CV_32F, depth / 255);
  return ink;
}

struct Found {
  double lost = 0;   ///< share of the letters without ink
  double wrong = 0;  ///< share of the ink where no letter is
};

Found found_in(const cv::Mat1b& photo, const cv::Mat1b& letters) {
  const inkline::PageInk page =
      inkline::find_ink(inkline::paint_desk(photo, inkline::find_sheet(photo)));
  cv::Mat1b ink;
  cv::resize(page.ink, ink, photo.size(), 0, 0, cv::INTER_NEAREST);
  return {share_missing(letters, ink), share_missing(ink, letters)};
}

void check_found(const Found& found) {
  CHECK(found.lost < 0.04);
  CHECK(found.wrong < 0.03);
}

/// A bright spot with soft edges.
void add_flash(cv::Mat1f& light, cv::Point middle, double radius, double gain) {
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const double far = std::hypot(x - middle.x, y - middle.y) / radius;
      light(y, x) *= static_cast<float>(1 + gain * std::exp(-far * far));
    }
  }
}

TEST_SUITE("hard light") {
  TEST_CASE("a flash spot bleaches no letters away") {
    for (const double radius : {120.0, 250.0}) {
      CAPTURE(radius);
      LitPage page;
      write_rows(page.letters);
      page.light *= 0.55;
      add_flash(page.light, {650, 430}, radius, 1.0);
      check_found(found_in(photo_of(page.light, inked(page.letters, 0.7)), page.letters));
    }
  }

  TEST_CASE("the other side showing through is no writing") {
    for (const double depth : {0.08, 0.14, 0.2}) {
      CAPTURE(depth);
      LitPage page;
      write_rows(page.letters);
      cv::Mat1b back(page.letters.size(), uchar{0});
      cv::Mat1b mirrored;
      write_rows(back);
      cv::flip(back, mirrored, 1);
      cv::Mat1f through = inked(mirrored, depth);
      cv::GaussianBlur(through, through, {}, 2.5);
      const cv::Mat1f ink(cv::max(through, inked(page.letters, 0.75)));
      check_found(found_in(photo_of(page.light, ink), page.letters));
    }
  }

  TEST_CASE("the edge of a hard shadow is no stroke, and letters in it are whole") {
    for (const float shadow : {0.35F, 0.5F, 0.7F}) {
      for (const double softness : {0.8, 1.5, 3.0, 6.0}) {
        CAPTURE(shadow);
        CAPTURE(softness);
        LitPage page;
        write_rows(page.letters);
        cv::Mat1f shade(page.light.size(), 1.0F);
        const std::vector<cv::Point> corner{{0, 0}, {820, 0}, {430, 900}, {0, 900}};
        cv::fillConvexPoly(shade, corner, cv::Scalar(shadow));
        cv::GaussianBlur(shade, shade, {}, softness);
        const cv::Mat1f light(page.light.mul(shade));
        check_found(found_in(photo_of(light, inked(page.letters, 0.7)), page.letters));
      }
    }
  }

  TEST_CASE("pencil is found beside black ink") {
    for (const double depth : {0.25, 0.3, 0.45, 0.6}) {
      CAPTURE(depth);
      LitPage page;
      cv::Mat1b pencil(page.letters.size(), uchar{0});
      for (int i = 0; i < 5; ++i) {
        cv::Mat1b& pen = i % 2 == 0 ? page.letters : pencil;
        write_row(pen, "written by hand 12", {90, 140 + 150 * i}, {.pen = i % 2 == 0 ? 5 : 3});
      }
      const cv::Mat1f ink(cv::max(inked(page.letters, 0.85), inked(pencil, depth)));
      cv::Mat1b all;
      cv::bitwise_or(page.letters, pencil, all);
      check_found(found_in(photo_of(page.light, ink), all));
    }
  }

  TEST_CASE("light ink on dark is found in uneven light as well") {
    for (const double dark : {0.05, 0.15, 0.3, 0.4}) {
      CAPTURE(dark);
      LitPage page;
      write_rows(page.letters);
      add_flash(page.light, {1100, 100}, 700, 0.4);
      page.light *= 0.7;
      const cv::Mat1f board(1.0 - dark - inked(page.letters, 1 - dark));
      check_found(found_in(photo_of(page.light, board), page.letters));
    }
  }
}

}  // namespace
