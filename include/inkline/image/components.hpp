#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/box.hpp>

namespace inkline {

/// One connected piece of ink.
struct Component {
  Box box;
  int area = 0;          ///< ink pixels
  int core_top = 0;      ///< see core_of_strokes(); from the top of the box
  int core_height = 0;   ///< the height of the box where it is not wider than high
  double thickness = 0;  ///< mean length of the runs of ink across it, or down if these are shorter
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

/// Measures the pixels of a label inside a box; nothing but zeros when there are none.
Component measure_component(const cv::Mat1i& labels, const Box& within, int label);

/// The rows of pixels that a large share of the strokes run through: for a joined word the height
/// of its small letters, without ascenders, descenders and flourishes.
struct StrokeCore {
  int top = 0;
  int height = 0;
};

/// @param crossings  strokes met in each row of pixels, from the top
/// @return           the rows around the one with the most strokes that have more than half as
/// many;
///                   empty for no rows
StrokeCore core_of_strokes(const std::vector<int>& crossings);

/// Width of the pen's strokes in pixels: twice the ink over its outline, since a stroke of length
/// l and width w has l * w pixels of ink and about 2 * l on its outline. 0 when there is no ink.
double stroke_width(const cv::Mat1b& ink);

/// The ink of some components alone, cut out at their common box.
///
/// @param members  indices into components.items
/// @return         the size of the common box, ink 255 on 0
cv::Mat1b ink_of(const Components& components, const std::vector<int>& members);

}  // namespace inkline
