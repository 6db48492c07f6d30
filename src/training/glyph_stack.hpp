#pragma once

#include <string>
#include <utility>
#include <vector>

#include <inkline/image/glyph_crop.hpp>
#include <inkline/training/data_set.hpp>

namespace inkline {

/// Crops with their labels, gathered by the readers of pictures.
struct GlyphStack {
  std::vector<LabelledItem> items;
  std::vector<uchar> pixels;  ///< kGlyphSize x kGlyphSize of each item, one after another

  void add(LabelledItem item, const cv::Mat1b& glyph);
};

/// A data set that hands out the crops as they are.
DataSet data_set_of(std::string name, GlyphStack stack, std::vector<std::string> notes);

}  // namespace inkline
