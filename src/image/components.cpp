#include <inkline/image/components.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>

#include <opencv2/imgproc.hpp>

#include "ink_runs.hpp"

namespace inkline {
namespace {

cv::Mat1i labels_of(const InkRuns& runs, cv::Size size) {
  cv::Mat1i labels(size, 0);
  for (const InkRun& run : runs.runs) {
    int* const row = labels.ptr<int>(run.y);
    std::fill(row + run.begin, row + run.end, run.component + 1);
  }
  return labels;
}

/// What its runs tell of a component.
struct InkFacts {
  int left = std::numeric_limits<int>::max();
  int right = 0;  ///< behind the last column
  int top = 0;
  int bottom = 0;  ///< behind the last row
  int area = 0;
  int along = 0;  ///< runs along the rows of pixels
  int down = 0;   ///< runs down the columns

  Box box() const { return {left, top, right - left, bottom - top}; }
  double thickness() const { return 1.0 * area / std::max(along, down); }
};

std::vector<InkFacts> facts_of(const InkRuns& runs) {
  std::vector<InkFacts> facts(runs.components);
  for (std::size_t i = 0; i < runs.runs.size(); ++i) {
    const InkRun& run = runs.runs[i];
    InkFacts& own = facts[static_cast<std::size_t>(run.component)];
    if (own.area == 0) own.top = run.y;  // runs come from top to bottom
    own.bottom = run.y + 1;
    own.left = std::min(own.left, run.begin);
    own.right = std::max(own.right, run.end);
    own.area += run.length();
    own.along += 1;
    own.down += run.length() - runs.below_ink[i];
  }
  return facts;
}

/// A single letter is its own core; what is wider may be several that are joined.
bool may_be_joined(const Box& box) {
  return box.width > box.height;
}

std::vector<StrokeCore> cores_of(const InkRuns& runs, const std::vector<InkFacts>& facts) {
  std::vector<std::vector<int>> crossings(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Box box = facts[i].box();
    if (may_be_joined(box)) crossings[i].assign(static_cast<std::size_t>(box.height), 0);
  }
  for (const InkRun& run : runs.runs) {
    const auto own = static_cast<std::size_t>(run.component);
    if (crossings[own].empty()) continue;
    ++crossings[own][static_cast<std::size_t>(run.y - facts[own].top)];
  }
  std::vector<StrokeCore> cores;
  cores.reserve(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const bool joined = !crossings[i].empty();
    cores.push_back(joined ? core_of_strokes(crossings[i])
                           : StrokeCore{0, facts[i].bottom - facts[i].top});
  }
  return cores;
}

}  // namespace

Components find_components(const cv::Mat1b& ink) {
  Components found;
  if (ink.empty()) return found;
  const InkRuns runs = find_runs(ink);
  found.labels = labels_of(runs, ink.size());
  const std::vector<InkFacts> facts = facts_of(runs);
  const std::vector<StrokeCore> cores = cores_of(runs, facts);
  found.items.reserve(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const InkFacts& own = facts[i];
    found.items.push_back({own.box(), own.area, cores[i].top, cores[i].height, own.thickness()});
  }
  return found;
}

Component measure_component(const cv::Mat1i& labels, const Box& within, int label) {
  const cv::Mat1i window = labels(cv::Rect(within.x, within.y, within.width, within.height));
  InkRuns runs = find_runs(cv::Mat1b(window == label));
  if (runs.components == 0) return {};
  // One label is one component here, whether its pixels touch or not.
  for (InkRun& run : runs.runs) run.component = 0;
  runs.components = 1;
  const std::vector<InkFacts> facts = facts_of(runs);
  const StrokeCore core = cores_of(runs, facts).front();
  Box box = facts.front().box();
  box.x += within.x;
  box.y += within.y;
  return {box, facts.front().area, core.top, core.height, facts.front().thickness()};
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
