#include <inkline/image/split_component.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace inkline {
namespace {

/// How far below the line through the middle of the box at height 0 a pixel lies.
int place_of(int x, int y, const Box& box, double slope) {
  return static_cast<int>(std::floor(y + 0.5 - slope * (x + 0.5 - box.centre_x())));
}

/// Ink of the component on each line from `top` to `bottom`.
std::vector<int> ink_on_lines(const Components& components, int item, double slope, int top,
                              int bottom) {
  const Box& box = components.items[static_cast<std::size_t>(item)].box;
  std::vector<int> ink(static_cast<std::size_t>(bottom - top) + 1, 0);
  for (int y = box.y; y < box.bottom(); ++y) {
    const int* labels = components.labels.ptr<int>(y);
    for (int x = box.x; x < box.right(); ++x) {
      const int place = place_of(x, y, box, slope);
      if (labels[x] != item + 1 || place < top || place > bottom) continue;
      ++ink[static_cast<std::size_t>(place - top)];
    }
  }
  return ink;
}

/// The middle of the first run of lines with the least ink.
int thinnest_line(const std::vector<int>& ink, int top) {
  const auto least = std::min_element(ink.begin(), ink.end());
  const auto end = std::find_if(least, ink.end(), [&](int amount) { return amount != *least; });
  return top + static_cast<int>((least - ink.begin()) + (end - least) / 2);
}

/// Gives the ink below the line a new label.
void relabel_below(Components& components, int item, double slope, int line, int new_label) {
  const Box box = components.items[static_cast<std::size_t>(item)].box;
  for (int y = box.y; y < box.bottom(); ++y) {
    int* labels = components.labels.ptr<int>(y);
    for (int x = box.x; x < box.right(); ++x) {
      if (labels[x] == item + 1 && place_of(x, y, box, slope) >= line) labels[x] = new_label;
    }
  }
}

}  // namespace

bool split_component(Components& components, int item, const CrossCut& cut) {
  const Box box = components.items[static_cast<std::size_t>(item)].box;
  const int top = static_cast<int>(std::floor(std::min(cut.top, cut.bottom)));
  const int bottom = std::max(top, static_cast<int>(std::ceil(std::max(cut.top, cut.bottom))));
  const int line = thinnest_line(ink_on_lines(components, item, cut.slope, top, bottom), top);
  const int new_label = static_cast<int>(components.items.size()) + 1;
  relabel_below(components, item, cut.slope, line, new_label);
  const Component above = measure_component(components.labels, box, item + 1);
  const Component below = measure_component(components.labels, box, new_label);
  if (above.area == 0 || below.area == 0) {
    cv::Mat1i area = components.labels(cv::Rect(box.x, box.y, box.width, box.height));
    area.setTo(item + 1, area == new_label);
    return false;
  }
  components.items[static_cast<std::size_t>(item)] = above;
  components.items.push_back(below);
  return true;
}

}  // namespace inkline
