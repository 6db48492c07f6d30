#include <inkline/image/mark_ink.hpp>

#include <inkline/image/clean_ink.hpp>
#include <inkline/image/components.hpp>

namespace inkline {

void MarkInkParams::check() const {
  denoise.check();
  even_light.check();
  binarise.check();
}

MarkedInk mark_ink(const cv::Mat1b& grey, const MarkInkParams& params) {
  params.check();
  const EvenPage even = even_light(denoise(grey, params.denoise), params.even_light);
  const cv::Mat1b raw = binarise(even.page, params.binarise);
  const double width = stroke_width(raw);
  return {even.page, clean_ink(raw, width), width, even.light_ink};
}

}  // namespace inkline
