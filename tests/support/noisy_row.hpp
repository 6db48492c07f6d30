#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <inkline/base/random.hpp>
#include <inkline/text/decode_row.hpp>

namespace inkline::test {

/// The alphabet of made-up line readers: the blank and printable ASCII with the space.
inline std::vector<std::string> row_alphabet() {
  std::vector<std::string> alphabet{""};
  for (char c = ' '; c <= '~'; ++c) alphabet.emplace_back(1, c);
  return alphabet;
}

/// Outputs of a line reader, with the numbers they view.
struct MadeRow {
  std::vector<float> numbers;
  int classes = 0;

  StepScores scores() const {
    return {classes, static_cast<int>(numbers.size()) / std::max(classes, 1), numbers};
  }
};

/// How badly a made-up line reader sees.
struct NoisyReader {
  double clearness = 4.0;  ///< logit of the right class on average
  double spread = 2.0;     ///< standard deviation of it from character to character
  double alike = 1.0;      ///< mean logit of classes that look like the right one
  double missing = 0.01;   ///< share of characters that the reader sees as blank
  int steps = 7;           ///< from one character to the next, on average
};

/// Outputs as a network trained with CTC gives them for `text`: short peaks, blanks between, look-
/// alikes beside the right class and now and then above it. Depends on the seed alone.
class RowNoise {
 public:
  RowNoise(const NoisyReader& reader, std::uint64_t seed) : reader_(reader), random_(seed) {}

  MadeRow row_of(std::string_view text) {
    row_ = {};
    row_.classes = 96;
    blanks(2);
    for (const char c : text) {
      peak(c);
      blanks(reader_.steps - 3 + static_cast<int>(random_.index(5)));
    }
    return row_;
  }

 private:
  static int class_of(char c) { return c - ' ' + 1; }

  static bool look_alike(char a, char b) {
    constexpr std::array<std::string_view, 24> groups{
        "cC",  "oO0DQ", "sS5", "zZ2", "vVuUrn", "wW",  "xX",  "kK", "pP", "lI1|i!", "tf+", "ea",
        "nhm", "gq9",   "b6",  "B8",  "yj",     ".,'", "-_~", "A4", "T7", "MNH",    "EF",  "ao"};
    for (const std::string_view group : groups) {
      if (group.find(a) != std::string_view::npos && group.find(b) != std::string_view::npos) {
        return true;
      }
    }
    return false;
  }

  std::vector<double> logits_of(char c) {
    std::vector<double> logits(96);
    for (int k = 1; k < 96; ++k) {
      const char other = static_cast<char>(' ' + k - 1);
      const double mean = look_alike(c, other) && c != ' ' ? reader_.alike : -4.0;
      logits[static_cast<std::size_t>(k)] = random_.normal(mean, 1.0);
    }
    logits[0] = random_.normal(0, 1);
    const bool is_missing = random_.chance(reader_.missing);
    logits[static_cast<std::size_t>(class_of(c))] =
        is_missing ? random_.normal(-2, 1) : random_.normal(reader_.clearness, reader_.spread);
    return logits;
  }

  void put(const std::vector<double>& logits) {
    double sum = 0;
    for (const double logit : logits) sum += std::exp(logit);
    for (const double logit : logits) {
      row_.numbers.push_back(static_cast<float>(logit - std::log(sum)));
    }
  }

  void peak(char c) {
    std::vector<double> logits = logits_of(c);
    const int length = 1 + static_cast<int>(random_.index(3));
    for (int i = 0; i < length; ++i) {
      for (double& logit : logits) logit += random_.normal(0, 0.2);
      put(logits);
    }
  }

  void blanks(int count) {
    for (int i = 0; i < count; ++i) {
      std::vector<double> logits(96);
      for (double& logit : logits) logit = random_.normal(-5, 1);
      logits[0] = random_.normal(6, 2);
      put(logits);
    }
  }

  NoisyReader reader_;
  Random random_;
  MadeRow row_;
};

}  // namespace inkline::test
