#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace inkline {

/// Where a measured rate lies with 95 % confidence.
struct Interval {
  double low = 0;
  double high = 0;
};

/// Interval of a proportion from independent trials: `successes` of `trials`. [0, 1] when there
/// were none.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927) 209-212. No continuity correction.
Interval wilson_interval(std::size_t successes, std::size_t trials);

/// Settings of bootstrap_interval().
struct BootstrapParams {
  int resamples = 2000;    ///< 100 to 1,000,000
  std::uint64_t seed = 1;  ///< the same seed gives the same interval

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Interval of a figure over `count` pages, such as an error rate, by drawing pages with
/// replacement: errors within one page hang together, so pages and not characters are drawn.
///
/// @param count   pages; with none both ends are 0
/// @param figure  the figure over the pages whose indices are handed in
///
/// Source: the percentile method of B. Efron, R. J. Tibshirani, "An Introduction to the
/// Bootstrap", 1993, section 13.3; for error rates M. Bisani, H. Ney, "Bootstrap estimates for
/// confidence intervals in ASR performance evaluation", ICASSP 2004.
Interval bootstrap_interval(std::size_t count,
                            const std::function<double(std::span<const std::size_t>)>& figure,
                            const BootstrapParams& params = {});

}  // namespace inkline
