#include "threshold_sheet.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/image/clean_ink.hpp>
#include <inkline/image/components.hpp>
#include <inkline/image/histogram_threshold.hpp>

namespace inkline::tools {
namespace {

constexpr std::array kOnePerPage{InkMethod::isodata, InkMethod::li,   InkMethod::mean,
                                 InkMethod::minimum, InkMethod::otsu, InkMethod::triangle,
                                 InkMethod::yen};

constexpr int kColumns = 3;
constexpr int kGap = 18;  // pixels of the sheet, as all that follow
const cv::Size kMostPanel(776, 1250);
constexpr int kLeastColumn = 380;  // what the longest label needs
constexpr int kLabelHeight = 44;
constexpr double kLetterScale = 0.8;
const cv::Vec3b kTable(215, 215, 215);
const cv::Scalar kLetters(0, 0, 0);

/// Of thresholds that differ from place to place.
std::optional<ShadeRange> range_of(const cv::Mat1b& thresholds, const cv::Mat1b& ink) {
  constexpr double left_out = 0.05;  // on either side; they fade out to 0 around the writing
  cv::Mat1b at_ink(thresholds.size(), uchar{0});
  thresholds.copyTo(at_ink, ink);
  Histogram histogram = histogram_of(at_ink);
  histogram[0] = 0;  // no ink
  const double all = std::accumulate(histogram.begin(), histogram.end(), 0.0);
  if (all <= 0) return std::nullopt;
  ShadeRange range;
  double so_far = 0;
  for (int shade = 0; so_far < (1 - left_out) * all; ++shade) {
    so_far += histogram[static_cast<std::size_t>(shade)];
    if (so_far <= left_out * all) range.least = shade + 1;
    range.most = shade;
  }
  return range;
}

std::optional<ShadeRange> threshold_of(const cv::Mat1b& even, const cv::Mat1b& ink,
                                       const BinariseParams& params) {
  if (params.method == InkMethod::edges) return range_of(edge_threshold(even, params.edges), ink);
  const std::optional<int> threshold = page_threshold(even, params);
  if (!threshold) return std::nullopt;
  return ShadeRange{*threshold, *threshold};
}

ThresholdTrial trial_of(const cv::Mat1b& even, BinariseParams params, InkMethod method) {
  params.method = method;
  const cv::Mat1b raw = binarise(even, params);
  return {method, threshold_of(even, raw, params), clean_ink(raw, stroke_width(raw))};
}

std::string label_of(const ThresholdTrial& trial) {
  std::string label(name_of(trial.method));
  if (trial.method == BinariseParams{}.method) label += " (default)";
  if (!trial.threshold) return label + ": none";
  label += ": " + std::to_string(trial.threshold->least);
  const bool is_range = trial.threshold->least < trial.threshold->most;
  return is_range ? label + " to " + std::to_string(trial.threshold->most) : label;
}

cv::Size reduced_size(const cv::Size& size) {
  const double scale = std::min({1.0, static_cast<double>(kMostPanel.width) / size.width,
                                 static_cast<double>(kMostPanel.height) / size.height});
  return {std::max(1, static_cast<int>(size.width * scale)),
          std::max(1, static_cast<int>(size.height * scale))};
}

cv::Mat reduced(const cv::Mat& picture, const cv::Size& size) {
  cv::Mat small;
  cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
  if (small.channels() == 1) cv::cvtColor(small, small, cv::COLOR_GRAY2BGR);
  return small;
}

/// Puts panels and labels where they belong on a sheet.
struct Grid {
  cv::Size panel;
  cv::Size cell;
  int rows = 0;

  Grid(const cv::Size& panel_size, std::size_t count)
      : panel(panel_size),
        cell(std::max(panel.width, kLeastColumn) + kGap, panel.height + kLabelHeight + kGap),
        rows((static_cast<int>(count) + kColumns - 1) / kColumns) {}

  cv::Mat3b empty_sheet() const {
    return cv::Mat3b(rows * cell.height + kGap, kColumns * cell.width + kGap, kTable);
  }
  cv::Point place(std::size_t index) const {
    const int i = static_cast<int>(index);
    return {kGap + i % kColumns * cell.width, kGap + i / kColumns * cell.height};
  }
};

void put(cv::Mat3b& sheet, const Grid& grid, std::size_t index, const cv::Mat& picture,
         const std::string& label) {
  const cv::Point corner = grid.place(index);
  reduced(picture, grid.panel).copyTo(sheet({corner, grid.panel}));
  const cv::Point base(corner.x, corner.y + grid.panel.height + kLabelHeight * 3 / 4);
  cv::putText(sheet, label, base, cv::FONT_HERSHEY_SIMPLEX, kLetterScale, kLetters, 2, cv::LINE_AA);
}

}  // namespace

std::vector<ThresholdTrial> try_thresholds(const cv::Mat1b& grey, const MarkInkParams& params) {
  const MarkedInk marked = mark_ink(grey, params);
  std::vector<ThresholdTrial> trials;
  for (const InkMethod method : kOnePerPage) {
    trials.push_back(trial_of(marked.even, params.binarise, method));
  }
  trials.push_back(trial_of(marked.even, params.binarise, BinariseParams{}.method));
  return trials;
}

cv::Mat3b threshold_sheet(const cv::Mat& picture, const std::vector<ThresholdTrial>& trials) {
  const Grid grid(reduced_size(picture.size()), trials.size() + 1);
  cv::Mat3b sheet = grid.empty_sheet();
  put(sheet, grid, 0, picture, "as it is");
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const cv::Mat1b black_on_white(255 - trials[i].ink);
    put(sheet, grid, i + 1, black_on_white, label_of(trials[i]));
  }
  return sheet;
}

}  // namespace inkline::tools
