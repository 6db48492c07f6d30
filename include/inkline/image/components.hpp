#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/box.hpp>

namespace inkline {

/// One connected piece of ink.
struct Component {
  Box box;
  int area = 0;  ///< ink pixels
};

/// All connected pieces of ink on a page.
struct Components {
  cv::Mat1i labels;  ///< 0 for paper, i + 1 for pixels of items[i]
  std::vector<Component> items;
};

/// Finds the 8-connected components of the ink, from top to bottom.
///
/// @param ink  ink above 0; left untouched
Components find_components(const cv::Mat1b& ink);

/// Width of the pen's strokes in pixels: twice the ink over its outline, since a stroke of length
/// l and width w has l * w pixels of ink and about 2 * l on its outline. 0 when there is no ink.
double stroke_width(const cv::Mat1b& ink);

/// The ink of some components alone, cut out at their common box.
///
/// @param members  indices into components.items
/// @return         the size of the common box, ink 255 on 0
cv::Mat1b ink_of(const Components& components, const std::vector<int>& members);

}  // namespace inkline
