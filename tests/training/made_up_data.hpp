#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/random.hpp>
#include <inkline/training/training_data.hpp>

namespace inkline::test {

/// Bars in four places, easily told apart, each drawn with some jitter and noise by `writers`
/// made-up people who wrote every class `repeats` times.
inline DataSet bars(int writers, int repeats) {
  DataSet data;
  data.name = "made-up:bars";
  for (int writer = 0; writer < writers; ++writer) {
    for (int i = 0; i < 4 * repeats; ++i) {
      data.items.push_back(
          {std::string(1, static_cast<char>('a' + i % 4)), "writer " + std::to_string(writer)});
    }
  }
  const std::vector<LabelledItem> items = data.items;
  data.draw = [items](std::size_t index, std::uint64_t seed) {
    Random random(seed);
    const int kind = items[index].label[0] - 'a';
    const int jitter = static_cast<int>(random.index(5));
    DrawnGlyph drawn{cv::Mat1b(32, 32, uchar{0}), {}};
    const cv::Rect bar = kind < 2 ? cv::Rect(4 + 16 * kind + jitter, 2, 4, 28)
                                  : cv::Rect(2, 4 + 16 * (kind - 2) + jitter, 28, 4);
    drawn.glyph(bar).setTo(255);
    for (int i = 0; i < 40; ++i) {
      drawn.glyph(static_cast<int>(random.index(32)), static_cast<int>(random.index(32))) = 255;
    }
    return drawn;
  };
  return data;
}

inline TrainingData bars_to_train(int writers = 40, int repeats = 3) {
  return split_for_training({bars(writers, repeats)}, {"a", "b", "c", "d"});
}

}  // namespace inkline::test
