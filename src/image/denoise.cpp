#include <inkline/image/denoise.hpp>

#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace inkline {

void DenoiseParams::check() const {
  require_setting(diameter >= 0 && diameter <= 15,
                  "denoise.diameter must be 0 to 15, got " + std::to_string(diameter));
  require_setting(shade_sigma > 0,
                  "denoise.shade_sigma must be above 0, got " + std::to_string(shade_sigma));
}

cv::Mat1b denoise(const cv::Mat1b& grey, const DenoiseParams& params) {
  params.check();
  if (grey.empty() || params.diameter == 0) return grey;
  cv::Mat1b smooth;
  cv::bilateralFilter(grey, smooth, params.diameter, params.shade_sigma, params.diameter / 2.0);
  return smooth;
}

}  // namespace inkline
