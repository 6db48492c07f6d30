#pragma once

#include <span>
#include <string>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/features/recogniser.hpp>

namespace inkline {

/// The likeliest readings of one column of class probabilities; the reject class may be among
/// them, with an empty text.
std::vector<Guess> best_guesses(const Eigen::Ref<const Vector>& probabilities,
                                const std::vector<std::string>& alphabet, int count);

/// Where each class of one alphabet stands in another; -1 for the reject class and what the other
/// lacks.
std::vector<int> places_in(std::span<const std::string> alphabet,
                           std::span<const std::string> classes);

/// Whether the likeliest reading is that this is no character.
inline bool is_rejected(const Glyph& glyph) {
  return glyph.guesses.front().text.empty();
}

}  // namespace inkline
