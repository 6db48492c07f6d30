#include <inkline/image/histogram_threshold.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr int kShades = 256;
constexpr int kNoInk = -1;

double count_at(const Histogram& histogram, int shade) {
  return histogram[static_cast<std::size_t>(shade)];
}

/// The shades a histogram spans; first > last when it is empty.
struct Span {
  int first = kShades;
  int last = -1;
};

Span span_of(const Histogram& histogram) {
  Span span;
  for (int shade = 0; shade < kShades; ++shade) {
    if (count_at(histogram, shade) <= 0) continue;
    span.first = std::min(span.first, shade);
    span.last = shade;
  }
  return span;
}

/// Counts and sums of shades up to each one.
struct Cumulative {
  Histogram count{};
  Histogram sum{};

  explicit Cumulative(const Histogram& histogram) {
    double count_so_far = 0;
    double sum_so_far = 0;
    for (std::size_t shade = 0; shade < histogram.size(); ++shade) {
      count_so_far += histogram[shade];
      sum_so_far += histogram[shade] * static_cast<double>(shade);
      count[shade] = count_so_far;
      sum[shade] = sum_so_far;
    }
  }
  double mean_up_to(int shade) const {
    return count_at(sum, shade) / std::max(count_at(count, shade), 1e-300);
  }
  double mean_above(int shade) const {
    return (sum.back() - count_at(sum, shade)) /
           std::max(count.back() - count_at(count, shade), 1e-300);
  }
};

int otsu(const Histogram& histogram, const Span& span) {
  const Cumulative cumulative(histogram);
  int best = kNoInk;
  double most = -1;
  for (int shade = span.first; shade < span.last; ++shade) {
    const double ink = count_at(cumulative.count, shade);
    const double difference = cumulative.mean_up_to(shade) - cumulative.mean_above(shade);
    const double variance = ink * (cumulative.count.back() - ink) * difference * difference;
    if (variance > most) {
      most = variance;
      best = shade;
    }
  }
  return best;
}

int isodata(const Histogram& histogram, const Span& span) {
  const Cumulative cumulative(histogram);
  for (int shade = span.first; shade < span.last; ++shade) {
    const double middle = (cumulative.mean_up_to(shade) + cumulative.mean_above(shade)) / 2;
    if (middle >= shade && middle < shade + 1) return shade;
  }
  return kNoInk;
}

int mean(const Histogram& histogram) {
  const Cumulative cumulative(histogram);
  return static_cast<int>(std::floor(cumulative.mean_up_to(kShades - 1)));
}

/// The fixed point (b - a) / (log b - log a) for the means a of ink and b of paper. Shades count
/// from 1 on, as black has no logarithm.
int li(const Histogram& histogram, const Span& span) {
  const Cumulative cumulative(histogram);
  double threshold = cumulative.mean_up_to(kShades - 1);
  constexpr int most_rounds = 1000;  // it converges in ten or so
  for (int round = 0; round < most_rounds; ++round) {
    const int shade =
        std::clamp(static_cast<int>(std::floor(threshold)), span.first, span.last - 1);
    const double ink = cumulative.mean_up_to(shade) + 1;
    const double paper = cumulative.mean_above(shade) + 1;
    const double next = (paper - ink) / (std::log(paper) - std::log(ink)) - 1;
    const bool settled = std::abs(next - threshold) < 0.25;
    threshold = next;
    if (settled) break;
  }
  return std::clamp(static_cast<int>(std::floor(threshold)), span.first, span.last - 1);
}

std::vector<int> peaks_of(const Histogram& histogram) {
  std::vector<int> peaks;
  int rising_since = 0;  // where the last rise began to stand level
  bool rising = true;
  for (int shade = 1; shade < kShades; ++shade) {
    const double step = count_at(histogram, shade) - count_at(histogram, shade - 1);
    if (step > 0) {
      rising = true;
      rising_since = shade;
    } else if (step < 0) {
      if (rising) peaks.push_back((rising_since + shade - 1) / 2);
      rising = false;
    }
  }
  if (rising && count_at(histogram, kShades - 1) > 0) peaks.push_back(kShades - 1);
  return peaks;
}

/// Mean of each shade and its two neighbours.
Histogram smoothed(const Histogram& histogram) {
  Histogram smooth{};
  for (int shade = 0; shade < kShades; ++shade) {
    const double below = count_at(histogram, std::max(0, shade - 1));
    const double above = count_at(histogram, std::min(kShades - 1, shade + 1));
    smooth[static_cast<std::size_t>(shade)] = (below + count_at(histogram, shade) + above) / 3;
  }
  return smooth;
}

int minimum(Histogram histogram) {
  constexpr int most_rounds = 10'000;
  std::vector<int> peaks = peaks_of(histogram);
  for (int round = 0; round < most_rounds && peaks.size() > 2; ++round) {
    histogram = smoothed(histogram);
    peaks = peaks_of(histogram);
  }
  if (peaks.size() != 2) return kNoInk;
  const auto begin = histogram.begin();
  return static_cast<int>(std::min_element(begin + peaks[0], begin + peaks[1]) - begin);
}

/// The shade whose count lies furthest below the line from the peak to the end of the longer tail.
int triangle(const Histogram& histogram, const Span& span) {
  const int peak =
      static_cast<int>(std::max_element(histogram.begin(), histogram.end()) - histogram.begin());
  const bool dark_tail = peak - span.first >= span.last - peak;
  const int end = dark_tail ? span.first : span.last;
  const int width = std::abs(peak - end);
  const double height = count_at(histogram, peak);
  int best = std::min(end, span.last - 1);
  double furthest = -1;
  for (int steps = 1; steps < width; ++steps) {
    const int shade = dark_tail ? end + steps : end - steps;
    const double below = height * steps / width - count_at(histogram, shade);
    if (below > furthest) {
      furthest = below;
      best = shade;
    }
  }
  return best;
}

int yen(const Histogram& histogram, const Span& span) {
  const Cumulative cumulative(histogram);
  double all_squares = 0;
  for (const double count : histogram) all_squares += count * count;
  int best = kNoInk;
  double most = -std::numeric_limits<double>::infinity();
  double ink_squares = 0;
  for (int shade = span.first; shade < span.last; ++shade) {
    ink_squares += count_at(histogram, shade) * count_at(histogram, shade);
    const double ink = count_at(cumulative.count, shade);
    const double paper = cumulative.count.back() - ink;
    const double correlation =
        2 * std::log(ink * paper) - std::log(ink_squares * (all_squares - ink_squares));
    if (correlation > most) {
      most = correlation;
      best = shade;
    }
  }
  return best;
}

}  // namespace

Histogram histogram_of(const cv::Mat1b& grey) {
  // Neighbours often share their shade; four tables keep one count from waiting for another.
  constexpr int tables = 4;
  std::array<std::array<std::size_t, kShades>, tables> counts{};
  for (int y = 0; y < grey.rows; ++y) {
    const uchar* row = grey.ptr(y);
    int x = 0;
    for (; x + tables <= grey.cols; x += tables) {
      ++counts[0][row[x]];
      ++counts[1][row[x + 1]];
      ++counts[2][row[x + 2]];
      ++counts[3][row[x + 3]];
    }
    for (; x < grey.cols; ++x) ++counts[0][row[x]];
  }
  Histogram histogram{};
  for (std::size_t shade = 0; shade < histogram.size(); ++shade) {
    for (const auto& table : counts) histogram[shade] += static_cast<double>(table[shade]);
  }
  return histogram;
}

int histogram_threshold(const Histogram& histogram, InkMethod method) {
  const Span span = span_of(histogram);
  if (span.first >= span.last) return kNoInk;
  switch (method) {
    case InkMethod::isodata:
      return isodata(histogram, span);
    case InkMethod::li:
      return li(histogram, span);
    case InkMethod::mean:
      return mean(histogram);
    case InkMethod::minimum:
      return minimum(histogram);
    case InkMethod::otsu:
      return otsu(histogram, span);
    case InkMethod::triangle:
      return triangle(histogram, span);
    case InkMethod::yen:
      return yen(histogram, span);
    default:
      throw Error(Fault::defect, std::string(name_of(method)) + " has no global threshold");
  }
}

}  // namespace inkline
