#include <inkline/image/mark_ink.hpp>

#include <utility>

#include <inkline/image/clean_ink.hpp>
#include <inkline/image/components.hpp>

namespace inkline {

void MarkInkParams::check() const {
  denoise.check();
  even_light.check();
  fade.check();
  binarise.check();
}

MarkedInk mark_ink(const cv::Mat1b& grey, const MarkInkParams& params) {
  params.check();
  const EvenPage even = even_light(denoise(grey, params.denoise), params.even_light);
  FadedRuling faded = fade_ruling(even.page, params.fade);
  const cv::Mat1b raw = binarise(faded.page, params.binarise);
  const double width = stroke_width(raw);
  return {faded.page,     clean_ink(raw, width), width,
          even.light_ink, faded.faded,           std::move(faded.dark)};
}

}  // namespace inkline
