#pragma once

#include <string>

#include <doctest/doctest.h>
#include <opencv2/core.hpp>

#include "child_process.hpp"
#include "pictures.hpp"
#include "scratch_folder.hpp"
#include "test_pages.hpp"

/// Pictures that hold no writing, given to `ocr` itself.
namespace inkline::test {

constexpr double kSoon = 100;  // seconds, with checks by the compiler; a tenth without

inline ProgramResult read_file_of(const Bytes& bytes, const std::string& name) {
  const ScratchFolder folder;
  const std::string file = (folder.path() / name).string();
  write_bytes(file, bytes);
  return run_program({INKLINE_OCR, file}, {}, 120);
}

/// Ends well and soon, and prints at most a handful of characters.
inline void check_hardly_read(const std::string& what, const cv::Mat& picture) {
  CAPTURE(what);
  const ProgramResult result = read_file_of(encoded(".png", picture), "page.png");
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  CHECK(result.out.size() <= 12);
  CHECK(result.seconds < kSoon);
}

}  // namespace inkline::test
