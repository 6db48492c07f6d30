#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <inkline/text/word_list.hpp>

namespace inkline {

/// Longest run of characters that a language model knows by heart.
inline constexpr int kMaxLanguageOrder = 8;

/// How likely each next character is, given those before it in a row of text: an n-gram model with
/// back-off, kept as a trie of quantised probabilities.
///
/// Source of back-off: S. M. Katz, "Estimation of probabilities from sparse data for the language
/// model component of a speech recognizer", IEEE Transactions on Acoustics, Speech and Signal
/// Processing 35 (1987) 400-401. The trie in place of hash tables follows the reasoning of
/// K. Heafield, "KenLM: faster and smaller language model queries", WMT 2011.
///
/// A default-made model is empty and only good for is_empty(). Copies are cheap and share the
/// bytes; lookups allocate nothing and may come from several threads at once.
class LanguageModel {
 public:
  /// What characters of this row the model remembers: for each number of last characters, where
  /// their continuations stand. A value, as large as a cache line.
  class State {
   public:
    /// Two states that remember alike give the same answers for ever.
    bool operator==(const State&) const = default;

   private:
    friend class LanguageModel;
    struct Context {
      std::uint32_t first = 0;   ///< node of the first continuation
      std::uint8_t count = 0;    ///< of continuations
      std::uint8_t backoff = 0;  ///< quantised
      bool operator==(const Context&) const = default;
    };
    std::array<Context, kMaxLanguageOrder> contexts;  ///< [k] is that of the last k characters
    int count = 0;
  };

  LanguageModel() = default;
  bool is_empty() const { return data_ == nullptr; }

  /// Number of a character, to be asked for once a row and not once a step.
  /// @return  below 0 when the model does not know it
  int symbol_of(std::string_view character) const;

  /// Before the first character of a row.
  State row_start() const;

  /// Probability of a next character, and of the row's end; above 0 for all.
  float probability(const State& state, int symbol) const;
  float end_probability(const State& state) const;

  /// The state after one more character.
  State after(const State& state, int symbol) const;

  /// Natural logarithm of the probability of a row, its end included.
  double log_probability(std::string_view row) const;

  const WordList& words() const;  ///< frequent ones; empty for a model that is empty or has none
  const std::string& name() const;
  const std::string& provenance() const;
  std::uint32_t checksum() const;  ///< of the file
  int order() const;
  std::size_t grams() const;                    ///< runs of characters it holds
  std::vector<std::string> characters() const;  ///< that it knows

 private:
  struct Data;
  friend LanguageModel read_language_in_place(std::span<const std::byte>, const std::string&);
  friend LanguageModel read_language(std::vector<std::byte>, const std::string&);
  State::Context context_of(std::uint32_t node) const;

  std::shared_ptr<const Data> data_;
};

/// Reads a language file, which train_language() writes:
///   "INKLANG\n", u32 version, name, provenance, order, the known characters, a trie and
///   frequent words (see src/text/language_file.hpp), sample rows with their scores, CRC-32 of all
///   before it.
/// Bytes may come from anywhere: what is damaged, cut short or answers its samples otherwise is
/// refused, and no lookup can leave the bytes whatever they hold.
///
/// @param name    stands in messages
/// @throws Error  Fault::input, one line "NAME: reason"
LanguageModel read_language(std::vector<std::byte> bytes, const std::string& name);

/// The same for bytes that outlive every copy of the model, such as those inside a program: nothing
/// is copied.
LanguageModel read_language_in_place(std::span<const std::byte> bytes, const std::string& name);

}  // namespace inkline
