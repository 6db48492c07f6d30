#include "glyph_evidence.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace inkline;

const std::vector<std::string> kGlyphAlphabet{"O", "0", ""};  // the last is the reject class
const std::vector<std::string> kRowAlphabet{"0", "O", "x", ""};

/// One ring on a copy that starts at (50, 60).
PlacedStrip ring() {
  cv::Mat1b ink(40, 60, uchar{0});
  ink(cv::Rect(10, 0, 40, 40)).setTo(255);
  ink(cv::Rect(16, 6, 28, 28)).setTo(0);
  return {{50, 60, 60, 40}, normalise_row(ink)};
}

ClassifiedLetters letter(float is_o, float is_zero, float rejected) {
  ClassifiedLetters letters;
  letters.boxes = {{60, 60, 40, 40}};
  letters.probabilities = Matrix(3, 1);
  letters.probabilities << is_o, is_zero, rejected;
  return letters;
}

/// Blanks with, at each of some steps, a character that is a little likelier than the other.
Matrix scores(const PlacedStrip& row, const std::vector<int>& steps) {
  Matrix probabilities = Matrix::Constant(4, strip_steps(row.strip.ink.cols), 0.01F);
  probabilities.row(3).setConstant(0.97F);
  for (const int step : steps) probabilities.col(step) << 0.5F, 0.4F, 0.02F, 0.08F;
  return probabilities.array().log().matrix();
}

int middle_step(const PlacedStrip& row) {
  return static_cast<int>(row.strip.in_strip(30, 20).x) / kStripStep;
}

void add(const ClassifiedLetters& letters, const PlacedStrip& row, Matrix& scores,
         float weight = 0.5F) {
  add_glyph_evidence(letters, kGlyphAlphabet, row, kRowAlphabet, {weight, 1e-3F}, scores);
}

TEST_SUITE("glyph evidence") {
  TEST_CASE("a sure classifier turns a doubtful character of the row") {
    const PlacedStrip row = ring();
    const int step = middle_step(row);
    Matrix changed = scores(row, {step});
    add(letter(0.98F, 0.02F, 0), row, changed);
    CHECK(changed(1, step) > changed(0, step));
  }

  TEST_CASE("steps stay distributions and the blank's share stays what it was") {
    const PlacedStrip row = ring();
    const Matrix before = scores(row, {middle_step(row)});
    Matrix after = before;
    add(letter(0.9F, 0.1F, 0), row, after);
    for (Eigen::Index step = 0; step < after.cols(); ++step) {
      CHECK(after.col(step).array().exp().sum() == doctest::Approx(1).epsilon(1e-3));
      CHECK(after(3, step) == before(3, step));
    }
  }

  TEST_CASE("ink that the classifier rejects, or in which the row has two characters, is left") {
    const PlacedStrip row = ring();
    const int step = middle_step(row);
    const Matrix one = scores(row, {step});
    Matrix changed = one;
    add(letter(0, 0, 1), row, changed);
    CHECK((changed - one).cwiseAbs().maxCoeff() < 1e-4F);
    const Matrix two = scores(row, {step - 2, step + 2});
    changed = two;
    add(letter(1, 0, 0), row, changed);
    CHECK(changed == two);
  }

  TEST_CASE("without weight nothing changes") {
    const PlacedStrip row = ring();
    const Matrix before = scores(row, {middle_step(row)});
    Matrix after = before;
    add(letter(1, 0, 0), row, after, 0);
    CHECK((after - before).cwiseAbs().maxCoeff() < 1e-4F);
  }
}

}  // namespace
