#pragma once

#include <cstdint>
#include <vector>

namespace inkline {

/// For every pixel of a width x height field the nearest seed by chessboard distance.
struct Nearest {
  static constexpr int kNone = -1;
  std::vector<int> seed;      ///< index of a nearest seed pixel; kNone when there is no seed at all
  std::vector<int> distance;  ///< steps to it; meaningless without a seed
};

/// @param is_seed  width * height, a seed where not 0
Nearest nearest_seeds(const std::vector<std::uint8_t>& is_seed, int width, int height);

/// The skeleton of the pixels that are not 0, one pixel wide, 1 on 0; each 8-connected component
/// keeps at least one pixel.
/// Source: T. Y. Zhang, C. Y. Suen (1984), see ink_weights().
std::vector<std::uint8_t> thinned(const std::vector<std::uint8_t>& ink, int width, int height);

/// Number of the 8-connected component of every pixel that is not 0, from 1 on; 0 elsewhere.
std::vector<int> component_numbers(const std::vector<std::uint8_t>& ink, int width, int height);

}  // namespace inkline
