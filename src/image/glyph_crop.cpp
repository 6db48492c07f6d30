#include <inkline/image/glyph_crop.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

namespace inkline {

void GlyphCropParams::check() const {
  require_setting(margin >= 0 && margin <= 12,
                  "glyph_crop.margin must be 0 to 12, got " + std::to_string(margin));
}

cv::Mat1b crop_glyph(const cv::Mat1b& ink, const GlyphCropParams& params) {
  params.check();
  cv::Mat1b glyph(kGlyphSize, kGlyphSize, uchar{0});
  const cv::Rect bounds = cv::boundingRect(ink);
  if (bounds.empty()) return glyph;

  const int room = kGlyphSize - 2 * params.margin;
  const double scale = static_cast<double>(room) / std::max(bounds.width, bounds.height);
  const auto scaled = [&](int length) {
    return std::clamp(static_cast<int>(std::lround(length * scale)), 1, room);
  };
  const cv::Size size(scaled(bounds.width), scaled(bounds.height));
  const cv::Rect place((kGlyphSize - size.width) / 2, (kGlyphSize - size.height) / 2, size.width,
                       size.height);
  cv::resize(ink(bounds), glyph(place), size, 0, 0, scale < 1.0 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return glyph;
}

}  // namespace inkline
