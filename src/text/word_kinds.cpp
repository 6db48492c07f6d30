#include <inkline/text/word_kinds.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

enum CharacterClass : std::size_t { kCapital, kSmall, kDigit, kMark, kClasses };

/// Shares of the character classes in a word of one kind; each row adds up to 1.
struct WordKind {
  double usual;                         ///< share of such words in writing at large
  std::array<double, kClasses> first;   ///< in its first character
  std::array<double, kClasses> others;  ///< in all others
};

//                                              capital small  digit  mark
constexpr std::array<WordKind, 6> kKinds{{
    {0.25, {0.93, 0.01, 0.02, 0.04}, {0.93, 0.01, 0.02, 0.04}},  // CAPITALS
    {0.35, {0.01, 0.94, 0.01, 0.04}, {0.01, 0.93, 0.01, 0.05}},  // small letters
    {0.15, {0.94, 0.01, 0.01, 0.04}, {0.01, 0.93, 0.01, 0.05}},  // Capitalised
    {0.15, {0.02, 0.01, 0.85, 0.12}, {0.01, 0.01, 0.82, 0.16}},  // number, date, price
    {0.04, {0.45, 0.02, 0.45, 0.08}, {0.45, 0.02, 0.45, 0.08}},  // code
    {0.06, {0.25, 0.25, 0.25, 0.25}, {0.25, 0.25, 0.25, 0.25}},  // anything
}};
using Mixture = std::array<double, kKinds.size()>;

constexpr std::string_view kUnusualMarks = "@#$%&*+=_<>";
constexpr std::string_view kRareMarks = "|~^`\\{}[]";

CharacterClass class_of(const std::string& text) {
  if (text.size() != 1) return kMark;
  const char c = text[0];
  if (c >= 'A' && c <= 'Z') return kCapital;
  if (c >= 'a' && c <= 'z') return kSmall;
  if (c >= '0' && c <= '9') return kDigit;
  return kMark;
}

/// Marks are far from equally frequent; a bar is nearly always an l, I or 1.
double frequency(const std::string& text) {
  if (text.size() != 1) return 1;
  if (kRareMarks.find(text[0]) != std::string_view::npos) return 0.05;
  if (kUnusualMarks.find(text[0]) != std::string_view::npos) return 0.3;
  return 1;
}

double share(const WordKind& kind, std::size_t position, const std::string& text) {
  const auto& shares = position == 0 ? kind.first : kind.others;
  return shares[class_of(text)] * frequency(text);
}

/// Likelihood of a character under a kind; what no guess names is worth a little under any.
double likelihood(const Glyph& glyph, std::size_t position, const WordKind& kind) {
  double sum = 1e-4;
  for (const Guess& guess : glyph.guesses) {
    sum += static_cast<double>(guess.confidence) * share(kind, position, guess.text);
  }
  return sum;
}

/// Which kinds a word can be of, given the page's mixture; adds up to 1.
Mixture kinds_of(const Word& word, const Mixture& mixture) {
  Mixture logs{};
  for (std::size_t k = 0; k < kKinds.size(); ++k) {
    logs[k] = std::log(mixture[k]);
    for (std::size_t i = 0; i < word.glyphs.size(); ++i) {
      logs[k] += std::log(likelihood(word.glyphs[i], i, kKinds[k]));
    }
  }
  const double largest = *std::max_element(logs.begin(), logs.end());
  Mixture kinds{};
  double sum = 0;
  for (std::size_t k = 0; k < kKinds.size(); ++k) sum += kinds[k] = std::exp(logs[k] - largest);
  for (double& kind : kinds) kind /= sum;
  return kinds;
}

Mixture usual_mixture() {
  Mixture mixture{};
  for (std::size_t k = 0; k < kKinds.size(); ++k) mixture[k] = kKinds[k].usual;
  return mixture;
}

Mixture mixture_of(const std::vector<Line>& lines, const WordKindParams& params) {
  Mixture mixture = usual_mixture();
  for (int round = 0; round < params.rounds; ++round) {
    Mixture counts = usual_mixture();
    for (double& count : counts) count *= params.prior_words;
    double words = params.prior_words;
    for (const Line& line : lines) {
      for (const Word& word : line.words) {
        const Mixture kinds = kinds_of(word, mixture);
        for (std::size_t k = 0; k < kKinds.size(); ++k) counts[k] += kinds[k];
        ++words;
      }
    }
    for (std::size_t k = 0; k < kKinds.size(); ++k) mixture[k] = counts[k] / words;
  }
  return mixture;
}

void weigh_anew(Glyph& glyph, std::size_t position, const Mixture& kinds, double trust) {
  float before = 0;
  float after = 0;
  for (Guess& guess : glyph.guesses) {
    double expected = 0;
    for (std::size_t k = 0; k < kKinds.size(); ++k) {
      expected += kinds[k] * share(kKinds[k], position, guess.text);
    }
    before += guess.confidence;
    guess.confidence *= static_cast<float>(std::pow(expected, trust));
    after += guess.confidence;
  }
  if (after <= 0) return;
  for (Guess& guess : glyph.guesses) guess.confidence *= before / after;
  std::stable_sort(glyph.guesses.begin(), glyph.guesses.end(),
                   [](const Guess& a, const Guess& b) { return a.confidence > b.confidence; });
}

}  // namespace

void WordKindParams::check() const {
  require_setting(rounds >= 0 && rounds <= 20,
                  "word_kinds.rounds must be 0 to 20, got " + std::to_string(rounds));
  require_setting(prior_words > 0,
                  "word_kinds.prior_words must be above 0, got " + std::to_string(prior_words));
  require_setting(trust >= 0 && trust <= 2,
                  "word_kinds.trust must be 0 to 2, got " + std::to_string(trust));
}

void spell_out(Line& line) {
  line.text.clear();
  float line_sum = 0;
  std::size_t line_glyphs = 0;
  for (Word& word : line.words) {
    word.text.clear();
    float sum = 0;
    for (const Glyph& glyph : word.glyphs) {
      word.text += glyph.guesses.front().text;
      sum += glyph.guesses.front().confidence;
    }
    word.confidence = word.glyphs.empty() ? 0 : sum / static_cast<float>(word.glyphs.size());
    if (!line.text.empty()) line.text += ' ';
    line.text += word.text;
    line_sum += sum;
    line_glyphs += word.glyphs.size();
  }
  line.confidence = line_glyphs == 0 ? 0 : line_sum / static_cast<float>(line_glyphs);
}

std::vector<Line> settle_word_kinds(std::vector<Line> lines, const WordKindParams& params) {
  params.check();
  const Mixture mixture = mixture_of(lines, params);
  for (Line& line : lines) {
    for (Word& word : line.words) {
      const Mixture kinds = kinds_of(word, mixture);
      for (std::size_t i = 0; i < word.glyphs.size(); ++i) {
        weigh_anew(word.glyphs[i], i, kinds, params.trust);
      }
    }
    spell_out(line);
  }
  return lines;
}

}  // namespace inkline
