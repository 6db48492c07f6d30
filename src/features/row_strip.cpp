#include <inkline/features/row_strip.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <Eigen/Cholesky>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "gradient_cells.hpp"
#include "stroke_width.hpp"

namespace inkline {
namespace {

constexpr double kLetterWidth = 2.5;  // of a usual letter with its gap, in spreads
constexpr double kLetterNoise = 0.6;  // how far letters' own middles stray, in spreads
constexpr double kSlantNoise = 0.35;  // how far a letter's slant strays from the hand's
constexpr double kLeastSpread = 0.3;  // of a line one pixel high, pixels
constexpr int kPad = 2;               // of the scaled row, pixels: room for strokes to grow
constexpr double kMostShrunk = 0.35;  // of a stroke's width, on either side
constexpr int kCoarseHeight = 48;     // pixels: enough to measure a row
constexpr double kFarOff = 2.7;       // ink further from the middle is another row's, in spreads
constexpr double kUsualBend = 0.012;  // of the middle line: standard deviations of the
constexpr double kUsualDoubleBend = 0.008;  // second and third degree, in widths of the row

using Weights = Eigen::Vector4d;

/// Legendre polynomials of degree 0 to 3.
Weights legendre(double u) {
  return {1, u, 1.5 * u * u - 0.5, (2.5 * u * u - 1.5) * u};
}

cv::Size scaled_size(const cv::Mat1b& ink, double scale) {
  const auto length = [&](int full) {
    return std::max(1, static_cast<int>(std::lround(full * scale)));
  };
  return {length(ink.cols), length(ink.rows)};
}

cv::Mat1b resized(const cv::Mat1b& ink, cv::Size size) {
  cv::Mat1b copy;
  cv::resize(ink, copy, size, 0, 0, size.width < ink.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
  return copy;
}

cv::Mat1b scaled(const cv::Mat1b& ink, double scale) {
  return resized(ink, scaled_size(ink, scale));
}

/// The scaled row with strokes of the wanted width, 0 for the one they have, and kPad empty pixels
/// around it.
cv::Mat1b with_even_strokes(const cv::Mat1b& row, double scale, double stroke) {
  const int fine =
      stroke > 0 ? 4 : 1;  // strokes are measured and grown at this many times the scale
  const int pad = fine * kPad;
  const cv::Size size = scaled_size(row, scale);
  cv::Mat1b ink;
  cv::copyMakeBorder(resized(row, size * fine), ink, pad, pad, pad, pad, cv::BORDER_CONSTANT,
                     cv::Scalar(0));
  if (stroke == 0) return ink;
  const double width = mean_stroke_width(ink);
  const double growth = std::clamp((fine * stroke - width) / 2, -kMostShrunk * width, pad - 1.0);
  return resized(with_strokes_grown(ink, growth), size + cv::Size(2 * kPad, 2 * kPad));
}

/// Ink of every column: how much there is, and the first two moments of its y.
struct ColumnInk {
  Eigen::ArrayXf amount;
  Eigen::ArrayXf moment;
  Eigen::ArrayXf second_moment;
};

/// Column moments of the ink within `reach` of a line.
ColumnInk column_ink(const cv::Mat1b& ink, const MiddleLine& line, double reach) {
  const Eigen::ArrayXf none = Eigen::ArrayXf::Zero(ink.cols);
  ColumnInk columns{none, none, none};
  Eigen::ArrayXf middle(ink.cols);
  for (int x = 0; x < ink.cols; ++x) middle(x) = static_cast<float>(line(x));
  for (int y = 0; y < ink.rows; ++y) {
    const Eigen::Map<const Eigen::Array<uchar, Eigen::Dynamic, 1>> row(ink.ptr(y), ink.cols);
    const auto height = static_cast<float>(y);
    const Eigen::ArrayXf near = ((middle - height).abs() <= static_cast<float>(reach))
                                    .select(row.cast<float>() / 255.0F, none);
    columns.amount += near;
    columns.moment += height * near;
    columns.second_moment += height * height * near;
  }
  return columns;
}

/// Standard deviation of the ink's y about the line; 0 without ink.
double spread_about(const ColumnInk& columns, const MiddleLine& line) {
  double amount = 0;
  double square = 0;
  for (Eigen::Index x = 0; x < columns.amount.size(); ++x) {
    const double middle = line(static_cast<double>(x));
    amount += columns.amount(x);
    square += columns.second_moment(x) - 2 * middle * columns.moment(x) +
              middle * middle * columns.amount(x);
  }
  return amount > 0 ? std::sqrt(std::max(0.0, square / amount)) : 0;
}

/// The line that is most likely when each letter's middle strays from it and slope and bends are
/// of usual size: least squares with a penalty on each degree (ridge regression).
MiddleLine fit_middle(const ColumnInk& columns, double spread, const StripParams& params) {
  MiddleLine line;
  const Eigen::Index count = columns.amount.size();
  line.half_width = std::max(1.0, static_cast<double>(count) / 2);
  line.centre = static_cast<double>(count) / 2 - 0.5;
  Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
  Weights right = Weights::Zero();
  double amount = 0;
  for (Eigen::Index x = 0; x < count; ++x) {
    if (columns.amount(x) == 0) continue;
    const Weights basis = legendre((static_cast<double>(x) - line.centre) / line.half_width);
    normal += columns.amount(x) * basis * basis.transpose();
    right += columns.moment(x) * basis;
    amount += columns.amount(x);
  }
  if (amount == 0) return line;
  const double width = 2 * line.half_width;
  const double letters = std::max(1.0, width / (kLetterWidth * spread));
  const double noise = kLetterNoise * spread;
  const double evidence = letters / (amount * noise * noise);
  const auto penalty = [](double usual) { return 1 / std::max(1e-12, usual * usual); };
  normal *= evidence;
  right *= evidence;
  normal(1, 1) += penalty(params.usual_slope * line.half_width);
  normal(2, 2) += penalty(kUsualBend * width);
  normal(3, 3) += penalty(kUsualDoubleBend * width);
  const Weights weights = normal.ldlt().solve(right);
  std::copy(weights.begin(), weights.end(), line.weights.begin());
  return line;
}

struct Shape {
  MiddleLine middle;
  double spread = 0;
};

/// Middle and spread of the ink; what lies far off the first middle is left out of the second.
Shape measure(const cv::Mat1b& ink, const StripParams& params) {
  ColumnInk columns = column_ink(ink, {}, ink.rows);
  Shape shape{{}, static_cast<double>(ink.rows)};
  for (int round = 0; round < 4; ++round) {
    shape.middle = fit_middle(columns, shape.spread, params);
    shape.spread = std::max(kLeastSpread, spread_about(columns, shape.middle));
    if (round == 1 || round == 2) columns = column_ink(ink, shape.middle, kFarOff * shape.spread);
  }
  return shape;
}

/// The same, measured on a reduced copy of large ink.
Shape measure_quickly(const cv::Mat1b& row, const StripParams& params) {
  const double scale = std::min(1.0, static_cast<double>(kCoarseHeight) / row.rows);
  if (scale == 1) return measure(row, params);
  const cv::Mat1b small = scaled(row, scale);
  Shape shape = measure(small, params);
  const double across = static_cast<double>(row.cols) / small.cols;
  const double down = static_cast<double>(row.rows) / small.rows;
  shape.spread *= down;
  for (double& weight : shape.middle.weights) weight *= down;
  shape.middle.weights[0] += 0.5 * down - 0.5;
  shape.middle.centre = (shape.middle.centre + 0.5) * across - 0.5;
  shape.middle.half_width *= across;
  return shape;
}

/// The shear that makes near-vertical edges upright, drawn towards 0 when there are few letters.
/// An edge with gradient (gx, gy) is upright after a shear s when gy - s * gx is 0: least squares
/// over the edges that are near vertical after the shear found so far.
double slant_of(const cv::Mat1b& ink, double letters, double usual) {
  cv::Mat1s gx;
  cv::Mat1s gy;
  cv::Sobel(ink, gx, CV_16S, 1, 0);
  cv::Sobel(ink, gy, CV_16S, 0, 1);
  double slant = 0;
  for (int round = 0; round < 3; ++round) {
    double product = 0;
    double square = 0;
    for (int y = 0; y < ink.rows; ++y) {
      const short* row_x = gx.ptr<short>(y);
      const short* row_y = gy.ptr<short>(y);
      for (int x = 0; x < ink.cols; ++x) {
        const float across = row_x[x];
        const float down = row_y[x];
        if (std::abs(down - static_cast<float>(slant) * across) > 0.6F * std::abs(across)) continue;
        product += across * down;
        square += across * across;
      }
    }
    if (square == 0) return 0;
    slant = std::clamp(product / square, -1.0, 1.5);
  }
  const double trust = usual * usual / (usual * usual + kSlantNoise * kSlantNoise / letters);
  return trust * slant;
}

/// Fetches every pixel of the strip from the scaled row.
void lay_out(const cv::Mat1b& small, const cv::Mat1b& row, RowStrip& strip) {
  const double across = static_cast<double>(small.cols - 2 * kPad) / row.cols;
  const double down = static_cast<double>(small.rows - 2 * kPad) / row.rows;
  cv::Mat1f map_x(strip.ink.size());
  cv::Mat1f map_y(strip.ink.size());
  for (int x = 0; x < strip.ink.cols; ++x) {
    const cv::Point2d top = strip.in_row(x + 0.5, 0.5);
    const cv::Point2d bottom = strip.in_row(x + 0.5, kStripHeight - 0.5);
    const cv::Point2d step = (bottom - top) / (kStripHeight - 1);
    for (int y = 0; y < kStripHeight; ++y) {
      const cv::Point2d place = top + y * step;
      map_x(y, x) = static_cast<float>((place.x + 0.5) * across - 0.5 + kPad);
      map_y(y, x) = static_cast<float>((place.y + 0.5) * down - 0.5 + kPad);
    }
  }
  cv::remap(small, strip.ink, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(0));
}

constexpr int kGreyCells = 16;
constexpr std::size_t kGradients = std::size_t{kDirections} * kCells;
static_assert(kGradients + kGreyCells == kStripFeatures);

using PixelColumn = std::array<float, kGradients>;  // direction by direction, cells from the top

/// Adds what one pixel's gradient gives to the cells above and below it.
void pool_pixel(float gx, float gy, int y, const std::array<float, kCellSpan>& weights,
                PixelColumn& column) {
  constexpr float scale = 1.0F / (4 * 255.0F);
  const SplitGradient split = split_gradient(gx * scale, gy * scale);
  // Cell c covers rows 4 c - 2 to 4 c + 5, so that a pixel lies in two of them.
  const int lower = (y + 2) / kCellStride;
  for (const int cell : {lower - 1, lower}) {
    if (cell < 0 || cell >= kCells) continue;
    const float weight = weights[static_cast<std::size_t>(y + 2 - cell * kCellStride)];
    column[static_cast<std::size_t>(split.axis * kCells + cell)] += weight * split.along_axis;
    column[static_cast<std::size_t>(split.diagonal * kCells + cell)] +=
        weight * split.along_diagonal;
  }
}

/// Gradients of one column of pixels, pooled down the column.
PixelColumn pool_column(const cv::Mat1b& padded, int x,
                        const std::array<float, kCellSpan>& weights) {
  PixelColumn column{};
  for (int y = 0; y < kStripHeight; ++y) {
    const uchar* above = padded.ptr(y) + x;
    const uchar* here = padded.ptr(y + 1) + x;
    const uchar* below = padded.ptr(y + 2) + x;
    const int gx = (above[2] - above[0]) + 2 * (here[2] - here[0]) + (below[2] - below[0]);
    const int gy = (below[0] - above[0]) + 2 * (below[1] - above[1]) + (below[2] - above[2]);
    if (gx == 0 && gy == 0) continue;
    pool_pixel(static_cast<float>(gx), static_cast<float>(gy), y, weights, column);
  }
  return column;
}

/// Grey values about pixel column x: 4 pixels wide, 2 high.
void describe_grey(const cv::Mat1b& strip, int x, float* values) {
  const int begin = std::max(0, x - 1);
  const int end = std::min(strip.cols, x + 3);
  for (int cell = 0; cell < kGreyCells; ++cell) {
    int sum = 0;
    for (int y = 2 * cell; y < 2 * cell + 2; ++y) {
      for (int i = begin; i < end; ++i) sum += strip(y, i);
    }
    values[cell] = static_cast<float>(sum) / (8 * 255.0F);
  }
}

}  // namespace

void StripParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("strip.") + what + ", got " + std::to_string(value));
  };
  require(spread >= 2 && spread <= 8, "spread must be 2 to 8", spread);
  require(margin >= 0 && margin <= 32, "margin must be 0 to 32", margin);
  require(stroke == 0 || (stroke >= 1 && stroke <= 5), "stroke must be 1 to 5, or 0", stroke);
  require(usual_slope >= 0 && usual_slope <= 0.5, "usual_slope must be 0 to 0.5", usual_slope);
  require(usual_slant >= 0 && usual_slant <= 1, "usual_slant must be 0 to 1", usual_slant);
  require(most_enlarged >= 1 && most_enlarged <= 10, "most_enlarged must be 1 to 10",
          most_enlarged);
}

double MiddleLine::operator()(double x) const {
  // Past its ends the line goes on level, not along the polynomial.
  const Weights basis = legendre(std::clamp((x - centre) / half_width, -1.0, 1.0));
  return Eigen::Map<const Weights>(weights.data()).dot(basis);
}

cv::Point2d RowStrip::in_row(double x, double y) const {
  const double on_middle = left + x / scale;
  const double below = (y - kStripHeight / 2.0) / scale;
  return {on_middle - slant * below, middle(on_middle) + below};
}

cv::Point2d RowStrip::in_strip(double x, double y) const {
  // The middle line is nearly level, so that its height above x stands for that a little beside.
  const double below = y - middle(x);
  return {(x + slant * below - left) * scale, below * scale + kStripHeight / 2.0};
}

RowStrip normalise_row(const cv::Mat1b& ink, const StripParams& params, double least_spread) {
  params.check();
  RowStrip strip;
  const cv::Rect bounds = cv::boundingRect(ink);
  if (bounds.empty()) return strip;
  const cv::Mat1b row = ink(bounds);
  const Shape shape = measure_quickly(row, params);
  strip.middle = shape.middle;
  strip.scale =
      std::min(params.most_enlarged, params.spread / std::max(shape.spread, least_spread));
  const cv::Mat1b small = with_even_strokes(row, strip.scale, params.stroke);
  strip.slant = slant_of(small, std::max(1.0, small.cols / (kLetterWidth * params.spread)),
                         params.usual_slant);
  const double overhang = std::abs(strip.slant) * 1.5 * params.spread;
  const double margin = params.margin + overhang;
  strip.left = -margin / strip.scale;
  strip.ink.create(kStripHeight, static_cast<int>(std::ceil(row.cols * strip.scale + 2 * margin)));
  lay_out(small, row, strip);
  strip.left += bounds.x;
  strip.middle.centre += bounds.x;
  strip.middle.weights[0] += bounds.y;
  return strip;
}

int strip_steps(int width) {
  return (width + kStripStep - 1) / kStripStep;
}

void describe_strip(const cv::Mat1b& strip, Eigen::Ref<Matrix> columns) {
  static const std::array<float, kCellSpan> weights = cell_weights();
  cv::Mat1b padded;
  cv::copyMakeBorder(strip, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  std::vector<PixelColumn> pooled(static_cast<std::size_t>(strip.cols));
  for (int x = 0; x < strip.cols; ++x) {
    pooled[static_cast<std::size_t>(x)] = pool_column(padded, x, weights);
  }
  for (Eigen::Index step = 0; step < columns.cols(); ++step) {
    const int x = static_cast<int>(step) * kStripStep;
    PixelColumn sum{};
    const int begin = x + kStripStep / 2 - kCellSpan / 2;
    for (int i = std::max(0, -begin); i < kCellSpan && begin + i < strip.cols; ++i) {
      const PixelColumn& column = pooled[static_cast<std::size_t>(begin + i)];
      const float weight = weights[static_cast<std::size_t>(i)];
      for (std::size_t k = 0; k < kGradients; ++k) sum[k] += weight * column[k];
    }
    float* values = columns.col(step).data();
    for (std::size_t k = 0; k < kGradients; ++k) values[k] = std::sqrt(sum[k]);
    describe_grey(strip, x, values + kGradients);
  }
}

}  // namespace inkline
