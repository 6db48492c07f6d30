#pragma once

#include <string>
#include <string_view>

#include <opencv2/core.hpp>

namespace inkline::test {

/// Turns rows of '#' (ink, 255) and '.' (paper, 0), each ended by a newline, into a mask.
inline cv::Mat1b ink_from(std::string_view art) {
  const auto columns = static_cast<int>(art.find('\n'));
  const auto rows = static_cast<int>(art.size()) / (columns + 1);
  cv::Mat1b ink(rows, columns, uchar{0});
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      if (art[static_cast<std::size_t>(y * (columns + 1) + x)] == '#') ink(y, x) = 255;
    }
  }
  return ink;
}

/// The inverse of ink_from; any value of 128 and above counts as ink.
inline std::string art_from(const cv::Mat1b& ink) {
  std::string art;
  for (int y = 0; y < ink.rows; ++y) {
    for (int x = 0; x < ink.cols; ++x) art += ink(y, x) >= 128 ? '#' : '.';
    art += '\n';
  }
  return art;
}

/// A grey page with `ink` shade where the art has '#' and `paper` shade elsewhere.
inline cv::Mat1b page_from(std::string_view art, uchar paper, uchar ink) {
  cv::Mat1b page = ink_from(art);
  for (uchar& shade : page) shade = shade != 0 ? ink : paper;
  return page;
}

}  // namespace inkline::test
