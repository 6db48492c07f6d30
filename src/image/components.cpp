#include <inkline/image/components.hpp>

#include <cstddef>

#include <opencv2/imgproc.hpp>

namespace inkline {

Components find_components(const cv::Mat1b& ink) {
  Components found;
  if (ink.empty()) return found;
  cv::Mat1i statistics;
  cv::Mat1d centroids;
  const int labels =
      cv::connectedComponentsWithStats(ink, found.labels, statistics, centroids, 8, CV_32S);
  found.items.reserve(static_cast<std::size_t>(labels) - 1);
  for (int label = 1; label < labels; ++label) {
    const int* row = statistics.ptr<int>(label);
    found.items.push_back({{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                            row[cv::CC_STAT_HEIGHT]},
                           row[cv::CC_STAT_AREA]});
  }
  return found;
}

double stroke_width(const cv::Mat1b& ink) {
  const int area = ink.empty() ? 0 : cv::countNonZero(ink);
  if (area == 0) return 0;
  cv::Mat1b inner;
  cv::erode(ink, inner, cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}), {-1, -1}, 1,
            cv::BORDER_CONSTANT, cv::Scalar(0));
  const int outline = area - cv::countNonZero(inner);
  return 2.0 * area / outline;
}

cv::Mat1b ink_of(const Components& components, const std::vector<int>& members) {
  Box box;
  for (const int member : members) {
    box = united(box, components.items[static_cast<std::size_t>(member)].box);
  }
  cv::Mat1b ink(box.height, box.width, uchar{0});
  for (const int member : members) {
    const Box& part = components.items[static_cast<std::size_t>(member)].box;
    const cv::Rect on_page(part.x, part.y, part.width, part.height);
    const cv::Rect in_box(part.x - box.x, part.y - box.y, part.width, part.height);
    ink(in_box).setTo(255, components.labels(on_page) == member + 1);
  }
  return ink;
}

}  // namespace inkline
