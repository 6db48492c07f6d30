#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace inkline {

/// A small random generator whose numbers depend on the seed alone, not on the standard library
/// at hand (the distributions of <random> differ between implementations).
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014 (SplitMix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

  double uniform(double low, double high) { return low + (high - low) * unit(); }

  /// Evenly spread over the doublings between two lengths, both above 0.
  double log_uniform(double low, double high) {
    return low * std::exp(unit() * std::log(high / low));
  }

  /// Gaussian, by the method of Box and Muller.
  double normal(double mean, double deviation) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
    return mean + deviation * radius * std::cos(2 * std::numbers::pi * unit());
  }

  bool chance(double probability) { return unit() < probability; }

  /// In [0, count); count must not be 0.
  std::size_t index(std::size_t count) { return static_cast<std::size_t>(next() % count); }

 private:
  std::uint64_t state_;
};

}  // namespace inkline
