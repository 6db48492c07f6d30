#include <inkline/image/fade_ruling.hpp>

#include <cmath>
#include <functional>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/even_light.hpp>

namespace {

using inkline::fade_ruling;
using inkline::FadedRuling;
using inkline::kEvenPaper;

constexpr int kInk = 150;  // darker than paper

using Course = std::function<double(double)>;

/// Darkness of an evened page of 900 x 1200 pixels.
cv::Mat1f blank() {
  return cv::Mat1f(900, 1200, 0.0F);
}

cv::Mat1b writing() {
  cv::Mat1b ink(900, 1200, uchar{0});
  int baseline = 100;
  for (const char* text : {"EFT HTL-ZE E_E", "Hello, world", "LLLL TTTT IIII", "one - two = 3",
                           "IlIlHHI", "quick brown fox", "jumps over it"}) {
    cv::putText(ink, text, {60, baseline}, cv::FONT_HERSHEY_SIMPLEX, 2.0, cv::Scalar(255), 4,
                cv::LINE_AA);
    baseline += 110;
  }
  return ink;
}

/// Adds a line of which the middle runs at place(lane), with soft edges.
void add_across(cv::Mat1f& page, double depth, double thickness, const Course& place) {
  for (int x = 0; x < page.cols; ++x) {
    const double middle = place(x);
    for (int y = 0; y < page.rows; ++y) {
      const double outside = std::abs(y - middle) - 0.5 * (thickness - 1);
      const double share = std::clamp(1 - outside, 0.0, 1.0);
      page(y, x) += static_cast<float>(share * depth);
    }
  }
}

void add_family(cv::Mat1f& page, double depth, double distance, const Course& bend) {
  for (double y = -4 * distance; y < page.rows + 4 * distance; y += distance) {
    add_across(page, depth, 2, [&](double x) { return y + bend(x); });
  }
}

void add_family_down(cv::Mat1f& page, double depth, double distance, const Course& bend) {
  cv::Mat1f turned;
  cv::transpose(page, turned);
  add_family(turned, depth, distance, bend);
  cv::transpose(turned, page);
}

/// Ink hides what is below it; paper has grain.
cv::Mat1b page_of(const cv::Mat1f& printed, const cv::Mat1b& ink, double grain = 2) {
  cv::Mat1f noise(printed.size());
  cv::RNG random(3);
  random.fill(noise, cv::RNG::NORMAL, 0, grain);
  cv::Mat1b page(printed.size());
  for (int y = 0; y < page.rows; ++y) {
    for (int x = 0; x < page.cols; ++x) {
      const float darkness =
          std::max(printed(y, x), static_cast<float>(ink(y, x)) * kInk / 255.0F) + noise(y, x);
      page(y, x) = cv::saturate_cast<uchar>(static_cast<float>(kEvenPaper) - darkness);
    }
  }
  return page;
}

/// Mean darkness of the pixels in the mask.
double darkness(const cv::Mat1b& page, const cv::Mat1b& mask) {
  return kEvenPaper - cv::mean(page, mask)[0];
}

cv::Mat1b far_from(const cv::Mat1b& ink) {
  cv::Mat1b near;
  cv::dilate(ink, near, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  return cv::Mat1b(near == 0);
}

cv::Mat1b no_ink() {
  return cv::Mat1b(900, 1200, uchar{0});
}

TEST_CASE("faint lines fade and writing on them keeps its shade") {
  cv::Mat1f printed = blank();
  double depth = 0;
  SUBCASE("ruled") {
    depth = 40;
    add_family(printed, depth, 110, [](double) { return 103.0; });
  }
  SUBCASE("ruled almost as dark as half of the ink") {
    depth = 70;
    add_family(printed, depth, 110, [](double) { return 75.3; });
  }
  SUBCASE("so faint that grain hides each pixel") {
    depth = 6;
    add_family(printed, depth, 110, [](double) { return 75.0; });
  }
  SUBCASE("tilted by 14 degrees") {
    depth = 30;
    add_family(printed, depth, 70, [](double x) { return 0.25 * x; });
  }
  SUBCASE("curved") {
    depth = 30;
    add_family(printed, depth, 70, [](double x) { return 30 * std::sin(x / 250); });
  }
  SUBCASE("squared") {
    depth = 20;
    add_family(printed, depth, 40, [](double x) { return 0.02 * x; });
    add_family_down(printed, depth, 40, [](double y) { return -0.02 * y; });
  }
  SUBCASE("seen at an angle") {
    depth = 25;
    for (int i = 0; i < 12; ++i) {
      add_across(printed, depth, 2, [&](double x) { return 40 + 70 * i + x * (0.1 - 0.015 * i); });
    }
  }
  const cv::Mat1b ink = writing();
  const cv::Mat1b page = page_of(printed, ink);
  const FadedRuling result = fade_ruling(page);

  const cv::Mat1b lines(printed > 0.9 * depth);
  const cv::Mat1b bare(far_from(ink) & lines);
  const cv::Mat1b solid(ink > 250);
  const cv::Mat1b crossed(solid & lines);
  CHECK(result.lines >= 5);
  CHECK(darkness(page, bare) > 0.9 * depth);
  CHECK(darkness(result.page, bare) < 0.15 * depth);
  CHECK(darkness(result.page, solid) > 0.97 * darkness(page, solid));
  CHECK(darkness(result.page, crossed) > 0.93 * darkness(page, crossed));
}

TEST_CASE("pencil hardly darker than the squares it crosses keeps its shade") {
  cv::Mat1f printed = blank();
  add_family(printed, 25, 40, [](double) { return 11.0; });
  add_family_down(printed, 25, 40, [](double) { return 17.0; });
  const cv::Mat1b stroke(writing() > 250);
  cv::Mat1b page = page_of(printed, no_ink());
  cv::subtract(page, 45, page, stroke);
  const FadedRuling result = fade_ruling(page);
  CHECK(darkness(result.page, stroke) > 42);
  CHECK(darkness(result.page, far_from(stroke)) < 1);
}

TEST_CASE("lines as dark as writing are found and handed on") {
  cv::Mat1f printed = blank();
  add_family(printed, 140, 110, [](double x) { return 103 + 0.05 * x; });
  const cv::Mat1b page = page_of(printed, writing());
  const FadedRuling result = fade_ruling(page);
  CHECK(result.lines == 0);
  REQUIRE(result.dark.across.size() >= 8);
  CHECK(result.dark.down.empty());
  int on_course = 0;
  for (const inkline::RulingLine& line : result.dark.across) {
    CHECK(line.thickness <= 4);
    double most = 0;
    for (const inkline::LinePoint& point : line.course) {
      const double off = std::remainder(point.place - 103 - 0.05 * point.lane, 110.0);
      most = std::max(most, std::abs(off));
    }
    if (most < 2) ++on_course;
  }
  // Strokes as dark as the line may lead it astray.
  CHECK(on_course >= 8);
}

TEST_CASE("a page without ruling is handed back as it is") {
  const cv::Mat1b page = page_of(blank(), writing());
  const FadedRuling result = fade_ruling(page);
  CHECK(result.lines == 0);
  CHECK(result.page.data == page.data);
  CHECK(result.faded.empty());
  CHECK(result.dark.across.empty());
  CHECK(result.dark.down.empty());
}

TEST_CASE("two lines are no ruling, and the edge of a shadow is no line") {
  cv::Mat1f printed = blank();
  add_across(printed, 30, 2, [](double) { return 300.0; });
  add_across(printed, 30, 2, [](double) { return 600.0; });
  printed.rowRange(700, 900) += 20;
  CHECK(fade_ruling(page_of(printed, no_ink())).lines == 0);
}

TEST_CASE("the input keeps its pixels") {
  cv::Mat1f printed = blank();
  add_family(printed, 30, 60, [](double) { return 20.0; });
  const cv::Mat1b page = page_of(printed, writing());
  const cv::Mat1b copy = page.clone();
  REQUIRE(fade_ruling(page).lines > 0);
  CHECK(cv::norm(page, copy, cv::NORM_L1) == 0);
}

TEST_CASE("nothing, blank, tiny, thin and noisy pages have no ruling") {
  CHECK(fade_ruling({}).page.empty());
  CHECK(fade_ruling(cv::Mat1b(900, 1200, uchar{230})).lines == 0);
  CHECK(fade_ruling(cv::Mat1b(900, 1200, uchar{0})).lines == 0);
  for (const cv::Size size :
       {cv::Size(1, 1), cv::Size(1, 3000), cv::Size(3000, 1), cv::Size(7, 7)}) {
    CHECK(fade_ruling(cv::Mat1b(size, uchar{200})).lines == 0);
  }
  cv::Mat1b noise(600, 900);
  cv::RNG random(1);
  random.fill(noise, cv::RNG::UNIFORM, 0, 256);
  CHECK(fade_ruling(noise).lines == 0);
}

TEST_CASE("a bad parameter is refused by name") {
  inkline::FadeParams params;
  params.most_depth = 0;
  CHECK_THROWS_WITH_AS(fade_ruling(page_of(blank(), no_ink()), params),
                       doctest::Contains("fade.most_depth"), inkline::Error);
}

}  // namespace
