#include <inkline/image/grey.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

constexpr int kBlock = 16;  // pixels of the sample; about as wide as even_light()'s neighbourhood
const cv::Vec3d kLuminance(0.114, 0.587, 0.299);  // as cv::COLOR_BGR2GRAY

/// Pixels in even distances, not averaged, so that thin strokes keep their colour.
cv::Mat3b sample_of(const cv::Mat& picture, int longer) {
  const double scale = std::min(1.0, 1.0 * longer / std::max(picture.rows, picture.cols));
  const auto length = [&](int full) { return std::max(1, static_cast<int>(full * scale)); };
  cv::Mat3b sample;
  cv::resize(picture, sample, {length(picture.cols), length(picture.rows)}, 0, 0,
             cv::INTER_NEAREST);
  return sample;
}

cv::Rect block_at(const cv::Mat3b& sample, int x, int y) {
  return cv::Rect(x * kBlock, y * kBlock, kBlock, kBlock) & cv::Rect({}, sample.size());
}

/// The median of each channel.
cv::Vec3b median_of(const cv::Mat3b& pixels) {
  cv::Vec3b result;
  std::vector<uchar> values;
  values.reserve(pixels.total());
  for (int channel = 0; channel < 3; ++channel) {
    values.clear();
    for (const cv::Vec3b& pixel : pixels) values.push_back(pixel[channel]);
    result[channel] = median(values);
  }
  return result;
}

cv::Mat3b paper_of_blocks(const cv::Mat3b& sample) {
  cv::Mat3b paper((sample.rows + kBlock - 1) / kBlock, (sample.cols + kBlock - 1) / kBlock);
  for (int y = 0; y < paper.rows; ++y) {
    for (int x = 0; x < paper.cols; ++x) paper(y, x) = median_of(sample(block_at(sample, x, y)));
  }
  return paper;
}

double luminance(const cv::Vec3b& colour) {
  return kLuminance.dot(cv::Vec3d(colour[0], colour[1], colour[2]));
}

/// The mask at the size of the sample.
cv::Mat1b mask_of(const cv::Mat1b& paper, cv::Size size) {
  if (paper.empty()) return cv::Mat1b(size, uchar{255});
  cv::Mat1b mask;
  cv::resize(paper, mask, size, 0, 0, cv::INTER_NEAREST);
  return mask;
}

/// Whether the blocks around have nearly the same paper.
bool is_even(const cv::Mat3b& paper, int x, int y) {
  constexpr int most_step = 40;  // shades, in any channel
  for (int v = std::max(0, y - 1); v <= std::min(paper.rows - 1, y + 1); ++v) {
    for (int u = std::max(0, x - 1); u <= std::min(paper.cols - 1, x + 1); ++u) {
      for (int channel = 0; channel < 3; ++channel) {
        if (std::abs(paper(v, u)[channel] - paper(y, x)[channel]) > most_step) return false;
      }
    }
  }
  return true;
}

/// The most that ink can differ from paper, in the channel where it can most: of tinted paper a
/// channel that is dark anyway shows stains and noise as well as ink, and counts for less.
double most_contrast(const cv::Vec3b& paper, bool on_board) {
  const auto [least, most] = std::minmax({paper[0], paper[1], paper[2]});
  return on_board ? 255 - least : most;
}

/// What is of another colour than the paper and wider than strokes: where a highlighter was drawn
/// over writing, that included, and desks. 255 on 0, with a rim.
cv::Mat1b coloured_areas(const cv::Mat3b& sample, const cv::Vec3b& paper) {
  constexpr double least_spread = 0.25;  // between the channels' shares of the paper's shade
  constexpr double most_of_ink = 0.6;    // share of black writing
  constexpr int widest_stroke = 5;
  cv::Mat1b coloured(sample.size(), uchar{0});
  for (int y = 0; y < sample.rows; ++y) {
    for (int x = 0; x < sample.cols; ++x) {
      const auto share = [&](int i) { return 1.0 * sample(y, x)[i] / std::max<int>(1, paper[i]); };
      const auto [least, most] = std::minmax({share(0), share(1), share(2)});
      if (most - least > least_spread || most < most_of_ink) coloured(y, x) = 255;
    }
  }
  cv::Mat1b areas;
  cv::morphologyEx(coloured, areas, cv::MORPH_OPEN,
                   cv::Mat::ones(widest_stroke, widest_stroke, CV_8U));
  cv::dilate(areas, areas, cv::Mat::ones(3, 3, CV_8U));
  return areas;
}

/// Samples that are ink on light paper, and on boards.
struct InkCount {
  int all = 0;
  int coloured = 0;

  bool is_coloured(const GreyParams& params) const {
    constexpr int fewest = 30;
    return coloured >= fewest && coloured >= params.least_coloured * all;
  }
};

/// @param left_out  255 where pixels are neither
void count_ink(const cv::Mat3b& pixels, const cv::Mat1b& left_out, const cv::Vec3b& paper,
               bool on_board, const GreyParams& params, InkCount& count) {
  const double most = most_contrast(paper, on_board);
  if (most <= 0) return;
  const double sign = on_board ? 1 : -1;
  const double paper_luminance = luminance(paper);
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      if (left_out(y, x) != 0) continue;
      const cv::Vec3b& pixel = pixels(y, x);
      double best = 0;
      for (int channel = 0; channel < 3; ++channel) {
        best = std::max(best, sign * (pixel[channel] - paper[channel]) / most);
      }
      if (best < params.least_contrast) continue;
      ++count.all;
      const double of_luminance = sign * (luminance(pixel) - paper_luminance) / most;
      if (of_luminance < params.most_luminance * best) ++count.coloured;
    }
  }
}

/// What makes the paper of a page white, or a board black, in every channel alike.
cv::Vec3d balance(const cv::Mat3b& paper) {
  constexpr double most = 2;  // noise grows with it
  const cv::Vec3b colour = median_of(paper);
  const double lightest = std::max({colour[0], colour[1], colour[2]});
  cv::Vec3d factors;
  for (int channel = 0; channel < 3; ++channel) {
    factors[channel] = std::min(most, lightest / std::max<int>(1, colour[channel]));
  }
  return factors;
}

/// The darkest or lightest channel of every pixel, band by band, so that the channels stay in the
/// cache.
cv::Mat1b outermost_channel(const cv::Mat& picture, const GreyChoice& choice) {
  constexpr int band_rows = 32;
  cv::Mat1b grey(picture.size());
  std::array<cv::Mat, 3> channels;
  for (int y = 0; y < picture.rows; y += band_rows) {
    const cv::Range rows(y, std::min(picture.rows, y + band_rows));
    cv::split(picture.rowRange(rows), channels.data());
    for (int i = 0; i < 3; ++i) {
      cv::Mat& channel = channels[static_cast<std::size_t>(i)];
      if (choice.factors[i] != 1) channel.convertTo(channel, CV_8U, choice.factors[i]);
    }
    cv::Mat band = grey.rowRange(rows);
    if (choice.kind == GreyKind::darkest) {
      cv::min(channels[0], channels[1], band);
      cv::min(band, channels[2], band);
    } else {
      cv::max(channels[0], channels[1], band);
      cv::max(band, channels[2], band);
    }
  }
  return grey;
}

}  // namespace

void GreyParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("grey.") + what + ", got " + std::to_string(value));
  };
  require(sampled >= 50 && sampled <= 2000, "sampled must be 50 to 2000", sampled);
  require(least_contrast > 0 && least_contrast <= 1, "least_contrast must be above 0, at most 1",
          least_contrast);
  require(most_luminance >= 0 && most_luminance <= 1, "most_luminance must be 0 to 1",
          most_luminance);
  require(least_coloured >= 0 && least_coloured <= 1, "least_coloured must be 0 to 1",
          least_coloured);
}

GreyChoice choose_grey(const cv::Mat& picture, const GreyParams& params, const cv::Mat1b& paper) {
  params.check();
  if (picture.empty() || picture.type() != CV_8UC3 || !params.by_colour) return {};
  const cv::Mat3b sample = sample_of(picture, params.sampled);
  const cv::Mat1b mask = mask_of(paper, sample.size());
  const cv::Mat3b colours = paper_of_blocks(sample);
  constexpr double darkest_paper = 110;  // boards are darker
  const cv::Mat1b areas = coloured_areas(sample, median_of(colours));
  InkCount on_paper;
  InkCount on_board;
  for (int y = 0; y < colours.rows; ++y) {
    for (int x = 0; x < colours.cols; ++x) {
      const cv::Rect block = block_at(sample, x, y);
      if (cv::countNonZero(mask(block)) < block.area() || !is_even(colours, x, y)) continue;
      const bool is_board = luminance(colours(y, x)) < darkest_paper;
      count_ink(sample(block), areas(block), colours(y, x), is_board, params,
                is_board ? on_board : on_paper);
    }
  }
  const bool is_board = on_board.all > on_paper.all;
  const InkCount& ink = is_board ? on_board : on_paper;
  if (!ink.is_coloured(params)) return {};
  if (is_board) return {GreyKind::lightest, {1, 1, 1}};
  return {GreyKind::darkest, balance(colours)};
}

cv::Mat1b to_grey(const cv::Mat& picture, const GreyParams& params, const cv::Mat1b& paper) {
  params.check();
  if (picture.empty() || picture.type() == CV_8UC1) return picture;
  require_setting(picture.type() == CV_8UC3,
                  "to_grey: the picture must have 8-bit grey or BGR pixels");
  const GreyChoice choice = choose_grey(picture, params, paper);
  if (choice.kind != GreyKind::luminance) return outermost_channel(picture, choice);
  cv::Mat1b grey;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

}  // namespace inkline
