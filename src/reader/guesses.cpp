#include "guesses.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace inkline {

std::vector<Guess> best_guesses(const Eigen::Ref<const Vector>& probabilities,
                                const std::vector<std::string>& alphabet, int count) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(probabilities.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  const auto kept = std::min<std::ptrdiff_t>(count, static_cast<std::ptrdiff_t>(order.size()));
  std::partial_sort(
      order.begin(), order.begin() + kept, order.end(),
      [&](Eigen::Index a, Eigen::Index b) { return probabilities(a) > probabilities(b); });
  std::vector<Guess> guesses;
  for (std::ptrdiff_t i = 0; i < kept; ++i) {
    const Eigen::Index best = order[static_cast<std::size_t>(i)];
    guesses.push_back({alphabet[static_cast<std::size_t>(best)], probabilities(best)});
  }
  return guesses;
}

std::vector<int> places_in(std::span<const std::string> alphabet,
                           std::span<const std::string> classes) {
  std::vector<int> places;
  for (const std::string& character : classes) {
    const auto found = std::find(alphabet.begin(), alphabet.end(), character);
    const bool known = !character.empty() && found != alphabet.end();
    places.push_back(known ? static_cast<int>(found - alphabet.begin()) : -1);
  }
  return places;
}

}  // namespace inkline
