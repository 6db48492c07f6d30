#include "reliability_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "report_text.hpp"

namespace inkline::tools {
namespace {

constexpr std::size_t kBins = 10;
constexpr int kSide = 480;  // pixels of a diagram's square, as all that follow
constexpr int kLeft = 90;   // of the square, for its scale
constexpr int kRight = 50;
constexpr int kAbove = 90;
constexpr int kBelow = 110;
constexpr double kTitleScale = 0.65;
constexpr double kTextScale = 0.45;

const cv::Scalar kInk(40, 40, 40);
const cv::Scalar kGrid(225, 225, 225);
const cv::Scalar kBar(215, 165, 95);
const cv::Scalar kGap(80, 80, 220);  // between what is said and what is right
const cv::Scalar kCurve(150, 80, 20);

/// Puts texts and lines into one diagram, whose axes go from 0 to 1 or from `low` to 1.
class Diagram {
 public:
  Diagram(cv::Mat3b picture, double low_y) : picture_(std::move(picture)), low_y_(low_y) {}

  cv::Point at(double x, double y) const {
    const double up = (y - low_y_) / (1 - low_y_);
    return {kLeft + static_cast<int>(std::lround(x * kSide)),
            kAbove + static_cast<int>(std::lround((1 - up) * kSide))};
  }

  void write(const std::string& text, cv::Point middle, double scale, const cv::Scalar& colour) {
    const cv::Size size = cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, scale, 1, nullptr);
    const cv::Point foot(middle.x - size.width / 2, middle.y + size.height / 2);
    cv::putText(picture_, text, foot, cv::FONT_HERSHEY_SIMPLEX, scale, colour, 1, cv::LINE_AA);
  }

  void draw_frame(const std::string& title, const std::string& x_name, const std::string& y_name) {
    constexpr int steps = 10;
    for (int i = 0; i <= steps; ++i) {
      const double x = 1.0 * i / steps;
      const double y = low_y_ + (1 - low_y_) * x;
      cv::line(picture_, at(0, y), at(1, y), kGrid);
      cv::line(picture_, at(x, low_y_), at(x, 1), kGrid);
      write(decimals_of(y, low_y_ > 0 ? 2 : 1), at(0, y) - cv::Point(26, 0), kTextScale, kInk);
      write(decimals_of(x, 1), at(x, low_y_) + cv::Point(0, 16), kTextScale, kInk);
    }
    cv::rectangle(picture_, at(0, 1), at(1, low_y_), kInk);
    write(title, {kLeft + kSide / 2, kAbove / 3}, kTitleScale, kInk);
    write(y_name, {kLeft + kSide / 2, kAbove - 22}, kTextScale, kInk);
    write(x_name, {kLeft + kSide / 2, kAbove + kSide + kBelow - 22}, kTextScale, kInk);
  }

  cv::Mat3b& picture() { return picture_; }

 private:
  cv::Mat3b picture_;  ///< a part of the whole
  double low_y_;
};

std::string trimmed(const std::string& text) {
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

void draw_bars(const std::vector<ReliabilityBin>& bins, Diagram& diagram) {
  for (const ReliabilityBin& bin : bins) {
    const double middle = (bin.low + bin.high) / 2;
    diagram.write(std::to_string(bin.answers), diagram.at(middle, 0) + cv::Point(0, 40), kTextScale,
                  kInk);
    if (bin.answers == 0) continue;
    const cv::Point left = diagram.at(bin.low, bin.accuracy) + cv::Point(3, 0);
    const cv::Point right = diagram.at(bin.high, 0) - cv::Point(3, 1);
    cv::rectangle(diagram.picture(), left, right, kBar, cv::FILLED);
    cv::rectangle(diagram.picture(), left, right, kInk);
    const cv::Point said = diagram.at(bin.confidence, bin.confidence);
    cv::line(diagram.picture(), said, diagram.at(bin.confidence, bin.accuracy), kGap, 2,
             cv::LINE_AA);
    cv::circle(diagram.picture(), said, 4, kGap, cv::FILLED, cv::LINE_AA);
  }
}

void draw_reliability(std::span<const JudgedAnswer> answers, Diagram diagram) {
  const std::vector<ReliabilityBin> bins = reliability(answers, kBins);
  diagram.draw_frame(
      "expected calibration error " + trimmed(percent(expected_calibration_error(bins))),
      "confidence (number of characters)", "share that is right (bars), confidence (dots)");
  draw_bars(bins, diagram);
  cv::line(diagram.picture(), diagram.at(0, 0), diagram.at(1, 1), kInk, 1, cv::LINE_AA);
}

std::vector<double> shares() {
  constexpr int count = 50;
  std::vector<double> list;
  for (int i = 1; i <= count; ++i) list.push_back(1.0 * i / count);
  return list;
}

void draw_coverage(std::span<const JudgedAnswer> answers, const cv::Mat3b& canvas) {
  const std::vector<CoveragePoint> points = accuracy_against_coverage(answers, shares());
  double least = 1;
  for (const CoveragePoint& point : points) least = std::min(least, point.accuracy);
  const double low = std::clamp(std::floor(least * 10) / 10, 0.0, 0.9);
  Diagram diagram(canvas, low);
  const double all = points.empty() ? 0 : points.back().accuracy;
  diagram.draw_frame(
      std::to_string(answers.size()) + " characters, " + trimmed(percent(all)) + " right",
      "share of characters given, the surest first", "share of these that is right");
  for (std::size_t i = 1; i < points.size(); ++i) {
    cv::line(diagram.picture(), diagram.at(points[i - 1].coverage, points[i - 1].accuracy),
             diagram.at(points[i].coverage, points[i].accuracy), kCurve, 2, cv::LINE_AA);
  }
}

}  // namespace

cv::Mat3b reliability_picture(std::span<const JudgedAnswer> answers) {
  constexpr int width = kLeft + kSide + kRight;
  cv::Mat3b picture(kAbove + kSide + kBelow, 2 * width, cv::Vec3b(255, 255, 255));
  draw_reliability(answers, Diagram(picture.colRange(0, width), 0));
  draw_coverage(answers, picture.colRange(width, 2 * width));
  return picture;
}

}  // namespace inkline::tools
