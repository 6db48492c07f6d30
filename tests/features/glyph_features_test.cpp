#include <inkline/features/glyph_features.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace {

using inkline::FeatureKind;
using inkline::GlyphContext;

std::vector<float> describe(FeatureKind kind, const cv::Mat1b& glyph,
                            const GlyphContext& context = {}) {
  std::vector<float> vector(static_cast<std::size_t>(inkline::feature_count(kind)), -9.0F);
  inkline::describe_glyph(kind, glyph, context, vector);
  return vector;
}

/// Sum of the 64 cells of one direction.
float direction_sum(const std::vector<float>& vector, int direction) {
  const auto begin = vector.begin() + direction * 64;
  return std::accumulate(begin, begin + 64, 0.0F);
}

cv::Mat1b blank() {
  return cv::Mat1b(32, 32, uchar{0});
}

TEST_SUITE("glyph features") {
  TEST_CASE("an empty glyph without context is all zero in either kind") {
    for (const FeatureKind kind : {FeatureKind::pixels, FeatureKind::gradient}) {
      const std::vector<float> vector = describe(kind, blank());
      CHECK(std::all_of(vector.begin(), vector.end(), [](float v) { return v == 0; }));
    }
  }

  TEST_CASE("an upright edge answers in the horizontal directions alone") {
    cv::Mat1b glyph = blank();
    glyph(cv::Rect(12, 0, 8, 32)).setTo(255);
    const std::vector<float> vector = describe(FeatureKind::gradient, glyph);
    CHECK(direction_sum(vector, 0) > 5.0F);  // left edge, rising
    CHECK(direction_sum(vector, 4) == doctest::Approx(direction_sum(vector, 0)));  // right edge
    CHECK(direction_sum(vector, 0) > 3 * direction_sum(vector, 2));
  }

  TEST_CASE("turning a glyph by 90 degrees moves its directions by two places") {
    cv::Mat1b glyph = blank();
    cv::line(glyph, {6, 4}, {25, 27}, 255, 3);
    cv::line(glyph, {6, 4}, {6, 27}, 255, 3);
    cv::Mat1b turned;
    cv::rotate(glyph, turned, cv::ROTATE_90_CLOCKWISE);
    const std::vector<float> before = describe(FeatureKind::gradient, glyph);
    const std::vector<float> after = describe(FeatureKind::gradient, turned);
    for (int d = 0; d < 8; ++d) {
      CAPTURE(d);
      CHECK(direction_sum(after, (d + 2) % 8) ==
            doctest::Approx(direction_sum(before, d)).epsilon(1e-4));
    }
  }

  TEST_CASE("numbers of the crop stay within 0 and about 1") {
    cv::Mat1b glyph = blank();
    cv::randu(glyph, 0, 256);
    for (const FeatureKind kind : {FeatureKind::pixels, FeatureKind::gradient}) {
      for (const float value : describe(kind, glyph)) {
        CHECK(value >= 0.0F);
        CHECK(value < 1.2F);
      }
    }
  }

  TEST_CASE("context sits at the end, and size says how many doublings a glyph is off the row") {
    GlyphContext context;
    context.size_known = true;
    context.height = 2;
    context.width = 0.5F;
    context.low_height = 1;
    context.high_height = 2;
    const std::vector<float> vector = describe(FeatureKind::gradient, blank(), context);
    const std::vector<float> tail(vector.end() - inkline::kContextFeatures, vector.end());
    CHECK(tail == std::vector<float>{1, 1, -1, 1, 0, 1, 0, 0, 0, 0});
  }

  TEST_CASE("a kind is found by its name and an unknown name is refused") {
    for (const FeatureKind kind : {FeatureKind::pixels, FeatureKind::gradient}) {
      CHECK(inkline::feature_kind_from(inkline::name_of(kind)) == kind);
    }
    CHECK_THROWS_WITH_AS(inkline::feature_kind_from("hog"), doctest::Contains("'hog'"),
                         inkline::Error);
  }
}

}  // namespace
