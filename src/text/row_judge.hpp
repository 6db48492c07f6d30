#pragma once

#include <span>
#include <string>
#include <vector>

#include <inkline/text/decode_row.hpp>

#include "lattice_paths.hpp"
#include "row_language.hpp"

namespace inkline {

/// A character that may stand at one place of a row.
struct RowCandidate {
  int character = 0;  ///< class
  double probability = 0;
};

/// What language and letters say of the characters of a row that was read, and of others in their
/// place.
class RowJudge {
 public:
  /// Keeps references to all of them.
  RowJudge(std::span<const int> characters, const RowLanguage& language,
           const RowDecodeParams& params, const LatticePaths* letters = nullptr);

  /// Worth of `character` in place of characters[index], from there on; below 0 stands for none.
  double worth(std::size_t index, int character) const;

 private:
  double language_worth(std::size_t index, int character) const;
  double letters_worth(std::size_t index, int character) const;

  std::span<const int> characters_;
  const RowLanguage& language_;
  const RowDecodeParams& params_;
  const LatticePaths* letters_;
  std::vector<RowLanguage::State> states_;    ///< before each character
  std::vector<LatticePaths::Places> places_;  ///< likewise, in the lattice
};

/// Sets confidence and guesses of a character.
/// @param candidates  the chosen one first
/// @param sum         of all that may stand there, candidates or not
void set_guesses(std::vector<RowCandidate> candidates, double sum,
                 std::span<const std::string> alphabet, int alternatives, RowCharacter& character);

}  // namespace inkline
