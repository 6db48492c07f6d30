#include <inkline/image/grey.hpp>

#include <string>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/mark_ink.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::GreyKind;
using inkline::test::write_row;

struct Pen {
  const char* name;
  cv::Scalar colour;  ///< blue, green, red
};

/// A page with four rows of writing, each with a pen of its own.
struct ColouredPage {
  cv::Mat3b picture;
  cv::Mat1b rows[4];
};

cv::Mat3b with_grain(const cv::Mat3b& picture) {
  cv::Mat3f smooth;
  picture.convertTo(smooth, CV_32F);
  cv::GaussianBlur(smooth, smooth, {}, 0.8);
  cv::Mat3f noise(smooth.size());
  cv::RNG random(5);
  random.fill(noise, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(3));
  cv::Mat3b result;
  cv::Mat3f(smooth + noise).convertTo(result, CV_8U);
  return result;
}

ColouredPage page_of(const cv::Scalar& paper, const Pen (&pens)[4]) {
  ColouredPage page;
  page.picture = cv::Mat3b(600, 900);
  page.picture.setTo(paper);
  for (int i = 0; i < 4; ++i) {
    page.rows[i] = cv::Mat1b(page.picture.size(), uchar{0});
    write_row(page.rows[i], "Markers on paper", {60, 120 + 130 * i},
              {.seed = 1U + static_cast<unsigned>(i)});
    page.picture.setTo(pens[i].colour, page.rows[i]);
  }
  page.picture = with_grain(page.picture);
  return page;
}

const cv::Scalar kWhite(250, 250, 245);
const cv::Scalar kBoard(60, 70, 55);
const Pen kOrdinary[] = {{"black", {40, 40, 40}},
                         {"blue", {150, 60, 40}},
                         {"dark green", {60, 110, 30}},
                         {"dark red", {50, 40, 150}}};
const Pen kMarkers[] = {{"red", {50, 60, 230}},
                        {"orange", {20, 150, 255}},
                        {"light blue", {240, 200, 110}},
                        {"light green", {110, 220, 130}}};
const Pen kChalk[] = {{"white", {235, 240, 235}},
                      {"yellow", {110, 230, 240}},
                      {"red", {90, 85, 215}},
                      {"blue", {225, 120, 90}}};

/// Nearly all ink of every row is found, and hardly anything else.
void check_found(const ColouredPage& page, double least) {
  const cv::Mat1b ink = inkline::mark_ink(inkline::to_grey(page.picture)).ink;
  cv::Mat1b all(ink.size(), uchar{0});
  for (const cv::Mat1b& row : page.rows) {
    CHECK(inkline::test::share_missing(row, ink) < 1 - least);
    all |= row;
  }
  CHECK(inkline::test::share_missing(ink, all) < 0.02);
}

TEST_SUITE("grey") {
  TEST_CASE("highlighted rows are no coloured ink: it is wider than strokes") {
    const Pen black[] = {kOrdinary[0], kOrdinary[0], kOrdinary[0], kOrdinary[0]};
    for (const cv::Scalar& marker : {cv::Scalar(90, 245, 245), cv::Scalar(190, 120, 250)}) {
      CAPTURE(marker[1]);
      ColouredPage page = page_of(kWhite, black);
      for (const int y : {73, 343}) {
        cv::Mat3b row = page.picture(cv::Rect(50, y, 560, 34));
        cv::Mat3b tinted;
        cv::multiply(row, marker, tinted, 1 / 255.0);
        tinted.copyTo(row);
      }
      CHECK(inkline::choose_grey(page.picture).kind == GreyKind::luminance);
    }
  }

  TEST_CASE("colour becomes luminance, grey stays as it is, and other pixels are refused") {
    const cv::Mat colour(2, 3, CV_8UC3, cv::Scalar(0, 0, 255));  // red
    CHECK(int{inkline::to_grey(colour)(1, 2)} == 76);
    const cv::Mat1b grey(2, 3, uchar{99});
    CHECK(inkline::to_grey(grey).data == grey.data);
    CHECK(inkline::to_grey(cv::Mat()).empty());
    CHECK_THROWS_AS(inkline::to_grey(cv::Mat(2, 2, CV_32FC1)), inkline::Error);
  }

  TEST_CASE("ink that is dark anyway leaves luminance, on paper of any colour") {
    for (const cv::Scalar& paper : {kWhite, cv::Scalar(130, 235, 250), cv::Scalar(215, 205, 250),
                                    cv::Scalar(250, 220, 190)}) {
      CAPTURE(paper[0]);
      const ColouredPage page = page_of(paper, kOrdinary);
      CHECK(inkline::choose_grey(page.picture).kind == GreyKind::luminance);
      cv::Mat1b grey;
      cv::cvtColor(page.picture, grey, cv::COLOR_BGR2GRAY);
      CHECK(cv::countNonZero(grey != inkline::to_grey(page.picture)) == 0);
      check_found(page, 0.98);
    }
  }

  TEST_CASE("light markers on a whiteboard are found beside each other") {
    const ColouredPage page = page_of(kWhite, kMarkers);
    CHECK(inkline::choose_grey(page.picture).kind == GreyKind::darkest);
    check_found(page, 0.97);
  }

  TEST_CASE("light markers are found beside black ink") {
    Pen pens[] = {kOrdinary[0], kMarkers[1], kOrdinary[1], kMarkers[2]};
    check_found(page_of(kWhite, pens), 0.97);
  }

  TEST_CASE("yellow on white is as dark as black") {
    Pen pens[] = {kOrdinary[0], {"yellow", {0, 225, 250}}, kOrdinary[0], kOrdinary[1]};
    const ColouredPage page = page_of(kWhite, pens);
    CHECK(inkline::choose_grey(page.picture).kind == GreyKind::darkest);
    check_found(page, 0.97);
  }

  TEST_CASE("chalk of any colour is light on a board") {
    const ColouredPage page = page_of(kBoard, kChalk);
    CHECK(inkline::choose_grey(page.picture).kind == GreyKind::lightest);
    check_found(page, 0.95);
  }

  TEST_CASE("a shadow is no colour, and neither is the edge of a sheet on a coloured desk") {
    ColouredPage page = page_of(kWhite, kOrdinary);
    page.picture.colRange(500, 900) *= 0.5;
    CHECK(inkline::choose_grey(page.picture).kind == GreyKind::luminance);
    page = page_of(kWhite, kOrdinary);
    page.picture.colRange(0, 50).setTo(cv::Scalar(40, 120, 190));
    page.picture.rowRange(560, 600).setTo(cv::Scalar(40, 120, 190));
    CHECK(inkline::choose_grey(page.picture).kind == GreyKind::luminance);
  }

  TEST_CASE("the grain of a coloured desk is no ink") {
    ColouredPage page = page_of(kWhite, kOrdinary);
    cv::Mat3b desk = page.picture.rowRange(0, 180);
    desk.setTo(cv::Scalar(180, 190, 205));
    for (int x = 0; x < desk.cols; x += 12) {
      cv::line(desk, {x, 0}, {x + 30, 179}, cv::Scalar(60, 160, 205), 3);
    }
    CHECK(inkline::choose_grey(page.picture).kind == GreyKind::darkest);
    cv::Mat1b paper(page.picture.size() / 4, uchar{255});
    paper.rowRange(0, 45).setTo(0);
    CHECK(inkline::choose_grey(page.picture, {}, paper).kind == GreyKind::luminance);
  }

  TEST_CASE("tiny, flat and random pictures have a grey, too") {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(3000, 1), cv::Size(1, 700)}) {
      CHECK(inkline::to_grey(cv::Mat(size, CV_8UC3, cv::Scalar(1, 2, 3))).size() == size);
    }
    cv::Mat3b noise(300, 400);
    cv::RNG(7).fill(noise, cv::RNG::UNIFORM, 0, 256);
    CHECK(inkline::to_grey(noise).size() == noise.size());
  }

  TEST_CASE("a bad setting is refused by name") {
    inkline::GreyParams params;
    params.sampled = 0;
    CHECK_THROWS_WITH_AS(inkline::to_grey(cv::Mat(2, 3, CV_8UC3), params),
                         doctest::Contains("grey.sampled"), inkline::Error);
  }
}

}  // namespace
