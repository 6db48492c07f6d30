#include <inkline/image/components.hpp>

#include <algorithm>
#include <cstddef>

#include <opencv2/imgproc.hpp>

namespace inkline {
namespace {

/// Runs of ink of one component in each of its rows of pixels.
std::vector<int> crossings_of(const cv::Mat1i& labels, int label) {
  std::vector<int> crossings;
  crossings.reserve(static_cast<std::size_t>(labels.rows));
  for (int y = 0; y < labels.rows; ++y) {
    const int* row = labels.ptr<int>(y);
    int runs = 0;
    bool inside = false;
    for (int x = 0; x < labels.cols; ++x) {
      const bool ink = row[x] == label;
      runs += ink && !inside ? 1 : 0;
      inside = ink;
    }
    crossings.push_back(runs);
  }
  return crossings;
}

/// A single letter is its own core; what is wider may be several that are joined.
StrokeCore core_of(const cv::Mat1i& labels, const Box& box, int label) {
  if (box.width <= box.height) return {0, box.height};
  return core_of_strokes(
      crossings_of(labels(cv::Rect(box.x, box.y, box.width, box.height)), label));
}

/// How often the ink of each component starts along the rows of pixels, and down the columns.
struct RunCounts {
  std::vector<int> along;
  std::vector<int> down;
};

RunCounts count_runs(const cv::Mat1i& labels, std::size_t count) {
  RunCounts runs{std::vector<int>(count, 0), std::vector<int>(count, 0)};
  for (int y = 0; y < labels.rows; ++y) {
    const int* row = labels.ptr<int>(y);
    const int* above = y > 0 ? labels.ptr<int>(y - 1) : nullptr;
    for (int x = 0; x < labels.cols; ++x) {
      const int label = row[x];
      if (label == 0) continue;
      const auto index = static_cast<std::size_t>(label) - 1;
      if (x == 0 || row[x - 1] != label) ++runs.along[index];
      if (above == nullptr || above[x] != label) ++runs.down[index];
    }
  }
  return runs;
}

}  // namespace

Components find_components(const cv::Mat1b& ink) {
  Components found;
  if (ink.empty()) return found;
  cv::Mat1i statistics;
  cv::Mat1d centroids;
  const int labels =
      cv::connectedComponentsWithStats(ink, found.labels, statistics, centroids, 8, CV_32S);
  const RunCounts runs = count_runs(found.labels, static_cast<std::size_t>(labels) - 1);
  found.items.reserve(static_cast<std::size_t>(labels) - 1);
  for (int label = 1; label < labels; ++label) {
    const int* row = statistics.ptr<int>(label);
    const Box box{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                  row[cv::CC_STAT_HEIGHT]};
    const StrokeCore core = core_of(found.labels, box, label);
    const auto index = static_cast<std::size_t>(label) - 1;
    const int area = row[cv::CC_STAT_AREA];
    const double thickness = 1.0 * area / std::max(runs.along[index], runs.down[index]);
    found.items.push_back({box, area, core.top, core.height, thickness});
  }
  return found;
}

Component measure_component(const cv::Mat1i& labels, const Box& within, int label) {
  const cv::Mat1i window = labels(cv::Rect(within.x, within.y, within.width, within.height));
  const cv::Mat1b ink(window == label);
  const cv::Rect bounds = cv::boundingRect(ink);
  if (bounds.empty()) return {};
  const Box box{within.x + bounds.x, within.y + bounds.y, bounds.width, bounds.height};
  const cv::Mat1b own = ink(bounds);
  cv::Mat1i own_label;
  own.convertTo(own_label, CV_32S, 1.0 / 255);
  const RunCounts runs = count_runs(own_label, 1);
  const StrokeCore core = core_of(labels, box, label);
  const int area = cv::countNonZero(own);
  const double thickness = 1.0 * area / std::max(runs.along[0], runs.down[0]);
  return {box, area, core.top, core.height, thickness};
}

StrokeCore core_of_strokes(const std::vector<int>& crossings) {
  if (crossings.empty()) return {};
  const int rows = static_cast<int>(crossings.size());
  const int reach = rows / 20;  // single rows, as those of the bar of a t, are evened out
  std::vector<double> smooth;
  for (int y = 0; y < rows; ++y) {
    const int from = std::max(0, y - reach);
    const int to = std::min(rows, y + reach + 1);
    double sum = 0;
    for (int i = from; i < to; ++i) sum += crossings[static_cast<std::size_t>(i)];
    smooth.push_back(sum / (to - from));
  }
  const auto most = std::max_element(smooth.begin(), smooth.end());
  const auto belongs = [&](double strokes) { return strokes > *most / 2; };
  auto top = most;
  while (top != smooth.begin() && belongs(*std::prev(top))) --top;
  const auto bottom = std::find_if_not(most, smooth.end(), belongs);
  return {static_cast<int>(top - smooth.begin()), static_cast<int>(bottom - top)};
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
