#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/layout/find_skew.hpp>

namespace inkline {
namespace {

struct Writing {
  std::vector<PagePoint> ink;
  std::vector<PagePoint> letters;
};

constexpr float kHeight = 20;

PagePoint turned(PagePoint point, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  return {static_cast<float>(c * point.x - s * point.y),
          static_cast<float>(s * point.x + c * point.y)};
}

/// Rows of boxes of different heights on a baseline, or of waves that go on without a gap.
Writing rows_of_writing(int rows, int letters, bool joined, double degrees) {
  Writing writing;
  for (int row = 0; row < rows; ++row) {
    for (int letter = 0; letter < letters; ++letter) {
      const bool is_tall = (3 * row + 7 * letter) % 5 == 0;
      const double height = is_tall ? 1.6 * kHeight : kHeight;
      // As letters of all widths, and no two rows alike: else columns would be as clear as rows.
      const double aside = 0.45 * std::sin(7.0 * letter + 13.0 * row) + 0.7 * (row % 3);
      const double left = (1.3 * letter + aside) * kHeight;
      const double foot = row * 3.5 * kHeight;
      for (int i = 0; i < 24; ++i) {
        const double share = i / 23.0;
        const double wave = std::sin(2 * std::numbers::pi * share);
        const double x = left + share * (joined ? 1.3 : 1.0) * kHeight;
        const double y = foot - height * (0.5 + 0.5 * wave);
        writing.ink.push_back(turned({static_cast<float>(x), static_cast<float>(y)}, degrees));
      }
      const bool is_piece = !joined || letter % 5 == 0;
      if (is_piece) {
        writing.letters.push_back(turned(
            {static_cast<float>(left + 0.5 * kHeight), static_cast<float>(foot - 0.5 * height)},
            degrees));
      }
    }
  }
  return writing;
}

/// Seen from its left side, where rows are further apart; its right is shorter by `share`. Below 0
/// the other way round.
Writing fanned(Writing writing, double share) {
  const float right = 25 * 1.3F * kHeight;
  const float middle = 4 * 3.5F * kHeight;
  const auto nearer = static_cast<float>(std::abs(share) / (1 - std::abs(share))) / right;
  for (auto* points : {&writing.ink, &writing.letters}) {
    for (PagePoint& point : *points) {
      const float away = share > 0 ? point.x : right - point.x;
      point.x = point.x / (1 + nearer * away);
      point.y = (point.y - middle) / (1 + nearer * away);
    }
  }
  return writing;
}

Writing turned(Writing writing, double degrees) {
  for (auto* points : {&writing.ink, &writing.letters}) {
    for (PagePoint& point : *points) point = turned(point, degrees);
  }
  return writing;
}

Skew skew_of(const Writing& writing, const SkewParams& params = {}) {
  return find_skew(writing.ink, writing.letters, kHeight, params);
}

Fan fan_of(const Writing& writing) {
  return find_fan(writing.ink, writing.letters, kHeight,
                  find_skews(writing.ink, writing.letters, kHeight));
}

TEST_SUITE("find skew") {
  TEST_CASE("the angle of rows is found, of letters alone and of joined ones") {
    for (const bool joined : {false, true}) {
      for (const double degrees : {-18.0, -7.3, -2.0, 0.0, 1.0, 4.6, 12.0, 19.0}) {
        CAPTURE(joined);
        CAPTURE(degrees);
        const Skew skew = skew_of(rows_of_writing(8, 25, joined, degrees));
        CHECK(!skew.lying);
        CHECK(std::abs(skew.degrees - degrees) < 0.4);
        CHECK(skew.clarity > 1);
      }
    }
  }

  TEST_CASE("rows that run down the page are told apart, and their angle is found") {
    const Skew skew = skew_of(rows_of_writing(8, 25, false, 90 + 5));
    CHECK(skew.lying);
    CHECK(std::abs(skew.degrees - 5) < 0.4);
  }

  TEST_CASE("there is no gain in level rows, and much in tilted ones") {
    CHECK(skew_of(rows_of_writing(8, 25, false, 0)).gain < 0.1);
    CHECK(skew_of(rows_of_writing(8, 25, false, 6)).gain > 0.7);
  }

  TEST_CASE("where the writing is on the page does not matter") {
    const Writing writing = rows_of_writing(6, 20, false, 8);
    Writing moved = writing;
    for (auto* points : {&moved.ink, &moved.letters}) {
      for (PagePoint& point : *points) point = {point.x + 1500, point.y + 900};
    }
    CHECK(std::abs(skew_of(moved).degrees - skew_of(writing).degrees) < 0.25);
  }

  TEST_CASE("nothing is known of no writing, or too little of it") {
    CHECK(skew_of({}).clarity == 0);
    CHECK(skew_of(rows_of_writing(1, 2, false, 10)).clarity == 0);
    const Writing writing = rows_of_writing(3, 5, false, 10);
    CHECK(find_skew(writing.ink, writing.letters, 0).clarity == 0);
    CHECK(find_skew({}, writing.letters, kHeight).clarity == 0);
  }

  TEST_CASE("rows that draw together are told by how much, tilted or on their side") {
    for (const bool joined : {false, true}) {
      for (const double share : {-0.35, -0.2, 0.2, 0.35}) {
        for (const double degrees : {0.0, 7.0, 90.0}) {
          CAPTURE(joined);
          CAPTURE(share);
          CAPTURE(degrees);
          const Writing writing = turned(fanned(rows_of_writing(8, 25, joined, 0), share), degrees);
          const Fan fan = fan_of(writing);
          CHECK(fan.lying == (degrees > 45));
          CHECK(fan.share == doctest::Approx(share).epsilon(0.25));
          CHECK(fan.gain > 0.5);
        }
      }
    }
  }

  TEST_CASE("parallel rows do not draw together, however tilted or few they are") {
    for (const double degrees : {0.0, 3.0, -11.0}) {
      CAPTURE(degrees);
      CHECK(std::abs(fan_of(rows_of_writing(8, 25, false, degrees)).share) < 0.05);
      CHECK(fan_of(rows_of_writing(2, 12, false, degrees)).gain < 0.5);
      CHECK(fan_of(rows_of_writing(1, 12, true, degrees)).gain < 0.5);
    }
    CHECK(find_fan({}, {}, kHeight, {}).gain == 0);
  }

  TEST_CASE("a bad parameter is refused by name") {
    CHECK_THROWS_WITH_AS(skew_of({}, {.most_degrees = 60}), doctest::Contains("skew.most_degrees"),
                         Error);
    CHECK_THROWS_WITH_AS(skew_of({}, {.coarse_degrees = 1, .fine_degrees = 2}),
                         doctest::Contains("skew.fine_degrees"), Error);
    CHECK_THROWS_WITH_AS(skew_of({}, {.fewest_letters = 1}),
                         doctest::Contains("skew.fewest_letters"), Error);
    CHECK_THROWS_WITH_AS(skew_of({}, {.most_fan = 1}), doctest::Contains("skew.most_fan"), Error);
    CHECK_THROWS_WITH_AS(skew_of({}, {.fan_step = 0}), doctest::Contains("skew.fan_step"), Error);
  }
}

}  // namespace
}  // namespace inkline
