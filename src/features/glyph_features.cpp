#include <inkline/features/glyph_features.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/image/glyph_crop.hpp>

#include "gradient_cells.hpp"

namespace inkline {
namespace {

constexpr int kGreySide = 16;  // the glyph shrunk to half
constexpr std::size_t kCellCount = std::size_t{kCells} * kCells;
constexpr int kGradientFeatures = kDirections * kCells * kCells;
constexpr int kGreyFeatures = kGreySide * kGreySide;
constexpr int kPixelFeatures = kGlyphSize * kGlyphSize;

using DirectionMaps =
    std::array<std::array<std::array<float, kGlyphSize>, kGlyphSize>, kDirections>;

/// The place of (y, x) in a grid that is `side` columns wide.
constexpr std::size_t place(int y, int x, int side) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x);
}

void add_split_gradient(float gx, float gy, int y, int x, DirectionMaps& maps) {
  const SplitGradient split = split_gradient(gx, gy);
  const auto row = static_cast<std::size_t>(y);
  const auto column = static_cast<std::size_t>(x);
  maps[static_cast<std::size_t>(split.axis)][row][column] = split.along_axis;
  maps[static_cast<std::size_t>(split.diagonal)][row][column] = split.along_diagonal;
}

/// Sobel gradients in [-1, 1] with empty paper assumed around the glyph.
DirectionMaps direction_maps(const cv::Mat1b& glyph) {
  std::array<std::array<float, kGlyphSize + 2>, kGlyphSize + 2> padded{};
  for (int y = 0; y < kGlyphSize; ++y) {
    const uchar* row = glyph.ptr(y);
    for (int x = 0; x < kGlyphSize; ++x) {
      padded[static_cast<std::size_t>(y) + 1][static_cast<std::size_t>(x) + 1] = row[x];
    }
  }
  constexpr float scale = 1.0F / (4 * 255.0F);
  DirectionMaps maps{};
  for (int y = 0; y < kGlyphSize; ++y) {
    const auto& above = padded[static_cast<std::size_t>(y)];
    const auto& here = padded[static_cast<std::size_t>(y) + 1];
    const auto& below = padded[static_cast<std::size_t>(y) + 2];
    for (int x = 0; x < kGlyphSize; ++x) {
      const auto l = static_cast<std::size_t>(x);
      const float gx =
          (above[l + 2] - above[l]) + 2 * (here[l + 2] - here[l]) + (below[l + 2] - below[l]);
      const float gy =
          (below[l] - above[l]) + 2 * (below[l + 1] - above[l + 1]) + (below[l + 2] - above[l + 2]);
      if (gx != 0 || gy != 0) add_split_gradient(gx * scale, gy * scale, y, x, maps);
    }
  }
  return maps;
}

/// Pools one direction map into kCells x kCells values, first down the columns, then along rows.
void pool_cells(const std::array<std::array<float, kGlyphSize>, kGlyphSize>& map,
                std::span<float> cells) {
  static const std::array<float, kCellSpan> weights = cell_weights();
  std::array<std::array<float, kGlyphSize>, kCells> columns{};
  for (int cell = 0; cell < kCells; ++cell) {
    const int begin = cell * kCellStride + kCellStride / 2 - kCellReach;
    auto& sums = columns[static_cast<std::size_t>(cell)];
    for (int i = std::max(0, -begin); i < kCellSpan && begin + i < kGlyphSize; ++i) {
      const auto& row = map[static_cast<std::size_t>(begin + i)];
      const float weight = weights[static_cast<std::size_t>(i)];
      for (std::size_t x = 0; x < row.size(); ++x) sums[x] += weight * row[x];
    }
  }
  for (int cell_y = 0; cell_y < kCells; ++cell_y) {
    const auto& sums = columns[static_cast<std::size_t>(cell_y)];
    for (int cell_x = 0; cell_x < kCells; ++cell_x) {
      const int begin = cell_x * kCellStride + kCellStride / 2 - kCellReach;
      float value = 0;
      for (int i = std::max(0, -begin); i < kCellSpan && begin + i < kGlyphSize; ++i) {
        value += weights[static_cast<std::size_t>(i)] * sums[static_cast<std::size_t>(begin + i)];
      }
      cells[place(cell_y, cell_x, kCells)] = std::sqrt(value);
    }
  }
}

void describe_gradients(const cv::Mat1b& glyph, std::span<float> vector) {
  const DirectionMaps maps = direction_maps(glyph);
  for (std::size_t d = 0; d < kDirections; ++d) {
    pool_cells(maps[d], vector.subspan(d * kCellCount, kCellCount));
  }
}

void describe_half_size(const cv::Mat1b& glyph, std::span<float> vector) {
  for (int y = 0; y < kGreySide; ++y) {
    const uchar* upper = glyph.ptr(2 * y);
    const uchar* lower = glyph.ptr(2 * y + 1);
    for (int x = 0; x < kGreySide; ++x) {
      const int left = 2 * x;
      const int right = left + 1;
      const int sum = upper[left] + upper[right] + lower[left] + lower[right];
      vector[place(y, x, kGreySide)] = static_cast<float>(sum) / (4 * 255.0F);
    }
  }
}

void describe_pixels(const cv::Mat1b& glyph, std::span<float> vector) {
  for (int y = 0; y < kGlyphSize; ++y) {
    const uchar* row = glyph.ptr(y);
    for (int x = 0; x < kGlyphSize; ++x) {
      vector[place(y, x, kGlyphSize)] = static_cast<float>(row[x]) / 255.0F;
    }
  }
}

/// Doublings between two lengths, so that half and twice as large are equally far from 0.
float log_ratio(float length, float reference) {
  constexpr float limit = 3.0F;
  return std::clamp(std::log2(std::max(length, 1e-3F) / std::max(reference, 1e-3F)), -limit, limit);
}

void describe_context(const GlyphContext& context, std::span<float> vector) {
  std::fill(vector.begin(), vector.end(), 0.0F);
  if (context.size_known) {
    vector[0] = 1;
    vector[1] = log_ratio(context.height, 1);
    vector[2] = log_ratio(context.width, 1);
    vector[3] = log_ratio(context.height, context.low_height);
    vector[4] = log_ratio(context.height, context.high_height);
    vector[5] = log_ratio(context.high_height, context.low_height);
  }
  if (context.place_known) {
    vector[6] = 1;
    vector[7] = std::clamp(context.top, -3.0F, 3.0F);
    vector[8] = std::clamp(context.bottom, -3.0F, 3.0F);
    vector[9] = (vector[7] + vector[8]) / 2;
  }
}

int crop_feature_count(FeatureKind kind) {
  return kind == FeatureKind::pixels ? kPixelFeatures : kGradientFeatures + kGreyFeatures;
}

}  // namespace

std::string_view name_of(FeatureKind kind) {
  return kind == FeatureKind::pixels ? "pixels" : "gradient";
}

FeatureKind feature_kind_from(std::string_view name) {
  if (name == "pixels") return FeatureKind::pixels;
  if (name == "gradient") return FeatureKind::gradient;
  throw Error(Fault::usage,
              "features must be 'pixels' or 'gradient', got '" + std::string(name) + "'");
}

int feature_count(FeatureKind kind) {
  return crop_feature_count(kind) + kContextFeatures;
}

void describe_glyph(FeatureKind kind, const cv::Mat1b& glyph, const GlyphContext& context,
                    std::span<float> vector) {
  assert(glyph.rows == kGlyphSize && glyph.cols == kGlyphSize);
  assert(vector.size() == static_cast<std::size_t>(feature_count(kind)));
  const auto crop_features = static_cast<std::size_t>(crop_feature_count(kind));
  const std::span<float> crop = vector.first(crop_features);
  if (kind == FeatureKind::pixels) {
    describe_pixels(glyph, crop);
  } else {
    describe_gradients(glyph, crop.first(kGradientFeatures));
    describe_half_size(glyph, crop.subspan(kGradientFeatures));
  }
  describe_context(context, vector.subspan(crop_features));
}

}  // namespace inkline
