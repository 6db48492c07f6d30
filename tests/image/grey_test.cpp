#include <inkline/image/grey.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

TEST_CASE("colour becomes luminance, grey stays as it is, and other pixels are refused") {
  const cv::Mat colour(2, 3, CV_8UC3, cv::Scalar(0, 0, 255));  // red
  CHECK(int{inkline::to_grey(colour)(1, 2)} == 76);
  const cv::Mat1b grey(2, 3, uchar{99});
  CHECK(inkline::to_grey(grey).data == grey.data);
  CHECK(inkline::to_grey(cv::Mat()).empty());
  CHECK_THROWS_AS(inkline::to_grey(cv::Mat(2, 2, CV_32FC1)), inkline::Error);
}

}  // namespace
