#include <inkline/evaluation/ink_measures.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/evaluation/ink_weights.hpp>

namespace inkline {
namespace {

double harmonic_mean(double a, double b) {
  return a + b > 0 ? 2 * a * b / (a + b) : 0.0;
}

/// part / whole; 1 when there is nothing to have a part of.
double share(double part, double whole) {
  return whole > 0 ? part / whole : 1.0;
}

struct Overlap {
  double common = 0;
  double mask = 0;
  double truth = 0;
  double different = 0;
};

Overlap overlap_of(const MaskView& mask, const MaskView& truth) {
  Overlap overlap;
  for (std::size_t i = 0; i < truth.pixels.size(); ++i) {
    const bool in_mask = mask.pixels[i] != 0;
    const bool in_truth = truth.pixels[i] != 0;
    overlap.mask += in_mask ? 1 : 0;
    overlap.truth += in_truth ? 1 : 0;
    overlap.common += in_mask && in_truth ? 1 : 0;
    overlap.different += in_mask != in_truth ? 1 : 0;
  }
  return overlap;
}

void add_pseudo_measures(const MaskView& mask, const MaskView& truth, InkMeasures& measures) {
  const InkWeights weights = ink_weights(truth);
  double recalled = 0;
  double all_ink = 0;
  double right = 0;
  double all_found = 0;
  for (std::size_t i = 0; i < truth.pixels.size(); ++i) {
    all_ink += weights.recall[i];
    if (mask.pixels[i] == 0) continue;
    recalled += weights.recall[i];
    all_found += weights.precision[i];
    if (truth.pixels[i] != 0) right += weights.precision[i];
  }
  measures.pseudo_recall = share(recalled, all_ink);
  measures.pseudo_precision = share(right, all_found);
  measures.pseudo_f_measure = harmonic_mean(measures.pseudo_precision, measures.pseudo_recall);
}

double decibels(double different, std::size_t pixels) {
  if (different == 0) return std::numeric_limits<double>::infinity();
  return 10 * std::log10(static_cast<double>(pixels) / different);
}

constexpr int kReach = 2;  // DRD looks at 5 x 5 pixels
constexpr int kSide = 2 * kReach + 1;
using Window = std::array<std::array<double, kSide>, kSide>;

/// Reciprocal distances from the centre, which itself weighs 0; they sum to 1.
Window reciprocal_distances() {
  Window window{};
  double sum = 0;
  for (int y = -kReach; y <= kReach; ++y) {
    for (int x = -kReach; x <= kReach; ++x) {
      const double distance = std::hypot(x, y);
      const double weight = distance > 0 ? 1 / distance : 0.0;
      window[static_cast<std::size_t>(y + kReach)][static_cast<std::size_t>(x + kReach)] = weight;
      sum += weight;
    }
  }
  for (auto& row : window) {
    for (double& weight : row) weight /= sum;
  }
  return window;
}

bool is_ink(const MaskView& view, int x, int y) {
  return view.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) +
                     static_cast<std::size_t>(x)] != 0;
}

/// How far the truth around a wrong pixel differs from what the mask says there.
double distortion_at(const MaskView& truth, int x, int y, bool in_mask, const Window& window) {
  double sum = 0;
  for (int dy = -kReach; dy <= kReach; ++dy) {
    for (int dx = -kReach; dx <= kReach; ++dx) {
      const int nx = x + dx;
      const int ny = y + dy;
      if (nx < 0 || ny < 0 || nx >= truth.width || ny >= truth.height) continue;
      if (is_ink(truth, nx, ny) == in_mask) continue;
      sum += window[static_cast<std::size_t>(dy + kReach)][static_cast<std::size_t>(dx + kReach)];
    }
  }
  return sum;
}

/// Whole blocks of 8 x 8 pixels that hold both ink and paper.
int mixed_blocks(const MaskView& truth) {
  constexpr int side = 8;
  int mixed = 0;
  for (int top = 0; top + side <= truth.height; top += side) {
    for (int left = 0; left + side <= truth.width; left += side) {
      int count = 0;
      for (int i = 0; i < side * side; ++i) {
        count += is_ink(truth, left + i % side, top + i / side) ? 1 : 0;
      }
      mixed += count > 0 && count < side * side ? 1 : 0;
    }
  }
  return mixed;
}

double reciprocal_distortion(const MaskView& mask, const MaskView& truth) {
  const Window window = reciprocal_distances();
  double sum = 0;
  for (int y = 0; y < truth.height; ++y) {
    for (int x = 0; x < truth.width; ++x) {
      const bool in_mask = is_ink(mask, x, y);
      if (in_mask != is_ink(truth, x, y)) sum += distortion_at(truth, x, y, in_mask, window);
    }
  }
  return sum / std::max(1, mixed_blocks(truth));
}

void require_whole(const MaskView& view, const char* name) {
  const bool whole = view.width >= 0 && view.height >= 0 &&
                     view.pixels.size() == static_cast<std::size_t>(view.width) *
                                               static_cast<std::size_t>(view.height);
  require_setting(whole, std::string("measure_ink: the pixels of the ") + name +
                             " are not as many as its size says");
}

std::string size_of(const MaskView& view) {
  return std::to_string(view.width) + " x " + std::to_string(view.height);
}

}  // namespace

InkMeasures measure_ink(const MaskView& mask, const MaskView& truth) {
  require_whole(mask, "mask");
  require_whole(truth, "truth");
  if (mask.width != truth.width || mask.height != truth.height) {
    throw Error(Fault::input,
                "the mask is " + size_of(mask) + " pixels and the truth " + size_of(truth));
  }
  const Overlap overlap = overlap_of(mask, truth);
  InkMeasures measures;
  measures.precision = share(overlap.common, overlap.mask);
  measures.recall = share(overlap.common, overlap.truth);
  measures.f_measure = harmonic_mean(measures.precision, measures.recall);
  add_pseudo_measures(mask, truth, measures);
  measures.psnr = decibels(overlap.different, truth.pixels.size());
  measures.drd = reciprocal_distortion(mask, truth);
  return measures;
}

}  // namespace inkline
