// Decoding of one page in every format we read ourselves, against OpenCV's decoder (which starts
// 55 ms later, before main).

#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/image/decode.hpp>

#include "support/pictures.hpp"

namespace {

using inkline::test::Bytes;

/// A photographed page of 12 megapixels: uneven light, rows of strokes, noise of the sensor.
cv::Mat photographed_page() {
  cv::RNG random(7);
  cv::Mat page(3024, 4032, CV_8UC3);
  for (int y = 0; y < page.rows; ++y) {
    for (int x = 0; x < page.cols; ++x) {
      const auto light = static_cast<uchar>(230 - x / 60 - y / 80);
      page.at<cv::Vec3b>(y, x) = {light, light, static_cast<uchar>(light - 10)};
    }
  }
  for (int row = 200; row < page.rows - 100; row += 120) {
    for (int x = 200; x < page.cols - 200; x += 45) {
      const cv::Point start(x + random.uniform(-9, 9), row + random.uniform(-30, 0));
      const cv::Point end(x + random.uniform(5, 40), row + random.uniform(20, 50));
      cv::line(page, start, end, {90, 40, 40}, 7, cv::LINE_AA);
    }
  }
  cv::Mat noise(page.size(), CV_16SC3);
  random.fill(noise, cv::RNG::NORMAL, 0, 3);
  cv::Mat noisy;
  cv::add(page, noise, noisy, cv::noArray(), CV_8U);
  return noisy;
}

cv::Mat grey_page() {
  cv::Mat grey;
  cv::cvtColor(photographed_page(), grey, cv::COLOR_BGR2GRAY);
  return grey;
}

cv::Mat scanned_page() {
  cv::Mat ink;
  cv::threshold(grey_page(), ink, 128, 255, cv::THRESH_BINARY);
  return ink;
}

struct Sample {
  std::string name;
  Bytes file;
};

std::vector<Sample> samples() {
  using inkline::test::encoded;
  using inkline::test::exif_block;
  const cv::Mat page = photographed_page();
  const Bytes jpeg = encoded(".jpg", page, {cv::IMWRITE_JPEG_QUALITY, 85});
  return {
      {"jpeg", jpeg},
      {"jpeg_turned", inkline::test::with_jpeg_exif(jpeg, exif_block(6, true))},
      {"jpeg_grey", encoded(".jpg", grey_page(), {cv::IMWRITE_JPEG_QUALITY, 85})},
      {"jpeg_progressive",
       encoded(".jpg", page, {cv::IMWRITE_JPEG_QUALITY, 85, cv::IMWRITE_JPEG_PROGRESSIVE, 1})},
      {"png", encoded(".png", page)},
      {"png_bilevel", encoded(".png", scanned_page(), {cv::IMWRITE_PNG_BILEVEL, 1})},
      {"tiff", encoded(".tif", page)},
      {"webp", encoded(".webp", page, {cv::IMWRITE_WEBP_QUALITY, 85})},
  };
}

void decode_ours(benchmark::State& state, const Bytes& file) {
  for ([[maybe_unused]] const auto round : state) {
    benchmark::DoNotOptimize(inkline::decode_picture(file, "page").pixels.data);
  }
}

void decode_opencv(benchmark::State& state, const Bytes& file) {
  const auto* bytes = reinterpret_cast<const uchar*>(file.data());
  const std::vector<uchar> buffer(bytes, bytes + file.size());
  for ([[maybe_unused]] const auto round : state) {
    benchmark::DoNotOptimize(cv::imdecode(buffer, cv::IMREAD_ANYCOLOR).data);
  }
}

const bool kRegistered = [] {
  for (const Sample& sample : samples()) {
    const auto add = [&](const std::string& who, auto function) {
      benchmark::RegisterBenchmark((sample.name + "/" + who).c_str(), function, sample.file)
          ->Unit(benchmark::kMillisecond);
    };
    add("inkline", decode_ours);
    add("opencv", decode_opencv);
  }
  return true;
}();

}  // namespace
