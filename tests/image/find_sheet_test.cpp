#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/find_sheet.hpp>

namespace inkline {
namespace {

const cv::Scalar kPaper(205, 212, 215);
const cv::Scalar kWood(40, 80, 120);
const cv::Scalar kInk(70, 50, 50);

const std::vector<cv::Point> kSheet{{150, 90}, {930, 130}, {980, 640}, {100, 600}};

void write_rows(cv::Mat& picture, const cv::Rect& place) {
  for (int y = place.y; y < place.br().y; y += 60) {
    for (int x = place.x; x < place.br().x; x += 40) {
      cv::line(picture, {x, y + 30}, {x + 12, y}, kInk, 4, cv::LINE_AA);
      cv::line(picture, {x + 12, y}, {x + 24, y + 30}, kInk, 4, cv::LINE_AA);
    }
  }
}

cv::Mat sheet_on(const cv::Scalar& desk) {
  cv::Mat picture(750, 1050, CV_8UC3, desk);
  cv::fillConvexPoly(picture, kSheet, kPaper, cv::LINE_AA);
  write_rows(picture, {200, 180, 650, 380});
  cv::GaussianBlur(picture, picture, {}, 1.0);
  return picture;
}

/// Paper at places of the picture, after the copy was enlarged again.
cv::Mat1b paper_of(const cv::Mat& picture, const Sheet& sheet) {
  if (sheet.paper.empty()) return {picture.size(), uchar{255}};
  cv::Mat1b paper;
  cv::resize(sheet.paper, paper, picture.size(), 0, 0, cv::INTER_NEAREST);
  return paper;
}

bool is_all_paper(const cv::Mat& picture) {
  return find_sheet(picture).paper.empty();
}

TEST_SUITE("find_sheet") {
  TEST_CASE("a sheet photographed in perspective is told from the desk around it") {
    cv::Scalar desk;
    SUBCASE("of wood") {
      desk = kWood;
    }
    SUBCASE("that is black") {
      desk = {12, 12, 12};
    }
    SUBCASE("of coloured cloth as light as the paper") {
      desk = {150, 150, 235};
    }
    SUBCASE("that is grey") {
      desk = {110, 110, 110};
    }
    const cv::Mat picture = sheet_on(desk);
    const cv::Mat1b found = paper_of(picture, find_sheet(picture));

    cv::Mat1b truth(picture.size(), uchar{0});
    cv::fillConvexPoly(truth, kSheet, uchar{255});
    const int both = cv::countNonZero(found & truth);
    CHECK(both == cv::countNonZero(found));        // no desk is left
    CHECK(both > 0.95 * cv::countNonZero(truth));  // nearly all paper is kept
    CHECK(cv::countNonZero(found(cv::Rect(200, 180, 660, 400))) == 660 * 400);
  }

  TEST_CASE("grey pictures are searched like coloured ones") {
    cv::Mat1b grey;
    cv::cvtColor(sheet_on(kWood), grey, cv::COLOR_BGR2GRAY);
    const Sheet sheet = find_sheet(grey);
    REQUIRE(!sheet.paper.empty());
    CHECK(paper_of(grey, sheet)(20, 20) == 0);
    CHECK(paper_of(grey, sheet)(400, 500) == 255);
  }

  TEST_CASE("the corners of a sheet are told where all four edges are seen") {
    const Sheet sheet = find_sheet(sheet_on(kWood));
    REQUIRE(sheet.corners.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
      CAPTURE(i);
      CHECK(cv::norm(sheet.corners[i] - cv::Point2d(kSheet[i])) < 10);
    }
  }

  TEST_CASE("a sheet of which a part is not in the picture has no corners") {
    const cv::Mat picture = sheet_on(kWood);
    CHECK(find_sheet(picture.colRange(200, 1050)).corners.empty());
    CHECK(find_sheet(picture.rowRange(0, 550)).corners.empty());
  }

  TEST_CASE("nor has a sheet without straight edges") {
    cv::Mat picture(750, 1050, CV_8UC3, kWood);
    cv::ellipse(picture, {525, 375}, {480, 330}, 0, 0, 360, kPaper, cv::FILLED, cv::LINE_AA);
    write_rows(picture, {250, 200, 550, 330});
    const Sheet sheet = find_sheet(picture);
    CHECK(!sheet.paper.empty());
    CHECK(sheet.corners.empty());
  }

  TEST_CASE("a strip of desk as bright as the sheet is cut off along the sheet's edge") {
    cv::Mat picture(1000, 800, CV_8UC3, kWood);
    picture(cv::Rect(80, 60, 620, 880)).setTo(kPaper);
    picture(cv::Rect(600, 600, 200, 200)).setTo(kPaper);  // light falls onto the desk
    write_rows(picture, {130, 120, 480, 760});
    const cv::Mat1b bare = paper_of(picture, find_sheet(picture));
    CHECK(cv::countNonZero(bare(cv::Rect(710, 600, 90, 200))) == 0);
    CHECK(bare(700, 690) == 255);

    SUBCASE("but not where something is written on it") {
      write_rows(picture, {715, 620, 60, 160});
      const cv::Mat1b written = paper_of(picture, find_sheet(picture));
      CHECK(written(700, 750) == 255);
    }
  }

  TEST_CASE("a dark border of the scanner is no paper") {
    cv::Mat picture(1000, 800, CV_8UC3, kPaper);
    write_rows(picture, {100, 80, 600, 800});
    picture.colRange(0, 40).setTo(cv::Scalar(5, 5, 5));
    const cv::Mat1b paper = paper_of(picture, find_sheet(picture));
    CHECK(cv::countNonZero(paper.colRange(0, 40)) == 0);
    CHECK(cv::countNonZero(paper.colRange(60, 800)) == 740 * 1000);
  }

  TEST_CASE("a close picture of writing is all paper, also where letters run over its border") {
    cv::Mat picture(600, 900, CV_8UC3, kPaper);
    write_rows(picture, {-10, -10, 920, 620});
    CHECK(is_all_paper(picture));
  }

  TEST_CASE("a pen on the sheet is no writing, also where it reaches in from the border") {
    cv::Mat picture(750, 1000, CV_8UC3, kPaper);
    write_rows(picture, {100, 80, 800, 350});
    int start = 0;
    SUBCASE("lying on it") {
      start = 300;
    }
    SUBCASE("reaching in") {
      start = 600;
    }
    const cv::Rect pen(start, 500, 420, 45);
    picture(pen & cv::Rect({}, picture.size())).setTo(cv::Scalar(30, 25, 25));
    const cv::Mat1b paper = paper_of(picture, find_sheet(picture));
    CHECK(cv::countNonZero(paper(pen & cv::Rect({}, picture.size()))) == 0);
    CHECK(cv::countNonZero(paper.rowRange(0, 480)) == 480 * 1000);
  }

  TEST_CASE("thick letters of a page without finer strokes are writing") {
    cv::Mat picture(500, 900, CV_8UC3, kPaper);
    for (int x : {100, 250, 400}) picture(cv::Rect(x, 100, 50, 300)).setTo(kInk);
    CHECK(is_all_paper(picture));
  }

  TEST_CASE("the soft edge of a shadow is no edge of the sheet") {
    cv::Mat picture(750, 1000, CV_8UC3, kPaper);
    write_rows(picture, {50, 50, 900, 650});
    for (int x = 0; x < 1000; ++x) {  // half of the light goes within 60 pixels
      const double light = 1 - 0.6 / (1 + std::exp((x - 400) / 15.0));
      picture.col(x) *= light;
    }
    CHECK(is_all_paper(picture));
  }

  TEST_CASE("writing in a hard shadow stays") {
    for (const double light : {0.6, 0.35}) {
      CAPTURE(light);
      cv::Mat picture(750, 1000, CV_8UC3, kPaper);
      write_rows(picture, {50, 50, 900, 650});
      picture.colRange(0, 400) *= light;
      CHECK(is_all_paper(picture));
    }
  }

  TEST_CASE("chalk on a board, however dense, does not make the board a desk") {
    cv::Mat picture(600, 800, CV_8UC3, cv::Scalar(40, 45, 40));
    for (int y = 40; y < 560; y += 60) {
      for (int x = 40; x < 740; x += 30) {
        cv::line(picture, {x, y + 30}, {x + 20, y}, cv::Scalar(220, 225, 225), 5, cv::LINE_AA);
      }
    }
    CHECK(is_all_paper(picture));
  }

  TEST_CASE("a highlighted row is no pen, a bar of that shape without writing is") {
    cv::Mat picture(750, 1000, CV_8UC3, kPaper);
    write_rows(picture, {50, 50, 900, 650});
    cv::Mat row = picture(cv::Rect(200, 285, 500, 50));
    cv::Scalar marker;
    SUBCASE("yellow") {
      marker = {0.3, 1, 1};
    }
    SUBCASE("pink") {
      marker = {0.75, 0.5, 1};
    }
    cv::multiply(row, marker, row);
    CHECK(is_all_paper(picture));
    row.setTo(cv::Scalar(40, 30, 120));
    CHECK_FALSE(is_all_paper(picture));
  }

  TEST_CASE("the end of a board that more light falls on is no sheet") {
    for (const double brightness : {0.4, 0.8}) {
      CAPTURE(brightness);
      cv::Mat1f shade(900, 1300, 0.18F);
      for (int y = 100; y < 800; y += 140) {
        for (int x = 60; x < 640; x += 40) cv::line(shade, {x, y + 40}, {x + 20, y}, 0.6, 5);
      }
      for (int y = 0; y < shade.rows; ++y) {
        for (int x = 0; x < shade.cols; ++x) {
          const double far = std::hypot(x - 1100, y - 100) / 700;
          shade(y, x) *= static_cast<float>(255 * (1 + brightness * std::exp(-far * far)));
        }
      }
      cv::Mat1f grain(shade.size());
      cv::RNG(3).fill(grain, cv::RNG::NORMAL, 0.0, 2.5);
      cv::Mat1b picture;
      cv::Mat1f(shade + grain).convertTo(picture, CV_8U);
      CHECK(is_all_paper(picture));
    }
  }

  TEST_CASE("pictures without a sheet are all paper: one shade, noise, strips, nothing") {
    CHECK(is_all_paper(cv::Mat()));
    CHECK(is_all_paper(cv::Mat(1, 5000, CV_8UC1, cv::Scalar(0))));
    CHECK(is_all_paper(cv::Mat(5000, 1, CV_8UC3, cv::Scalar(9, 9, 9))));
    for (const int shade : {0, 128, 255}) {
      CHECK(is_all_paper(cv::Mat(400, 600, CV_8UC1, cv::Scalar(shade))));
    }
    cv::Mat noise(400, 600, CV_8UC3);
    cv::theRNG().state = 7;
    cv::randu(noise, 0, 256);
    CHECK(is_all_paper(noise));
  }

  TEST_CASE("the desk is painted in the shade of the paper, and paper stays as it is") {
    const cv::Mat picture = sheet_on(kWood);
    cv::Mat1b grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    const cv::Mat1b before = grey.clone();
    const cv::Mat1b painted = paint_desk(grey, find_sheet(picture));
    CHECK(cv::countNonZero(grey != before) == 0);
    double darkest = 0;
    cv::minMaxLoc(painted.rowRange(0, 80), &darkest);
    CHECK(darkest > 180);
    const cv::Rect writing(200, 180, 660, 400);
    CHECK(cv::countNonZero(painted(writing) != grey(writing)) == 0);
  }

  TEST_CASE("on coloured paper the desk gets the shade which that paper has in the grey picture") {
    cv::Mat picture(750, 1050, CV_8UC3, cv::Scalar(30, 30, 30));
    cv::fillConvexPoly(picture, kSheet, cv::Scalar(150, 225, 230), cv::LINE_AA);  // yellow
    write_rows(picture, {200, 180, 650, 380});
    cv::Mat1b grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    const cv::Mat1b painted = paint_desk(grey, find_sheet(picture));
    const int shade = grey(150, 500);
    CHECK(std::abs(painted(20, 30) - shade) <= 3);
    CHECK(std::abs(painted(700, 1000) - shade) <= 3);
  }

  TEST_CASE("a page that is all paper is handed on unpainted") {
    const cv::Mat1b grey(300, 400, uchar{200});
    CHECK(paint_desk(grey, find_sheet(grey)).data == grey.data);
  }

  TEST_CASE("a bad parameter is refused by name, and so are pixels of another kind") {
    const cv::Mat1b page(300, 400, uchar{200});
    SheetParams params;
    params.longer_side = 5;
    CHECK_THROWS_WITH_AS(find_sheet(page, params), doctest::Contains("sheet.longer_side"), Error);
    params = {};
    params.sure_shade = 0.9;
    CHECK_THROWS_WITH_AS(find_sheet(page, params), doctest::Contains("sheet.sure_shade"), Error);
    CHECK_THROWS_AS(find_sheet(cv::Mat(300, 400, CV_16UC1, cv::Scalar(0))), Error);
  }
}

}  // namespace
}  // namespace inkline
