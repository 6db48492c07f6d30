#include <inkline/evaluation/ink_weights.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "nearest.hpp"

namespace inkline {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// What both weights are made from; index i is a pixel throughout.
struct Strokes {
  int width = 0;
  int height = 0;
  Bytes ink;               ///< 1 on 0
  std::vector<int> depth;  ///< steps from the outline, 0 on it and 1 where a skeleton is outline
  Bytes skeleton;
  Nearest to_outline;
  Nearest to_skeleton;
};

/// Ink beside paper or the edge of the picture, to the left, right, above or below.
Bytes outline_of(const Bytes& ink, int width, int height) {
  Bytes outline(ink.size(), 0);
  const auto step = static_cast<std::size_t>(width);
  std::size_t i = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, ++i) {
      if (ink[i] == 0) continue;
      const bool inside = x > 0 && y > 0 && x + 1 < width && y + 1 < height && ink[i - 1] != 0 &&
                          ink[i + 1] != 0 && ink[i - step] != 0 && ink[i + step] != 0;
      outline[i] = inside ? 0 : 1;
    }
  }
  return outline;
}

Strokes strokes_of(const MaskView& truth) {
  Strokes strokes{truth.width, truth.height, Bytes(truth.pixels.size()), {}, {}, {}, {}};
  for (std::size_t i = 0; i < truth.pixels.size(); ++i) {
    strokes.ink[i] = truth.pixels[i] != 0 ? 1 : 0;
  }
  const Bytes outline = outline_of(strokes.ink, truth.width, truth.height);
  strokes.skeleton = thinned(strokes.ink, truth.width, truth.height);
  strokes.to_outline = nearest_seeds(outline, truth.width, truth.height);
  strokes.to_skeleton = nearest_seeds(strokes.skeleton, truth.width, truth.height);
  strokes.depth = strokes.to_outline.distance;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    if (outline[i] != 0 && strokes.skeleton[i] != 0) strokes.depth[i] = 1;
  }
  return strokes;
}

std::size_t skeleton_pixel_of(const Strokes& strokes, std::size_t i) {
  return static_cast<std::size_t>(strokes.to_skeleton.seed[i]);
}

/// Whether a stroke has its core in two pixels at a pixel of its skeleton, which is one of them:
/// on the other's side there is ink one step further from the skeleton.
Bytes even_strokes(const Strokes& strokes) {
  Bytes even(strokes.ink.size(), 0);
  for (std::size_t i = 0; i < even.size(); ++i) {
    if (strokes.ink[i] == 0 || strokes.depth[i] == 0) continue;
    const std::size_t core = skeleton_pixel_of(strokes, i);
    if (strokes.to_skeleton.distance[i] >= strokes.depth[core]) even[core] = 1;
  }
  return even;
}

/// Across a stroke depth runs 1 2 .. k .. 2 1 or 1 2 .. k k .. 2 1 between its outlines.
int sum_across(int depth, bool even) {
  return depth * (even ? depth + 1 : depth);
}

std::vector<float> recall_weights(const Strokes& strokes, const Bytes& even) {
  std::vector<float> weights(strokes.ink.size(), 0.0F);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (strokes.ink[i] == 0 || strokes.depth[i] == 0) continue;
    const std::size_t core = skeleton_pixel_of(strokes, i);
    const int sum = sum_across(strokes.depth[core], even[core] != 0);
    // Where a stroke widens, the nearest core may be less deep than the pixel itself.
    weights[i] = std::min(1.0F, static_cast<float>(strokes.depth[i]) / static_cast<float>(sum));
  }
  return weights;
}

/// Mean width of every component's strokes, by component number.
std::vector<double> stroke_widths(const Strokes& strokes, const Bytes& even,
                                  const std::vector<int>& numbers) {
  const int last = numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
  std::vector<double> sums(static_cast<std::size_t>(last) + 1, 0.0);
  std::vector<double> counts(sums.size(), 0.0);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (strokes.skeleton[i] == 0) continue;
    const auto number = static_cast<std::size_t>(numbers[i]);
    sums[number] += 2.0 * strokes.depth[i] + (even[i] != 0 ? 2 : 1);
    ++counts[number];
  }
  for (std::size_t number = 1; number < sums.size(); ++number) {
    sums[number] /= std::max(1.0, counts[number]);
  }
  return sums;
}

/// Number of the component that is nearest to every pixel.
std::vector<int> nearest_components(const Strokes& strokes, const std::vector<int>& numbers) {
  std::vector<int> owner(strokes.ink.size());
  for (std::size_t i = 0; i < owner.size(); ++i) {
    owner[i] = numbers[static_cast<std::size_t>(strokes.to_outline.seed[i])];
  }
  return owner;
}

/// Paper halfway between two components.
Bytes midlines(const Strokes& strokes, const std::vector<int>& owner) {
  Bytes midline(owner.size(), 0);
  const auto step = static_cast<std::size_t>(strokes.width);
  std::size_t i = 0;
  for (int y = 0; y < strokes.height; ++y) {
    for (int x = 0; x < strokes.width; ++x, ++i) {
      if (strokes.ink[i] != 0) continue;
      const bool meets = (x > 0 && owner[i - 1] != owner[i]) ||
                         (x + 1 < strokes.width && owner[i + 1] != owner[i]) ||
                         (y > 0 && owner[i - step] != owner[i]) ||
                         (y + 1 < strokes.height && owner[i + step] != owner[i]);
      midline[i] = meets ? 1 : 0;
    }
  }
  return midline;
}

/// Half the gap that paper lies in, between its nearest component and another; 0 when it does not
/// lie between two: the way by the pixel from the outline to the midline has to be a straight one.
int half_gap(const Strokes& strokes, const Nearest& to_midline, std::size_t i) {
  if (to_midline.seed[i] == Nearest::kNone) return 0;
  const int half = strokes.to_outline.distance[static_cast<std::size_t>(to_midline.seed[i])];
  const int way = strokes.to_outline.distance[i] + to_midline.distance[i];
  return way <= half + 1 ? half : 0;
}

std::vector<float> precision_weights(const Strokes& strokes, const Bytes& even) {
  std::vector<float> weights(strokes.ink.size(), 1.0F);
  const std::vector<int> numbers = component_numbers(strokes.ink, strokes.width, strokes.height);
  const std::vector<double> widths = stroke_widths(strokes, even, numbers);
  const std::vector<int> owner = nearest_components(strokes, numbers);
  const Nearest to_midline = nearest_seeds(midlines(strokes, owner), strokes.width, strokes.height);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (strokes.ink[i] != 0) continue;
    const double distance = strokes.to_outline.distance[i];
    const double reach = widths[static_cast<std::size_t>(owner[i])];
    if (distance > reach) continue;
    const int half = half_gap(strokes, to_midline, i);
    const double norm = half > 0 ? std::min(reach, static_cast<double>(half)) : reach;
    weights[i] += static_cast<float>(std::min(1.0, distance / norm));
  }
  return weights;
}

}  // namespace

InkWeights ink_weights(const MaskView& truth) {
  const bool has_ink = std::any_of(truth.pixels.begin(), truth.pixels.end(),
                                   [](std::uint8_t pixel) { return pixel != 0; });
  if (!has_ink) {
    return {std::vector<float>(truth.pixels.size(), 0.0F),
            std::vector<float>(truth.pixels.size(), 1.0F)};
  }
  const Strokes strokes = strokes_of(truth);
  const Bytes even = even_strokes(strokes);
  return {recall_weights(strokes, even), precision_weights(strokes, even)};
}

}  // namespace inkline
