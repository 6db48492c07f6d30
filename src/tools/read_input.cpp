#include "read_input.hpp"

#include <cmath>
#include <iostream>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>

namespace inkline::tools {
namespace {

std::vector<std::byte> bytes_of(const Input& input) {
  return input.path.empty() ? read_stream(std::cin, input.name) : read_file(input.path);
}

struct Scale {
  double x = 1;
  double y = 1;
};

Box scaled(const Box& box, const Scale& scale) {
  const auto left = static_cast<int>(std::lround(box.x * scale.x));
  const auto top = static_cast<int>(std::lround(box.y * scale.y));
  return {left, top, static_cast<int>(std::lround(box.right() * scale.x)) - left,
          static_cast<int>(std::lround(box.bottom() * scale.y)) - top};
}

void scale_word(Word& word, const Scale& scale) {
  word.box = scaled(word.box, scale);
  for (Glyph& glyph : word.glyphs) glyph.box = scaled(glyph.box, scale);
}

}  // namespace

Picture decode_input(const Input& input) {
  if (!input.problem.empty()) throw Error(Fault::input, input.problem);
  return decode_picture(bytes_of(input), input.name);
}

Page read_input(const Input& input, const Readers& readers, const StepSink& steps,
                const ReadParams& params) {
  const Picture picture = decode_input(input);
  const Page page = read_page(picture.pixels, readers, params, steps);
  return scaled_page(page, picture.full_width, picture.full_height);
}

Page scaled_page(Page page, int width, int height) {
  if (page.width <= 0 || page.height <= 0 || (page.width == width && page.height == height)) {
    return page;
  }
  const Scale scale{static_cast<double>(width) / page.width,
                    static_cast<double>(height) / page.height};
  page.width = width;
  page.height = height;
  for (Line& line : page.lines) {
    line.box = scaled(line.box, scale);
    for (Word& word : line.words) scale_word(word, scale);
  }
  return page;
}

}  // namespace inkline::tools
