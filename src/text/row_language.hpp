#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <inkline/text/decode_row.hpp>

namespace inkline {

/// What a word can be made by. Each kind gives every next character a probability; their mixture is
/// the language of decode_row().
enum WordKind : std::size_t {
  kProse,     ///< the n-gram model, as written
  kCapitals,  ///< the n-gram model's words in CAPITALS
  kTitle,     ///< the n-gram model's words, Capitalised
  kListed,    ///< a word of the list as it stands there, marks around it
  kListedCapitals,
  kListedTitle,
  kNumber,  ///< number, date, price
  kCode,    ///< capitals, digits and few marks
  kAnything,
  kWordKinds,
};

/// What codes are made of, in runs.
enum class CharacterClass : std::uint8_t { none, digit, capital, small, mark };  // none: a space

/// A mixture of kinds of words whose weights are those that the row so far makes likely (the
/// forward algorithm of a hidden Markov model whose hidden state is the kind and changes between
/// words only).
///
/// Numbers, codes and anything at all give each of their characters one and the same weight of
/// about what prose costs on average, rather than their share: to be foreign costs a word once, the
/// characters that follow are chosen by the ink, and their number is not punished.
class RowLanguage {
 public:
  struct State {
    std::array<float, kWordKinds> weights{};  ///< add up to 1
    LanguageModel::State prose;
    LanguageModel::State capitals;  ///< after the row in small letters where it is in capitals
    LanguageModel::State title;
    /// Nodes of the word list, or kListedEnd: as written, in CAPITALS, Capitalised.
    std::array<std::uint32_t, 3> listed{};
    bool at_word_start = true;
    CharacterClass last = CharacterClass::none;  ///< of the word's last character
  };

  /// Keeps references to `help`.
  RowLanguage(std::span<const std::string> alphabet, const RowHelp& help,
              const RowDecodeParams& params);

  /// Whether there is anything to ask; otherwise no other function may be called.
  bool is_silent() const { return silent_; }

  State start() const;
  /// What a class is worth as the next character; usually below 1.
  float probability(const State& state, int character) const;
  /// What it is worth that the row ends.
  float end_probability(const State& state) const;
  State after(const State& state, int character) const;

 private:
  using Shares = std::array<float, kWordKinds>;

  /// What the kinds know about a class of the alphabet.
  struct Character {
    int prose = -1;          ///< symbol of the n-gram model
    int folded = -1;         ///< the same in small letters
    int listed = -1;         ///< symbol of the word list
    int listed_folded = -1;  ///< the same in small letters
    bool is_space = false;
    CharacterClass character_class = CharacterClass::none;
    float number = 0;  ///< worth under the kinds that have no model
    float code = 0;
    float anything = 0;

    bool is(CharacterClass wanted) const { return character_class == wanted; }
  };

  Character character_from(const std::string& text) const;
  Shares shares(const State& state, const Character& next) const;
  Shares end_shares(const State& state) const;
  /// How a word of the list is written.
  enum Form : std::size_t { kAsListed, kInCapitals, kCapitalised, kForms };
  static constexpr std::array<WordKind, kForms> kFormKinds{kListed, kListedCapitals, kListedTitle};

  float listed_share(std::uint32_t node, const Character& next, int symbol) const;
  std::uint32_t listed_after(std::uint32_t node, const Character& next, int symbol) const;
  static bool fits(Form form, bool at_word_start, const Character& next);
  static int listed_symbol(Form form, const Character& next);
  void begin_word(State& state) const;

  const RowHelp& help_;
  const WordList& words_;              ///< those given, or else the language's own
  std::vector<Character> characters_;  ///< one a class
  Shares usual_{};                     ///< mixture of kinds that a row begins with
  float kind_memory_;
  bool silent_;
};

}  // namespace inkline
