#include "row_lattices.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/constant_recogniser.hpp"

namespace {

using namespace inkline;
using inkline::test::constant_recogniser;
using inkline::test::width_recogniser;

constexpr int kHeight = 40;

/// A hollow box at x.
void draw_letter(cv::Mat1b& ink, int x, int width = 26) {
  cv::rectangle(ink, {x, 10, width, kHeight}, 255, 4);
}

cv::Mat1b paper() {
  return cv::Mat1b(60, 500, uchar{0});
}

/// Letters at 40 pixels from one to the next, and two that touch.
cv::Mat1b touching_row() {
  cv::Mat1b ink = paper();
  for (const int x : {10, 50, 90, 130}) draw_letter(ink, x);
  draw_letter(ink, 170);
  draw_letter(ink, 206);
  cv::line(ink, {196, 30}, {206, 30}, 255, 3);
  return ink;
}

RowLattice lattice_of(const cv::Mat1b& ink, const Recogniser& recogniser,
                      const std::set<std::string>& only = {}) {
  const PageInk page = measured_ink(ink);
  RowMembers members;
  for (std::size_t i = 0; i < page.pieces.size(); ++i) members.push_back(static_cast<int>(i));
  const ReadParams params;
  const std::vector<Row> rows{row_from(page, members, params.pieces, params.join)};
  std::vector<cv::Mat1b> crops;
  const auto letters = classify_letters(page, rows, recogniser, crops);
  RowLattice lattice =
      lattices_of(page, rows, letters, recogniser, recogniser.model.alphabet, only, params).front();
  check_lattice(lattice, static_cast<int>(recogniser.model.alphabet.size()));
  return lattice;
}

/// Weight of the best way over the lattice's characters.
double best_way(const RowLattice& lattice) {
  std::vector<double> best(static_cast<std::size_t>(lattice.pieces) + 1, -1e9);
  best.front() = 0;
  for (const LatticeArc& arc : lattice.arcs) {
    double& to = best[static_cast<std::size_t>(arc.to)];
    for (const LatticeReading& reading : arc.readings) {
      const double before = best[static_cast<std::size_t>(arc.from)];
      to = std::max(to, before + double{reading.log_weight});
    }
  }
  return best.back();
}

TEST_SUITE("row lattices") {
  TEST_CASE("letters that the classifier is sure of are neither cut nor joined") {
    const RowLattice lattice = lattice_of(touching_row(), constant_recogniser("x"));
    CHECK(lattice.pieces == 5);
    CHECK(lattice.arcs.size() == 5);
    CHECK(lattice.unclear.size() == 5);
  }

  TEST_CASE("touching letters may be one or two, and the classifier says which is likelier") {
    RowLattice lattice = lattice_of(touching_row(), width_recogniser("x"));
    REQUIRE(lattice.pieces > 5);
    const double cut = best_way(lattice);
    // What is left when everything from the fifth letter on has to be one character.
    std::erase_if(lattice.arcs,
                  [&](const LatticeArc& arc) { return arc.from >= 4 && arc.to < lattice.pieces; });
    CHECK(best_way(lattice) < cut - 2);
  }

  TEST_CASE("wide gaps are likely spaces, narrow ones are not") {
    cv::Mat1b ink = paper();
    for (const int x : {10, 45, 80, 160, 195, 230}) draw_letter(ink, x);
    const RowLattice lattice = lattice_of(ink, constant_recogniser("x"));
    REQUIRE(lattice.pieces == 6);
    for (std::size_t i = 1; i < 6; ++i) {
      const LatticeGap& gap = lattice.gaps[i];
      CHECK((gap.space > gap.none) == (i == 3));
      CHECK(std::exp(gap.space) + std::exp(gap.none) == doctest::Approx(1));
    }
  }

  TEST_CASE("characters that may not be chosen are no readings") {
    const RowLattice lattice = lattice_of(touching_row(), constant_recogniser("x"), {"y"});
    for (const LatticeArc& arc : lattice.arcs) {
      for (const LatticeReading& reading : arc.readings) {
        CHECK(reading.character == LatticeReading::kDirt);
      }
    }
    CHECK(lattice.unclear.size() == 5);
  }

  TEST_CASE("what the classifier does not take for a character may be dirt or unclear") {
    const RowLattice lattice = lattice_of(touching_row(), constant_recogniser(""));
    for (const LatticeArc& arc : lattice.arcs) {
      CHECK((arc.to - arc.from > 1 || arc.readings.back().character == LatticeReading::kDirt));
    }
    CHECK(lattice.unclear.front().log_weight > -0.5F);
  }

  TEST_CASE("no rows have no lattices") {
    CHECK(lattices_of({}, {}, {}, constant_recogniser("x"), {}, {}, {}).empty());
  }

  TEST_CASE("bad settings are refused by name") {
    LatticeParams params;
    params.most_pieces_of_one = 0;
    CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("lattice.most_pieces_of_one"), Error);
    params = {};
    params.dirt = 1;
    CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("lattice.dirt"), Error);
  }
}

}  // namespace
