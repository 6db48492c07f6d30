#include <inkline/image/histogram_threshold.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Histogram;
using inkline::histogram_threshold;
using inkline::InkMethod;

constexpr std::array kMethods{InkMethod::isodata, InkMethod::li,   InkMethod::mean,
                              InkMethod::minimum, InkMethod::otsu, InkMethod::triangle,
                              InkMethod::yen};

Histogram counts(std::initializer_list<std::pair<std::size_t, double>> shades) {
  Histogram histogram{};
  for (const auto& [shade, count] : shades) histogram[shade] = count;
  return histogram;
}

/// Ink and paper as normal distributions.
Histogram two_hills(double ink, double ink_share, double paper, double deviation) {
  Histogram histogram{};
  for (std::size_t shade = 0; shade < histogram.size(); ++shade) {
    const auto hill = [&](double mean) {
      const double z = (static_cast<double>(shade) - mean) / deviation;
      return std::exp(-z * z / 2);
    };
    histogram[shade] = std::round(1e5 * (ink_share * hill(ink) + (1 - ink_share) * hill(paper)));
  }
  return histogram;
}

TEST_SUITE("histogram_threshold") {
  TEST_CASE("two shades are parted by every method") {
    const Histogram histogram = counts({{40, 30}, {200, 70}});
    for (const InkMethod method : kMethods) {
      CAPTURE(name_of(method));
      const int threshold = histogram_threshold(histogram, method);
      CHECK(threshold >= 40);
      CHECK(threshold < 200);
    }
  }

  TEST_CASE("thresholds of small histograms are those worked out by hand") {
    // The means are 40 and 200, half way 120.
    CHECK(histogram_threshold(counts({{40, 30}, {200, 70}}), InkMethod::isodata) == 120);
    // (3 * 10 + 1 * 51) / 4 = 20.25
    CHECK(histogram_threshold(counts({{10, 3}, {51, 1}}), InkMethod::mean) == 20);
    // Counted from 1: (201 - 41) / (log 201 - log 41) = 100.65, less 1.
    CHECK(histogram_threshold(counts({{40, 30}, {200, 70}}), InkMethod::li) == 99);
    // Parted after 0: 1 * 4 * (0 - 7)^2 = 196, with the mean (2 + 2 + 12 + 12) / 4; after 2:
    // 3 * 2 * (4/3 - 12)^2 = 682.7.
    CHECK(histogram_threshold(counts({{0, 1}, {2, 2}, {12, 2}}), InkMethod::otsu) == 2);
    // (p (1 - p))^2 / (sum of squares below * above), p the share of ink: after 10
    // (4 * 6)^2 / (16 * 20) = 1.8, after 20 (8 * 2)^2 / (32 * 4) = 2.
    CHECK(histogram_threshold(counts({{10, 4}, {20, 4}, {30, 2}}), InkMethod::yen) == 20);
    // Two peaks already, and the least count between them at 50.
    CHECK(histogram_threshold(counts({{49, 9}, {50, 1}, {51, 2}, {52, 8}}), InkMethod::minimum) ==
          50);
  }

  TEST_CASE("triangle finds the corner between a flat tail and the slope of the peak") {
    Histogram histogram{};
    for (std::size_t shade = 0; shade <= 60; ++shade) histogram[shade] = 2;
    for (std::size_t shade = 61; shade <= 100; ++shade) {
      histogram[shade] = 2 + 2.45 * static_cast<double>(shade - 60);
    }
    CHECK(histogram_threshold(histogram, InkMethod::triangle) == 60);
    std::reverse(histogram.begin(), histogram.end());
    CHECK(histogram_threshold(histogram, InkMethod::triangle) == 255 - 60);
  }

  TEST_CASE("two hills of one width and size are parted half way, as symmetry demands") {
    const Histogram histogram = two_hills(80, 0.5, 180, 15);
    for (const InkMethod method : {InkMethod::isodata, InkMethod::otsu, InkMethod::mean,
                                   InkMethod::minimum, InkMethod::yen}) {
      CAPTURE(name_of(method));
      CHECK(histogram_threshold(histogram, method) == doctest::Approx(130).epsilon(0.03));
    }
  }

  TEST_CASE("a little ink on much paper is found by all but the mean, which cuts into paper") {
    const Histogram histogram = two_hills(70, 0.05, 200, 8);
    for (const InkMethod method : kMethods) {
      CAPTURE(name_of(method));
      const int threshold = histogram_threshold(histogram, method);
      CHECK(threshold > 70);
      CHECK(threshold < (method == InkMethod::mean ? 200 : 185));
    }
    CHECK(histogram_threshold(histogram, InkMethod::mean) == doctest::Approx(193).epsilon(0.01));
  }

  TEST_CASE("how many pixels there are does not matter") {
    const Histogram few = two_hills(90, 0.2, 210, 10);
    Histogram many = few;
    for (double& count : many) count *= 8;
    for (const InkMethod method : kMethods) {
      CAPTURE(name_of(method));
      CHECK(histogram_threshold(few, method) == histogram_threshold(many, method));
    }
  }

  TEST_CASE("fewer than two shades hold no ink") {
    for (const InkMethod method : kMethods) {
      CHECK(histogram_threshold({}, method) == -1);
      CHECK(histogram_threshold(counts({{0, 5}}), method) == -1);
      CHECK(histogram_threshold(counts({{255, 5}}), method) == -1);
    }
  }

  TEST_CASE("minimum finds nothing where there is one hill") {
    CHECK(histogram_threshold(two_hills(200, 0.5, 200, 10), InkMethod::minimum) == -1);
  }

  TEST_CASE("a method without one threshold for the page is refused") {
    CHECK_THROWS_AS(histogram_threshold(counts({{1, 1}, {9, 1}}), InkMethod::su), inkline::Error);
  }

  TEST_CASE("every pixel is counted once, whatever the width") {
    cv::Mat1b picture(3, 7, uchar{9});
    picture(2, 6) = 200;
    const Histogram histogram = inkline::histogram_of(picture);
    CHECK(histogram[9] == 20);
    CHECK(histogram[200] == 1);
  }
}

}  // namespace
