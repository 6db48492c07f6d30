#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include <opencv2/core.hpp>

namespace inkline {

/// The bytes of a PNG file that holds the picture without loss.
/// @param grey_or_bgr  CV_8UC1 or CV_8UC3, not empty
std::vector<std::byte> encode_png(const cv::Mat& grey_or_bgr);

/// Writes a PNG file as a whole or not at all, see write_file_atomically().
/// @throws Error  Fault::input, "PATH: cannot write: reason"
void write_png(const std::filesystem::path& path, const cv::Mat& grey_or_bgr);

}  // namespace inkline
