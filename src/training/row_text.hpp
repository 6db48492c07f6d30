#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <inkline/base/random.hpp>

namespace inkline {

/// Words that rows are made up of, and how their letters follow one another.
struct Vocabulary {
  std::vector<std::string> words;  ///< small letters; may be empty
  /// How often letter c follows a and b: [27 * a + b][c], letters from 0 for a to 25, 26 for the
  /// start of a word as a or b and for its end as c.
  std::vector<std::array<std::uint32_t, 27>> follows;
};

/// The words of some texts, each once, in order of the alphabet: runs of at least two letters.
Vocabulary vocabulary_of(std::span<const std::string> texts);

/// A row without small letters: words, names, codes, lists, numbers, dates, prices, ...
std::string capitals_text(const Vocabulary& vocabulary, Random& random);

/// A row with small letters: words, sentences, names, addresses of all kinds, ...
std::string mixed_text(const Vocabulary& vocabulary, Random& random);

/// A code such as `A7K-204`: capitals and digits in two or three groups.
std::string code_text(Random& random);

}  // namespace inkline
