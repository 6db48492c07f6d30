#include <inkline/image/denoise.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

TEST_CASE("denoising calms the paper and keeps the edge of a stroke") {
  cv::Mat1b page(60, 60, uchar{200});
  page(cv::Rect(0, 0, 30, 60)).setTo(40);
  cv::Mat noise(page.size(), CV_16S);
  cv::RNG(7).fill(noise, cv::RNG::NORMAL, 0, 8);
  cv::Mat1b noisy;
  cv::add(page, noise, noisy, cv::noArray(), CV_8U);

  const cv::Mat1b smooth = inkline::denoise(noisy);
  const cv::Rect paper(35, 5, 20, 50);
  cv::Scalar mean;
  cv::Scalar before;
  cv::Scalar after;
  cv::meanStdDev(noisy(paper), mean, before);
  cv::meanStdDev(smooth(paper), mean, after);
  CHECK(after[0] < 0.6 * before[0]);
  CHECK(cv::mean(smooth.col(31))[0] - cv::mean(smooth.col(28))[0] > 140);
}

TEST_CASE("a diameter of 0 turns denoising off and a bad one is refused") {
  const cv::Mat1b page(4, 4, uchar{10});
  CHECK(inkline::denoise(page, {.diameter = 0}).data == page.data);
  CHECK_THROWS_WITH_AS(inkline::denoise(page, {.diameter = 16}),
                       doctest::Contains("denoise.diameter"), inkline::Error);
}

}  // namespace
