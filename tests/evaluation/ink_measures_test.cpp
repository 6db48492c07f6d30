#include <inkline/evaluation/ink_measures.hpp>

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/evaluation/ink_weights.hpp>

namespace {

using inkline::InkMeasures;
using inkline::MaskView;
using inkline::measure_ink;

/// A mask drawn as rows of '#' for ink, each ended by a newline.
struct Drawn {
  std::vector<std::uint8_t> pixels;
  int width = 0;
  int height = 0;

  explicit Drawn(std::string_view art) {
    for (const char c : art) {
      if (c == '\n') {
        ++height;
      } else {
        pixels.push_back(c == '#' ? 255 : 0);
      }
    }
    width = height > 0 ? static_cast<int>(pixels.size()) / height : 0;
  }
  Drawn(int columns, int rows)
      : pixels(static_cast<std::size_t>(columns * rows)), width(columns), height(rows) {}

  std::uint8_t& at(int x, int y) { return pixels[static_cast<std::size_t>(y * width + x)]; }
  void fill(int x, int y, int columns, int rows) {
    for (int dy = 0; dy < rows; ++dy) {
      for (int dx = 0; dx < columns; ++dx) at(x + dx, y + dy) = 1;
    }
  }
  MaskView view() const { return {pixels, width, height}; }
};

InkMeasures measure(const Drawn& mask, const Drawn& truth) {
  return measure_ink(mask.view(), truth.view());
}

TEST_SUITE("ink measures") {
  TEST_CASE("a mask that is the truth is perfect, whatever number stands for ink") {
    Drawn truth(20, 12);
    truth.fill(3, 3, 9, 4);
    Drawn mask = truth;
    for (std::uint8_t& pixel : mask.pixels) pixel = pixel != 0 ? 255 : 0;
    const InkMeasures same = measure(mask, truth);
    CHECK(same.f_measure == 1);
    CHECK(same.pseudo_f_measure == doctest::Approx(1));
    CHECK(std::isinf(same.psnr));
    CHECK(same.drd == 0);
  }

  TEST_CASE("precision, recall, F and PSNR are those of the counts") {
    const Drawn truth(
        "####....\n"
        "........\n");
    const Drawn mask(
        "##..##..\n"
        "##......\n");
    const InkMeasures found = measure(mask, truth);
    CHECK(found.precision == doctest::Approx(2.0 / 6));
    CHECK(found.recall == doctest::Approx(2.0 / 4));
    CHECK(found.f_measure == doctest::Approx(0.4));
    CHECK(found.psnr == doctest::Approx(10 * std::log10(16.0 / 6)));
  }

  TEST_CASE("without ink on either side precision and recall are whole, on one side F is 0") {
    const Drawn blank(16, 16);
    Drawn inked(16, 16);
    inked.fill(2, 2, 5, 5);
    CHECK(measure(blank, blank).f_measure == 1);
    CHECK(measure(blank, inked).f_measure == 0);
    CHECK(measure(blank, inked).pseudo_f_measure == 0);
    CHECK(measure(inked, blank).f_measure == 0);
    CHECK(measure(inked, blank).pseudo_f_measure == 0);
  }

  TEST_CASE("DRD by hand: one false pixel on bare paper costs 1 for each mixed block") {
    Drawn truth(24, 8);
    truth.fill(8, 0, 4, 8);  // one block of three holds both ink and paper
    Drawn mask = truth;
    mask.at(3, 3) = 1;
    CHECK(measure(mask, truth).drd == doctest::Approx(1));
    truth.fill(20, 0, 4, 8);
    mask.fill(20, 0, 4, 8);
    CHECK(measure(mask, truth).drd == doctest::Approx(0.5));
  }

  TEST_CASE(
      "DRD by hand: a false pixel beside ink costs less, a partial block counts for nothing") {
    // The 24 neighbours of a pixel weigh 1 over their distance: 4 at 1, 4 at sqrt 2, 4 at 2,
    // 8 at sqrt 5 and 4 at sqrt 8.
    const double all = 4 + 4 / std::sqrt(2.0) + 2 + 8 / std::sqrt(5.0) + 4 / std::sqrt(8.0);
    Drawn truth(15, 8);
    truth.fill(0, 0, 3, 8);
    Drawn mask = truth;
    mask.at(3, 4) = 1;  // two columns of ink within its reach
    const double ink = 1 + 2 / std::sqrt(2.0) + 2 / std::sqrt(5.0) +   // column 2
                       0.5 + 2 / std::sqrt(5.0) + 2 / std::sqrt(8.0);  // column 1
    CHECK(measure(mask, truth).drd == doctest::Approx((all - ink) / all));
  }

  TEST_CASE("losing the outline of a stroke costs recall but no pseudo-recall") {
    Drawn truth(60, 20);
    truth.fill(5, 7, 50, 5);
    Drawn mask(60, 20);
    mask.fill(6, 8, 48, 3);
    const InkMeasures thin = measure(mask, truth);
    CHECK(thin.recall == doctest::Approx(48 * 3 / 250.0));
    CHECK(thin.pseudo_recall == doctest::Approx(1));
  }

  TEST_CASE("a break costs pseudo-recall by its length, whatever the width of the stroke") {
    for (const int width : {1, 2, 3, 4, 7, 8}) {
      CAPTURE(width);
      Drawn truth(120, 20);
      truth.fill(10, 6, 100, width);
      Drawn broken = truth;
      for (int y = 0; y < 20; ++y) {
        for (int x = 50; x < 60; ++x) broken.at(x, y) = 0;
      }
      CHECK(measure(broken, truth).pseudo_recall == doctest::Approx(0.9).epsilon(0.012));
    }
  }

  TEST_CASE("false ink weighs most where it joins two letters and least far from them") {
    Drawn truth(60, 40);
    truth.fill(10, 10, 5, 20);
    truth.fill(19, 10, 5, 20);
    const inkline::InkWeights weights = inkline::ink_weights(truth.view());
    const auto at = [&](int x, int y) {
      return weights.precision[static_cast<std::size_t>(y * truth.width + x)];
    };
    CHECK(at(12, 20) == 1);                     // ink
    CHECK(at(50, 20) == 1);                     // far away
    CHECK(at(16, 20) == doctest::Approx(2));    // halfway between the two
    CHECK(at(15, 20) == doctest::Approx(1.5));  // beside one, on the side of the other
    CHECK(at(24, 20) ==
          doctest::Approx(1.2).epsilon(0.02));  // beside one, on the side of the open paper
    CHECK(at(28, 20) == doctest::Approx(2).epsilon(0.02));  // a stroke width away
    CHECK(at(29, 20) == 1);                                 // further
  }

  TEST_CASE("a mask of another size, or with pixels missing, is refused") {
    const Drawn truth(8, 8);
    CHECK_THROWS_WITH_AS(measure(Drawn(8, 9), truth),
                         "the mask is 8 x 9 pixels and the truth 8 x 8", inkline::Error);
    MaskView broken = truth.view();
    broken.height = 9;
    CHECK_THROWS_WITH_AS(measure_ink(broken, broken), doctest::Contains("mask"), inkline::Error);
    CHECK(measure(Drawn(0, 0), Drawn(0, 0)).f_measure == 1);
  }
}

}  // namespace
