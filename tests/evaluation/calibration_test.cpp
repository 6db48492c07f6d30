#include <inkline/evaluation/calibration.hpp>

#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::CoveragePoint;
using inkline::JudgedAnswer;
using inkline::ReliabilityBin;

/// `count` answers of one confidence, the first `right` of them right.
void add(std::vector<JudgedAnswer>& answers, double confidence, int count, int right) {
  for (int i = 0; i < count; ++i) answers.push_back({confidence, i < right});
}

TEST_SUITE("calibration") {
  TEST_CASE("answers that are right as often as they say have no calibration error") {
    std::vector<JudgedAnswer> answers;
    add(answers, 0.9, 100, 90);
    add(answers, 0.5, 40, 20);
    const std::vector<ReliabilityBin> bins = inkline::reliability(answers, 10);
    REQUIRE(bins.size() == 10);
    CHECK(bins[9].answers == 100);
    CHECK(bins[9].accuracy == doctest::Approx(0.9));
    CHECK(bins[5].answers == 40);
    CHECK(bins[0].answers == 0);
    CHECK(inkline::expected_calibration_error(bins) == doctest::Approx(0));
  }

  TEST_CASE("the error weighs every bin by its answers") {
    std::vector<JudgedAnswer> answers;
    add(answers, 1.0, 30, 15);
    add(answers, 0.25, 10, 5);
    const std::vector<ReliabilityBin> bins = inkline::reliability(answers, 10);
    CHECK(bins[9].answers == 30);
    CHECK(inkline::expected_calibration_error(bins) == doctest::Approx(0.75 * 0.5 + 0.25 * 0.25));
    CHECK(inkline::expected_calibration_error({}) == 0);
  }

  TEST_CASE("the surest answers are given first, equals together") {
    std::vector<JudgedAnswer> answers;
    add(answers, 0.2, 2, 0);
    add(answers, 0.9, 4, 4);
    add(answers, 0.6, 4, 2);
    const std::vector<double> shares{0.1, 0.5, 1};
    const std::vector<CoveragePoint> points = inkline::accuracy_against_coverage(answers, shares);
    REQUIRE(points.size() == 3);
    CHECK(points[0].coverage == doctest::Approx(0.4));
    CHECK(points[0].accuracy == 1);
    CHECK(points[1].coverage == doctest::Approx(0.8));
    CHECK(points[1].confidence == doctest::Approx(0.6));
    CHECK(points[1].accuracy == doctest::Approx(0.75));
    CHECK(points[2].accuracy == doctest::Approx(0.6));
    CHECK(inkline::accuracy_against_coverage({}, shares).empty());
  }
}

}  // namespace
