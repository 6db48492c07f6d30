#include <inkline/evaluation/calibration.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace inkline {
std::vector<ReliabilityBin> reliability(std::span<const JudgedAnswer> answers, std::size_t bins) {
  assert(bins >= 1 && bins <= 1000);
  const auto count = static_cast<double>(bins);
  std::vector<ReliabilityBin> table(bins);
  for (std::size_t i = 0; i < bins; ++i) {
    table[i].low = static_cast<double>(i) / count;
    table[i].high = static_cast<double>(i + 1) / count;
  }
  for (const JudgedAnswer& answer : answers) {
    const double place = std::clamp(answer.confidence, 0.0, 1.0) * count;
    ReliabilityBin& bin = table[std::min(bins - 1, static_cast<std::size_t>(place))];
    ++bin.answers;
    bin.confidence += answer.confidence;
    bin.accuracy += answer.is_right ? 1 : 0;
  }
  for (ReliabilityBin& bin : table) {
    if (bin.answers == 0) continue;
    bin.confidence /= static_cast<double>(bin.answers);
    bin.accuracy /= static_cast<double>(bin.answers);
  }
  return table;
}

double expected_calibration_error(std::span<const ReliabilityBin> bins) {
  double sum = 0;
  double answers = 0;
  for (const ReliabilityBin& bin : bins) {
    sum += static_cast<double>(bin.answers) * std::abs(bin.confidence - bin.accuracy);
    answers += static_cast<double>(bin.answers);
  }
  return answers > 0 ? sum / answers : 0;
}

std::vector<CoveragePoint> accuracy_against_coverage(std::span<const JudgedAnswer> answers,
                                                     std::span<const double> shares) {
  if (answers.empty()) return {};
  std::vector<JudgedAnswer> sorted(answers.begin(), answers.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const JudgedAnswer& a, const JudgedAnswer& b) {
    return a.confidence > b.confidence;
  });
  const auto all = static_cast<double>(sorted.size());
  std::vector<CoveragePoint> points;
  for (const double share : shares) {
    assert(share > 0 && share <= 1);
    auto given = static_cast<std::size_t>(std::ceil(share * all));
    given = std::clamp<std::size_t>(given, 1, sorted.size());
    const double least = sorted[given - 1].confidence;
    while (given < sorted.size() && sorted[given].confidence == least) ++given;
    const auto right = std::count_if(sorted.begin(), sorted.begin() + static_cast<long>(given),
                                     [](const JudgedAnswer& answer) { return answer.is_right; });
    const auto total = static_cast<double>(given);
    points.push_back({total / all, least, static_cast<double>(right) / total});
  }
  return points;
}

}  // namespace inkline
