#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/features/glyph_features.hpp>

namespace inkline {

/// One labelled character before it is drawn.
struct LabelledItem {
  std::string label;   ///< one character, UTF-8; empty for ink that is no character (reject class)
  std::string writer;  ///< who wrote it, unique over all data sets; empty when not known
};

/// A glyph as the page pipeline would hand it to the classifier.
struct DrawnGlyph {
  cv::Mat1b glyph;       ///< 32 x 32, from crop_glyph()
  GlyphContext context;  ///< unknown where the data does not tell
};

/// Labelled characters that are made on demand. Copies are cheap and share the data.
struct DataSet {
  std::string name;                 ///< as given, KIND:PATH
  std::vector<LabelledItem> items;  ///< in an order that depends on the files alone
  /// Draws items[index]. The seed varies pen, slant, paper and context for pen ink; the same seed
  /// gives the same picture. Safe to call from several threads at once.
  std::function<DrawnGlyph(std::size_t index, std::uint64_t seed)> draw;
  std::vector<std::string> notes;  ///< what the reader skipped and why, with counts, for stderr
};

}  // namespace inkline
