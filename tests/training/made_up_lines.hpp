#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/random.hpp>
#include <inkline/training/line_data.hpp>

namespace inkline::test {

/// Three letters of bars: "l" is one, "n" two under a roof, "L" one on a floor.
inline void draw_letter(char letter, int left, cv::Mat1b& ink) {
  ink(cv::Rect(left, 10, 4, 30)).setTo(255);
  if (letter == 'n') ink(cv::Rect(left + 16, 10, 4, 30)).setTo(255);
  if (letter == 'n') ink(cv::Rect(left, 10, 20, 4)).setTo(255);
  if (letter == 'L') ink(cv::Rect(left, 36, 20, 4)).setTo(255);
}

/// Letters side by side, each a little off its place.
inline DrawnLine draw_letters(const std::string& text, std::uint64_t seed) {
  Random random(seed);
  DrawnLine line{cv::Mat1b(50, 30 * static_cast<int>(text.size()) + 10, uchar{0}), text};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int jitter = static_cast<int>(random.index(5));
    if (text[i] != ' ') draw_letter(text[i], 30 * static_cast<int>(i) + 3 + jitter, line.ink);
  }
  return line;
}

/// Rows of the texts in turn, `rows` of them to train on and two of each text to validate with.
inline LineData lettered_rows(const std::vector<std::string>& texts, std::size_t rows) {
  LineData data;
  data.name = "made-up:letters";
  data.alphabet = {" ", "l", "n", "L", ""};
  data.training_rows = rows;
  data.plan = [rows](std::uint64_t seed) {
    std::vector<std::size_t> plan(rows);
    Random random(seed);
    for (std::size_t i = 0; i < rows; ++i) {
      plan[i] = i;
      std::swap(plan[i], plan[random.index(i + 1)]);
    }
    return plan;
  };
  data.validation.push_back({"letters", {}});
  for (std::size_t i = 0; i < 2 * texts.size(); ++i) data.validation.front().rows.push_back(i);
  data.draw = [texts](std::size_t row, std::uint64_t seed) {
    return draw_letters(texts[row % texts.size()], seed);
  };
  return data;
}

}  // namespace inkline::test
