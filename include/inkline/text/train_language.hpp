#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <inkline/text/language_model.hpp>

namespace inkline {

/// Settings of train_language().
struct LanguageTrainParams {
  int order = 8;  ///< longest run of characters counted; 1 to 8
  std::size_t most_bytes = std::size_t{3} * 1000 * 1000;  ///< of the file; 10,000 to 256 MiB
  /// Runs of more than 3 characters must come at least this often; 1 to 100.
  int least_count = 2;
  /// Text is broken into rows at every so manieth space, at random: handwriting breaks its rows
  /// anywhere. 0 keeps the rows of the text; 0 to 1000.
  double words_a_row = 9;
  int most_characters = 128;  ///< different ones, the most frequent; the rest is unknown; 1 to 250
  int most_words = 20'000;    ///< the most frequent that the file lists; 0 to 1,000,000
  std::size_t most_text = std::size_t{64} << 20;  ///< characters; 8 bytes of memory each
  std::uint64_t seed = 1;                         ///< of the breaks
  std::string name = "language";
  std::string provenance;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What came out of the training.
struct TrainedLanguage {
  std::vector<std::byte> file;
  std::size_t text_characters = 0;
  std::size_t rows = 0;
  std::size_t grams_counted = 0;  ///< that came often enough
  std::size_t grams_kept = 0;
  std::size_t words = 0;  ///< listed
};

/// Makes a language file from UTF-8 texts, each line of which is a row or a paragraph: absolute
/// discounting interpolated with shorter contexts, then the n-grams are dropped that the model
/// misses least, until the file is small enough. The same texts and settings give the same bytes.
///
/// Sources: H. Ney, U. Essen, R. Kneser, "On structuring probabilistic dependences in stochastic
/// language modelling", Computer Speech and Language 8 (1994) 1-38, with the three discounts of
/// S. F. Chen, J. Goodman, "An empirical study of smoothing techniques for language modeling",
/// Computer Speech and Language 13 (1999) 359-393; A. Stolcke, "Entropy-based pruning of backoff
/// language models", DARPA Broadcast News Workshop 1998. Shorter contexts keep their plain counts:
/// those of Kneser and Ney suffer under pruning (C. Chelba et al., "Study on interaction between
/// entropy pruning and Kneser-Ney smoothing", Interspeech 2010). We keep the suffixes and prefixes
/// of all that is kept, which makes lookups short. Words that come at least twice are listed
/// beside, in the spelling that they have amid a sentence.
///
/// @throws Error  Fault::usage, from params.check(); Fault::input when there is no text in it, or
///                more than params.most_text
TrainedLanguage train_language(std::span<const std::string> texts,
                               const LanguageTrainParams& params = {});

/// Mean cost of a character of these texts, row ends included, in bits. Lines are rows.
double bits_per_character(const LanguageModel& model, const std::string& text);

}  // namespace inkline
