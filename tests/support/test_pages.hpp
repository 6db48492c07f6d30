#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/nn/model.hpp>

#include "support/constant_recogniser.hpp"

namespace inkline::test {

inline void write_bytes(const std::filesystem::path& file, std::span<const std::byte> bytes) {
  std::ofstream stream(file, std::ios::binary);
  for (const std::byte byte : bytes) stream.put(static_cast<char>(byte));
}

inline void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

/// White paper with some large letters, well apart.
inline cv::Mat1b page_with(const std::string& letters) {
  cv::Mat1b page(240, 160 + 90 * static_cast<int>(letters.size()), uchar{255});
  for (std::size_t i = 0; i < letters.size(); ++i) {
    cv::putText(page, letters.substr(i, 1), {80 + 90 * static_cast<int>(i), 150},
                cv::FONT_HERSHEY_SIMPLEX, 2.5, 0, 7);
  }
  return page;
}

/// The same, the last letters in ink so faint that some thresholds lose it.
inline cv::Mat1b page_with_faint_end(const std::string& dark, const std::string& faint) {
  constexpr double lightness = 0.7;
  cv::Mat1b page = page_with(dark + faint);
  cv::Mat1b end = page.colRange(page.cols - 80 - 90 * static_cast<int>(faint.size()), page.cols);
  end.convertTo(end, -1, 1 - lightness, 255 * lightness);
  return page;
}

/// A model file whose network takes every glyph for `text`.
inline void write_constant_model(const std::filesystem::path& file, const std::string& text) {
  Recogniser recogniser = constant_recogniser(text);
  recogniser.model.name = "constant";
  recogniser.model.provenance = "made by a test\n";
  describe_model(recogniser.features, recogniser.crop, recogniser.model);
  write_bytes(file, write_model(recogniser.model, WeightFormat::float16));
}

}  // namespace inkline::test
