#include <inkline/image/grey.hpp>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace inkline {

cv::Mat1b to_grey(const cv::Mat& picture) {
  if (picture.empty() || picture.type() == CV_8UC1) return picture;
  require_setting(picture.type() == CV_8UC3,
                  "to_grey: the picture must have 8-bit grey or BGR pixels");
  cv::Mat1b grey;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

}  // namespace inkline
