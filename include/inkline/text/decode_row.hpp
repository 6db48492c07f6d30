#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/text/language_model.hpp>
#include <inkline/text/row_lattice.hpp>
#include <inkline/text/word_list.hpp>

namespace inkline {

/// What a line reader says of a row: at each step along it, how likely each character ends there
/// in ink. One class is the blank ("" in the alphabet): nothing new at this step.
struct StepScores {
  int classes = 0;
  int steps = 0;
  /// classes x steps, column after column, natural logarithms
  std::span<const float> log_probabilities;

  /// Log-probabilities of all classes at one step.
  std::span<const float> at(int step) const {
    return log_probabilities.subspan(
        static_cast<std::size_t>(step) * static_cast<std::size_t>(classes),
        static_cast<std::size_t>(classes));
  }
};

/// What helps the ink; any part may be empty. Nothing here forbids what the ink says clearly,
/// except `only`.
struct RowHelp {
  LanguageModel language;
  WordList words;              ///< in place of the language's own
  std::set<std::string> only;  ///< characters to choose from, empty: all; spaces always count
};

/// Settings of decode_row().
struct RowDecodeParams {
  int width = 32;  ///< beginnings of the row kept at each step; 1 to 1000
  /// Power given to the language against the ink; 0 leaves the ink alone; 0 to 3.
  double language_weight = 0.9;
  /// Power given to the row's letters, if there are any; 0 leaves them aside; 0 to 3.
  double letters_weight = 0.35;
  /// For each character, log; makes up for the language's cost of every character; -5 to 5.
  double character_bonus = 0.8;
  /// How much too likely the network takes blanks to be, log: networks trained with CTC are surest
  /// of them and lose characters. -5 to 5.
  double blank_excess = 1.0;
  /// How readily a word is taken for none of the language (a code, a name, a number): share of
  /// such words; the less, the more the language insists. 1e-12 to 0.5.
  double foreign_share = 3e-3;
  /// What kind of word a word is carries over to the next, by this share; 0 to 0.99.
  double kind_memory = 0.5;
  double word_list_share = 0.3;     ///< of words that come from the word list, if any; 0 to 0.9
  double least_probability = 1e-3;  ///< classes below it are not tried at a step; 0 to 0.5
  double certain_blank = 0.998;     ///< a step with more of it is only walked over; 0.5 to 1
  double beam = 1e-5;  ///< beginnings that are this much worse than the best are dropped; 0 to 1
  /// Confidences are softened by this power, 1 / temperature: readers are surer of themselves than
  /// they should be. calibrated() does the rest for readers that carry a map. 0.1 to 10; 1 leaves
  /// them.
  double temperature = 1.4;
  int alternatives = 5;  ///< readings told of each character, the chosen one among them; 1 to 20

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// One character of a row that was read.
struct RowCharacter {
  std::string text;    ///< UTF-8; may be a space
  int first_step = 0;  ///< where the best alignment has its ink, both ends included
  int last_step = 0;
  float confidence = 0;        ///< probability in [0, 1] that it is right, given its neighbours
  std::vector<Guess> guesses;  ///< best first; the chosen one is among them
  float by_ink = 0;            ///< what it would be without language and temperature
};

/// A row that was read.
struct RowText {
  std::vector<RowCharacter> characters;  ///< no space at either end, never two in a row
  double ink_score = 0;                  ///< log-probability by the ink alone
  double score = 0;                      ///< with the language: what the search made largest

  std::string text() const;
};

/// The likeliest text of a row by ink and language together: prefix beam search over the outputs of
/// a network trained with CTC, the sum over all alignments kept for every beginning of the row.
///
/// The language is a mixture that is weighed anew with every character and at every word: prose by
/// the n-gram model as written, in CAPITALS and Capitalised, words of the list, numbers, codes, and
/// anything at all. A code therefore costs a small constant and is left to the ink from there on.
///
/// Sources: A. Graves, S. Fernandez, F. Gomez, J. Schmidhuber, "Connectionist temporal
/// classification", ICML 2006; prefix search with a language model: A. Y. Hannun, A. L. Maas,
/// D. Jurafsky, A. Y. Ng, "First-pass large vocabulary continuous speech recognition using
/// bi-directional recurrent DNNs", arXiv 1408.2873 (2014). The mixture is ours.
///
/// The row's letters, if given, are a third opinion: every beginning is worth what the best way
/// through the lattice that spells it is worth, to a power. Product of experts, see G. E. Hinton,
/// "Training products of experts by minimizing contrastive divergence", Neural Computation 14
/// (2002) 1771-1800.
///
/// @param alphabet  one UTF-8 character a class, "" for the blank, as in the model of the reader
/// @param letters   with the same classes; empty: not asked
/// @return          empty when the ink says nothing
/// @throws Error    Fault::usage, from params.check(); Fault::defect when the sizes do not match
RowText decode_row(const StepScores& scores, std::span<const std::string> alphabet,
                   const RowHelp& help = {}, const RowDecodeParams& params = {},
                   const RowLattice& letters = {});

/// The best class at every step, repeats and blanks taken away: no search, no language.
RowText decode_row_greedily(const StepScores& scores, std::span<const std::string> alphabet);

}  // namespace inkline
