#include <inkline/evaluation/confidence_interval.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr double kNormalQuantile = 1.959963984540054;  // of 97.5 %
constexpr double kTail = 0.025;                        // on either side of 95 %

/// Uniform in [0, count). std::uniform_int_distribution differs between standard libraries.
std::size_t draw_index(std::mt19937_64& generator, std::size_t count) {
  constexpr double range = 18446744073709551616.0;  // 2^64
  const auto index = static_cast<std::size_t>(static_cast<double>(generator()) / range *
                                              static_cast<double>(count));
  return std::min(index, count - 1);
}

double quantile(const std::vector<double>& sorted, double share) {
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(position));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - std::floor(position));
}

}  // namespace

Interval wilson_interval(std::size_t successes, std::size_t trials) {
  if (trials == 0) return {0, 1};
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n;
  const double z2 = kNormalQuantile * kNormalQuantile;
  const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half =
      kNormalQuantile * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

void BootstrapParams::check() const {
  require_setting(resamples >= 100 && resamples <= 1'000'000,
                  "bootstrap.resamples must be 100 to 1000000, got " + std::to_string(resamples));
}

Interval bootstrap_interval(std::size_t count,
                            const std::function<double(std::span<const std::size_t>)>& figure,
                            const BootstrapParams& params) {
  params.check();
  if (count == 0) return {};
  std::mt19937_64 generator(params.seed);
  std::vector<std::size_t> pages(count);
  std::vector<double> figures(static_cast<std::size_t>(params.resamples));
  for (double& value : figures) {
    for (std::size_t& page : pages) page = draw_index(generator, count);
    value = figure(pages);
  }
  std::sort(figures.begin(), figures.end());
  return {quantile(figures, kTail), quantile(figures, 1 - kTail)};
}

}  // namespace inkline
