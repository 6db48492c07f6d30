#include <inkline/layout/words.hpp>

#include <algorithm>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

/// Empty columns before every letter but the first; 0 where letters overlap.
std::vector<double> gaps_between(std::span<const Box> letters) {
  std::vector<double> gaps;
  int right = letters.front().right();
  for (const Box& box : letters.subspan(1)) {
    gaps.push_back(std::max(0, box.x - right));
    right = std::max(right, box.right());
  }
  return gaps;
}

/// Moves a threshold to the middle of the widest empty interval among the values around it.
double settle(double threshold, const std::vector<double>& sorted) {
  constexpr double reach = 1.5;
  double widest = 0;
  double settled = threshold;
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
    const double middle = (sorted[i] + sorted[i + 1]) / 2;
    const double width = sorted[i + 1] - sorted[i];
    if (middle > threshold / reach && middle < threshold * reach && width > widest) {
      widest = width;
      settled = middle;
    }
  }
  return settled;
}

}  // namespace

void WordParams::check() const {
  require_setting(least_gap >= 0 && least_gap <= 3,
                  "words.least_gap must be 0 to 3, got " + std::to_string(least_gap));
  require_setting(typical_gaps >= 1,
                  "words.typical_gaps must be at least 1, got " + std::to_string(typical_gaps));
  require_setting(above_typical >= 0 && above_typical <= 3,
                  "words.above_typical must be 0 to 3, got " + std::to_string(above_typical));
}

std::vector<std::size_t> split_words(std::span<const Box> letters, double letter_height,
                                     const WordParams& params) {
  params.check();
  if (letters.empty()) return {};
  const std::vector<double> gaps = gaps_between(letters);
  std::vector<double> sorted = gaps;
  std::sort(sorted.begin(), sorted.end());
  const double typical = sorted.empty() ? 0.0 : sorted[sorted.size() / 2];
  const double start =
      std::max(params.least_gap * letter_height,
               params.typical_gaps * typical + params.above_typical * letter_height);
  const double threshold = settle(start, sorted);

  std::vector<std::size_t> first_letters{0};
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (gaps[i] > threshold) first_letters.push_back(i + 1);
  }
  return first_letters;
}

}  // namespace inkline
