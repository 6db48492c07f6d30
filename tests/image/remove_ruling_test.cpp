#include <inkline/image/remove_ruling.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/components.hpp>

namespace {

using inkline::remove_ruling;
using inkline::RemovedRuling;

constexpr double kPen = 4;

cv::Mat1b blank() {
  return cv::Mat1b(600, 1000, uchar{0});
}

/// Rows of letters with many straight strokes along one another.
cv::Mat1b writing() {
  cv::Mat1b ink = blank();
  int baseline = 95;
  for (const char* text :
       {"EFT HTL-ZE E_E", "Hello, world", "LLLL TTTT", "one - two = 3", "IlIlHHI"}) {
    cv::putText(ink, text, {60, baseline}, cv::FONT_HERSHEY_SIMPLEX, 2.0, cv::Scalar(255), 4);
    baseline += 110;
  }
  return ink;
}

/// A line across the page whose middle is at height(x).
void draw_across(cv::Mat1b& ink, int thickness, const std::function<double(int)>& height) {
  for (int x = 0; x < ink.cols; ++x) {
    const int top = static_cast<int>(std::lround(height(x) - 0.5 * (thickness - 1)));
    for (int y = std::max(0, top); y < std::min(ink.rows, top + thickness); ++y) ink(y, x) = 255;
  }
}

/// Lines `distance` apart, each shaped by bend(x).
cv::Mat1b ruling(int thickness, int distance, const std::function<double(int)>& bend) {
  cv::Mat1b ink = blank();
  for (int y = -3 * distance; y < ink.rows + 3 * distance; y += distance) {
    draw_across(ink, thickness, [&](int x) { return y + bend(x); });
  }
  return ink;
}

cv::Mat1b both(const cv::Mat1b& a, const cv::Mat1b& b) {
  cv::Mat1b result;
  cv::bitwise_or(a, b, result);
  return result;
}

/// Pixels in which two masks differ.
int difference(const cv::Mat1b& a, const cv::Mat1b& b) {
  cv::Mat1b result;
  cv::bitwise_xor(a, b, result);
  return cv::countNonZero(result);
}

/// Share of the ink of `a` that is not in `b`.
double missing(const cv::Mat1b& a, const cv::Mat1b& b) {
  return static_cast<double>(difference(both(a, b), b)) / cv::countNonZero(a);
}

TEST_CASE("ruling goes and letters stay, whatever way the lines run") {
  cv::Mat1b lines;
  SUBCASE("straight") {
    lines = ruling(2, 110, [](int) { return 103.4; });
  }
  SUBCASE("through the middle of letters") {
    lines = ruling(2, 110, [](int) { return 75.0; });
  }
  SUBCASE("as thick as the pen") {
    lines = ruling(4, 110, [](int) { return 103.0; });
  }
  SUBCASE("thicker than the pen") {
    lines = ruling(7, 110, [](int) { return 106.0; });
  }
  SUBCASE("tilted by 5 degrees") {
    lines = ruling(3, 110, [](int x) { return 0.0875 * x; });
  }
  SUBCASE("tilted by 14 degrees") {
    lines = ruling(3, 110, [](int x) { return -0.25 * x; });
  }
  SUBCASE("curved") {
    lines = ruling(3, 110, [](int x) { return 103 + 25 * std::sin(x / 300.0); });
  }
  const cv::Mat1b letters = writing();
  const cv::Mat1b page = both(letters, lines);
  const RemovedRuling cleaned = remove_ruling(page, inkline::stroke_width(page));
  CHECK(cleaned.lines >= 5);
  CHECK(missing(letters, cleaned.ink) < 0.06);
  CHECK(missing(cleaned.ink, letters) < 0.06);
  CHECK(missing(cleaned.removed, page) == 0);
  CHECK(difference(page, both(cleaned.ink, cleaned.removed)) == 0);
}

TEST_CASE("squared paper and a margin go") {
  const cv::Mat1b letters = writing();
  cv::Mat1b down;
  cv::transpose(ruling(2, 50, [](int) { return 20.0; }), down);
  cv::Mat1b squares = ruling(2, 50, [](int) { return 18.0; });
  cv::resize(down, down, squares.size(), 0, 0, cv::INTER_NEAREST);
  squares |= down;
  const cv::Mat1b page = both(letters, squares);
  const RemovedRuling cleaned = remove_ruling(page, kPen);
  CHECK(missing(letters, cleaned.ink) < 0.06);
  CHECK(missing(cleaned.ink, letters) < 0.08);
}

TEST_CASE("lines the threshold broke go when there are several") {
  cv::Mat1b lines = ruling(2, 110, [](int) { return 106.0; });
  for (int x = 0; x < lines.cols; x += 60) lines.colRange(x, std::min(x + 25, lines.cols)).setTo(0);
  const cv::Mat1b letters = writing();
  const RemovedRuling cleaned = remove_ruling(both(letters, lines), kPen);
  CHECK(missing(letters, cleaned.ink) < 0.03);
  CHECK(missing(cleaned.ink, letters) < 0.03);
}

TEST_CASE("a page without ruling is handed back as it is") {
  const cv::Mat1b letters = writing();
  CHECK(remove_ruling(letters, kPen).lines == 0);

  cv::Mat1b marked = letters.clone();
  cv::line(marked, {60, 110}, {280, 112}, cv::Scalar(255), 4);   // a word underlined
  cv::line(marked, {700, 300}, {760, 300}, cv::Scalar(255), 4);  // a dash
  const RemovedRuling cleaned = remove_ruling(marked, kPen);
  CHECK(cleaned.lines == 0);
  CHECK(cleaned.ink.data == marked.data);
  CHECK(cleaned.removed.empty());
}

TEST_CASE("an upright stroke that crosses a line keeps every pixel") {
  cv::Mat1b page = blank();
  cv::rectangle(page, {500, 200, 4, 80}, cv::Scalar(255), cv::FILLED);
  const cv::Mat1b stroke = page.clone();
  draw_across(page, 3, [](int) { return 240.0; });
  const RemovedRuling cleaned = remove_ruling(page, kPen);
  CHECK(cleaned.lines == 1);
  CHECK(difference(cleaned.ink, stroke) == 0);
}

TEST_CASE("a ring whose bottom runs along a line stays closed") {
  cv::Mat1b page = blank();
  cv::ellipse(page, {500, 200}, {16, 20}, 0, 0, 360, cv::Scalar(255), 4);
  draw_across(page, 4, [](int) { return 220.0; });
  const RemovedRuling cleaned = remove_ruling(page, 4);
  REQUIRE(cleaned.lines == 1);
  cv::Mat1b outside = cleaned.ink.clone();
  cv::floodFill(outside, cv::Point(0, 0), cv::Scalar(255));
  CHECK(outside(200, 500) == 0);
}

TEST_CASE("strokes that cross a line do not break it") {
  // Between two strokes there is less of the line than would count by itself, but for one place.
  cv::Mat1b strokes = blank();
  for (int x = 20; x < 1000; x += 26) {
    if (x == 20 + 10 * 26) continue;
    cv::rectangle(strokes, {x, 180, 4, 60}, cv::Scalar(255), cv::FILLED);
  }
  cv::Mat1b page = strokes.clone();
  draw_across(page, 3, [](int) { return 210.0; });
  const RemovedRuling cleaned = remove_ruling(page, kPen);
  CHECK(cleaned.lines == 1);
  CHECK(difference(cleaned.ink, strokes) == 0);
}

TEST_CASE("of a flat stroke that rests on a line the line alone is trimmed") {
  cv::Mat1b page = blank();
  cv::Rect stroke;
  SUBCASE("above") {
    stroke = {400, 196, 30, 4};
  }
  SUBCASE("below") {
    stroke = {400, 203, 30, 4};
  }
  cv::rectangle(page, stroke, cv::Scalar(255), cv::FILLED);
  const cv::Mat1b alone = page.clone();
  draw_across(page, 3, [](int) { return 201.0; });  // rows 200 to 202
  const RemovedRuling cleaned = remove_ruling(page, kPen);
  CHECK(cleaned.lines == 1);
  // One row may stay with the stroke, as the line's place is known to half a pixel.
  CHECK(missing(alone, cleaned.ink) == 0);
  CHECK(cv::countNonZero(cleaned.ink) <= cv::countNonZero(alone) + stroke.width);
}

TEST_CASE(
    "bits of a line go where there are whole lines of the kind, and stay where there are not") {
  cv::Mat1b bits = blank();
  draw_across(bits, 2, [](int) { return 430.0; });
  for (int x = 0; x < 1000; x += 50) bits.colRange(x + 10, std::min(x + 50, 1000)).setTo(0);
  cv::Mat1b bit = blank();
  draw_across(bit, 2, [](int) { return 430.0; });
  bit.colRange(0, 300).setTo(0);
  bit.colRange(360, 1000).setTo(0);
  bits |= bit;
  cv::Mat1b whole = blank();
  for (const double y : {100.0, 210.0, 320.0}) draw_across(whole, 2, [&](int) { return y; });

  CHECK(remove_ruling(bits, kPen).lines == 0);
  const RemovedRuling cleaned = remove_ruling(both(bits, whole), kPen);
  CHECK(cleaned.lines == 4);
  CHECK(cv::countNonZero(cleaned.ink) == 0);
}

TEST_CASE("the ragged edge of a line leaves no specks") {
  cv::Mat1b page = blank();
  draw_across(page, 3, [](int) { return 300.0; });
  for (int x = 15; x < 1000; x += 97) cv::rectangle(page, {x, 297, 2, 3}, cv::Scalar(255));
  for (int x = 63; x < 1000; x += 97) cv::rectangle(page, {x, 301, 3, 2}, cv::Scalar(255));
  const RemovedRuling cleaned = remove_ruling(page, kPen);
  CHECK(cleaned.lines == 1);
  CHECK(cv::countNonZero(cleaned.ink) == 0);
}

TEST_CASE("lines that are known are taken away even where they are broken to dust") {
  cv::Mat1b dust = blank();
  draw_across(dust, 2, [](int) { return 250.0; });
  for (int x = 0; x < 1000; x += 12) dust.colRange(x, std::min(x + 7, 1000)).setTo(0);
  const cv::Mat1b letters = writing();
  const cv::Mat1b page = both(dust, letters);
  REQUIRE(remove_ruling(page, kPen).lines == 0);
  inkline::Ruling known;
  known.across.push_back({{{0, 250}, {999, 250}}, 2});
  const RemovedRuling cleaned = remove_ruling(page, kPen, {}, known);
  CHECK(cleaned.lines == 1);
  CHECK(missing(letters, cleaned.ink) < 0.01);
  CHECK(missing(cleaned.ink, letters) < 0.002);
}

TEST_CASE("upright strokes of letters below one another are no line") {
  cv::Mat1b page = blank();
  for (int y = 20; y < 540; y += 92) cv::line(page, {300, y}, {300, y + 60}, cv::Scalar(255), 4);
  CHECK(remove_ruling(page, kPen).lines == 0);
}

TEST_CASE("the input keeps its pixels") {
  const cv::Mat1b page = both(writing(), ruling(3, 110, [](int) { return 103.0; }));
  const cv::Mat1b copy = page.clone();
  remove_ruling(page, kPen);
  CHECK(difference(page, copy) == 0);
}

TEST_CASE("nothing, blank, full and noisy masks are no ruling") {
  CHECK(remove_ruling({}, kPen).ink.empty());
  CHECK(remove_ruling(blank(), 0).lines == 0);
  CHECK(remove_ruling(cv::Mat1b(300, 300, uchar{255}), kPen).lines == 0);
  CHECK(remove_ruling(cv::Mat1b(1, 1, uchar{255}), 1).lines == 0);
  for (const int share : {20, 90, 127, 200}) {
    for (const uint64 seed : {1U, 2U, 3U}) {
      CAPTURE(share);
      CAPTURE(seed);
      cv::Mat1b noise(600, 1000);
      cv::RNG random(seed);
      random.fill(noise, cv::RNG::UNIFORM, 0, 256);
      cv::threshold(noise, noise, share, 255, cv::THRESH_BINARY_INV);
      CHECK(remove_ruling(noise, inkline::stroke_width(noise)).lines == 0);
    }
  }
}

TEST_CASE("a bad parameter is refused by name") {
  inkline::RulingParams params;
  params.least_span = 0;
  CHECK_THROWS_WITH_AS(remove_ruling(blank(), kPen, params), doctest::Contains("ruling.least_span"),
                       inkline::Error);
}

}  // namespace
