#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace inkline::test {

using Bytes = std::vector<std::byte>;

/// A picture whose corners, edges and channels all differ: shades rise to the right in blue and
/// downwards in green; red is high in the left upper quarter alone.
inline cv::Mat colour_card(int width, int height) {
  cv::Mat card(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool in_corner = 2 * x < width && 2 * y < height;
      card.at<cv::Vec3b>(y, x) = {static_cast<uchar>(255 * x / width),
                                  static_cast<uchar>(255 * y / height),
                                  static_cast<uchar>(in_corner ? 200 : 100)};
    }
  }
  return card;
}

inline cv::Mat grey_card(int width, int height) {
  cv::Mat channels[3];
  cv::split(colour_card(width, height), channels);
  return channels[0] / 2 + channels[1] / 4;
}

inline Bytes encoded(const std::string& extension, const cv::Mat& picture,
                     const std::vector<int>& settings = {}) {
  std::vector<uchar> file;
  cv::imencode(extension, picture, file, settings);
  const auto bytes = std::as_bytes(std::span(file));
  return {bytes.begin(), bytes.end()};
}

/// Mean absolute difference of two pictures; far beyond any limit when size or type differ.
inline double difference(const cv::Mat& a, const cv::Mat& b) {
  if (a.size() != b.size() || a.type() != b.type()) return 1e9;
  return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * a.elemSize());
}

/// All samples in the order of memory, for pictures small enough to be written down.
using Values = std::vector<int>;
inline Values values(const cv::Mat& picture) {
  Values all;
  for (int y = 0; y < picture.rows; ++y) {
    const uchar* row = picture.ptr(y);
    all.insert(all.end(), row, row + static_cast<std::size_t>(picture.cols) * picture.elemSize());
  }
  return all;
}

/// What a camera stores so that a viewer that undoes `orientation` shows `upright`, straight from
/// the table of the EXIF standard: where row 0 and column 0 of the stored picture are to be seen.
inline cv::Mat stored_as(const cv::Mat& upright, int orientation) {
  const bool transposed = orientation >= 5;
  const int rows = transposed ? upright.cols : upright.rows;
  const int columns = transposed ? upright.rows : upright.cols;
  cv::Mat stored(rows, columns, upright.type());
  const int right = upright.cols - 1;
  const int bottom = upright.rows - 1;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const cv::Point seen_at[] = {
          {c, r},                   // 1: row 0 on top, column 0 on the left
          {right - c, r},           // 2: top, right
          {right - c, bottom - r},  // 3: bottom, right
          {c, bottom - r},          // 4: bottom, left
          {r, c},                   // 5: left, top
          {right - r, c},           // 6: right, top
          {right - r, bottom - c},  // 7: right, bottom
          {r, bottom - c},          // 8: left, bottom
      };
      const cv::Point place = seen_at[orientation - 1];
      const auto size = static_cast<std::ptrdiff_t>(upright.elemSize());
      std::copy_n(upright.ptr(place.y) + place.x * size, size, stored.ptr(r) + c * size);
    }
  }
  return stored;
}

inline void append_number(Bytes& bytes, unsigned value, int count, bool little_endian) {
  for (int i = 0; i < count; ++i) {
    const int shift = 8 * (little_endian ? i : count - 1 - i);
    bytes.push_back(static_cast<std::byte>(value >> static_cast<unsigned>(shift) & 0xFFU));
  }
}

inline void append_text(Bytes& bytes, std::string_view text) {
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
}

/// The smallest EXIF block that says an orientation, behind one other entry.
inline Bytes exif_block(int orientation, bool little_endian) {
  Bytes block;
  const auto number = [&](unsigned value, int count) {
    append_number(block, value, count, little_endian);
  };
  append_text(block, little_endian ? "II" : "MM");
  number(42, 2);
  number(8, 4);  // the directory follows
  number(2, 2);  // entries
  for (const unsigned tag : {0x0100U, 0x0112U}) {
    number(tag, 2);
    number(3, 2);  // 16-bit number
    number(1, 4);  // one of them
    number(tag == 0x0112U ? static_cast<unsigned>(orientation) : 7U, 2);
    number(0, 2);
  }
  number(0, 4);  // no further directory
  return block;
}

/// The JPEG file with an EXIF segment behind its first segment, where cameras have it or near.
inline Bytes with_jpeg_exif(const Bytes& file, const Bytes& exif) {
  Bytes segment;
  append_number(segment, 0xFFE1, 2, false);
  append_number(segment, static_cast<unsigned>(exif.size()) + 8, 2, false);
  append_text(segment, std::string_view("Exif\0\0", 6));
  segment.insert(segment.end(), exif.begin(), exif.end());
  const auto first_length =
      std::to_integer<std::ptrdiff_t>(file[4]) * 256 + std::to_integer<std::ptrdiff_t>(file[5]);
  Bytes result = file;
  result.insert(result.begin() + 4 + first_length, segment.begin(), segment.end());
  return result;
}

}  // namespace inkline::test
