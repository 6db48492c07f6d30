#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace inkline::test {

/// A page drawn by code of which it is known what is writing and what is paper. Both are drawn
/// as masks; a picture is made of them last.
struct PaperPage {
  cv::Mat1b letters;  ///< ink 255 on 0: what has to be found
  cv::Mat1b paper;    ///< likewise: print, holes and shadows, which have to go

  explicit PaperPage(cv::Size size = {1200, 800})
      : letters(size, uchar{0}), paper(size, uchar{0}) {}

  cv::Mat1b all() const {
    cv::Mat1b both;
    cv::bitwise_or(letters, paper, both);
    return both;
  }
};

/// How something is written: in the strokes of one of OpenCV's Hershey fonts, shaken a little.
struct Hand {
  int font = cv::FONT_HERSHEY_SIMPLEX;
  double scale = 1.6;  ///< 21 pixels of capital height each
  int pen = 4;         ///< pixels
  double shake = 1.0;  ///< largest shift of a letter, in pixels, and lean in percent
  unsigned seed = 1;
};

/// Writes one letter whose lower left corner is at `at`.
inline void write_letter(cv::Mat1b& ink, char letter, cv::Point at, const Hand& hand,
                         cv::RNG& random) {
  const int side = static_cast<int>(50 * hand.scale) + 8 * hand.pen;
  const cv::Rect area = cv::Rect(at - cv::Point(side / 2, side), cv::Size(2 * side, 2 * side)) &
                        cv::Rect({}, ink.size());
  at -= area.tl();
  cv::Mat1b drawn(area.size(), uchar{0});
  cv::putText(drawn, std::string(1, letter), at, hand.font, hand.scale, 255, hand.pen, cv::LINE_AA);
  const double shake = hand.shake;
  const double lean = 0.02 * random.uniform(-shake, shake + 1e-9);
  const cv::Matx23d shift(1, lean, random.uniform(-shake, shake + 1e-9) - lean * at.y, 0, 1,
                          random.uniform(-shake, shake + 1e-9));
  cv::warpAffine(drawn, drawn, shift, drawn.size());
  cv::Mat1b place = ink(area);
  cv::bitwise_or(place, drawn > 127, place);
}

inline int letter_step(const Hand& hand, char letter) {
  int unused = 0;
  return cv::getTextSize(std::string(1, letter), hand.font, hand.scale, hand.pen, &unused).width;
}

/// Writes a row whose baseline begins at `at`, letters `spacing` pixels further apart than usual.
inline void write_row(cv::Mat1b& ink, const std::string& text, cv::Point at, const Hand& hand = {},
                      int spacing = 2) {
  cv::RNG random(hand.seed);
  for (const char letter : text) {
    if (letter != ' ') write_letter(ink, letter, at, hand, random);
    at.x += letter_step(hand, letter) + spacing;
  }
}

/// Writes one letter to each cell from the left, in its middle.
inline void write_in_cells(cv::Mat1b& ink, const std::string& text, cv::Point baseline, int cell,
                           const Hand& hand = {}) {
  cv::RNG random(hand.seed);
  for (const char letter : text) {
    const int aside = (cell - letter_step(hand, letter)) / 2;
    if (letter != ' ') write_letter(ink, letter, baseline + cv::Point(aside, 0), hand, random);
    baseline.x += cell;
  }
}

/// The masks turned by some degrees around their middle.
inline PaperPage tilted(const PaperPage& page, double degrees) {
  PaperPage result(page.letters.size());
  const cv::Point2f middle(0.5F * static_cast<float>(page.letters.cols),
                           0.5F * static_cast<float>(page.letters.rows));
  const cv::Mat turn = cv::getRotationMatrix2D(middle, degrees, 1);
  cv::warpAffine(page.letters, result.letters, turn, page.letters.size());
  cv::warpAffine(page.paper, result.paper, turn, page.paper.size());
  result.letters = result.letters > 127;
  result.paper = result.paper > 127;
  return result;
}

/// Share of the ink of `a` that is not in `b`, nor next to it.
inline double share_missing(const cv::Mat1b& a, const cv::Mat1b& b) {
  const int all = cv::countNonZero(a);
  if (all == 0) return 0;
  cv::Mat1b near;
  cv::dilate(b, near, cv::Mat());
  cv::Mat1b missing;
  cv::bitwise_not(near, missing);
  cv::bitwise_and(missing, a, missing);
  return static_cast<double>(cv::countNonZero(missing)) / all;
}

/// Masks as a picture: paper and ink in shades, soft edges, grain.
inline cv::Mat1b picture_of(const PaperPage& page, double ink_depth = 150, double print_depth = 120,
                            double grain = 3) {
  cv::Mat1f light(page.letters.size(), 215.0F);
  light.setTo(215 - print_depth, page.paper);
  light.setTo(215 - ink_depth, page.letters);
  cv::GaussianBlur(light, light, {}, 0.8);
  cv::Mat1f noise(light.size());
  cv::RNG random(3);
  random.fill(noise, cv::RNG::NORMAL, 0.0, grain);
  cv::Mat1b picture;
  cv::Mat1f(light + noise).convertTo(picture, CV_8U);
  return picture;
}

}  // namespace inkline::test
