#include "glyph_stack.hpp"

#include <algorithm>
#include <cassert>
#include <memory>

namespace inkline {
namespace {

constexpr std::size_t kPixels = std::size_t{kGlyphSize} * kGlyphSize;

}  // namespace

void GlyphStack::add(LabelledItem item, const cv::Mat1b& glyph) {
  assert(glyph.rows == kGlyphSize && glyph.cols == kGlyphSize);
  items.push_back(std::move(item));
  pixels.insert(pixels.end(), glyph.begin(), glyph.end());
}

DataSet data_set_of(std::string name, GlyphStack stack, std::vector<std::string> notes) {
  DataSet data;
  data.name = std::move(name);
  data.items = std::move(stack.items);
  data.notes = std::move(notes);
  const auto pixels = std::make_shared<const std::vector<uchar>>(std::move(stack.pixels));
  data.draw = [pixels](std::size_t index, std::uint64_t) {
    assert((index + 1) * kPixels <= pixels->size());
    cv::Mat1b glyph(kGlyphSize, kGlyphSize);
    std::copy_n(pixels->data() + index * kPixels, kPixels, glyph.begin());
    return DrawnGlyph{glyph, {}};
  };
  return data;
}

}  // namespace inkline
