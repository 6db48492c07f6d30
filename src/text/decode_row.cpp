#include <inkline/text/decode_row.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include <inkline/base/error.hpp>

#include "align_row.hpp"
#include "row_beginnings.hpp"
#include "row_language.hpp"

namespace inkline {
namespace {

constexpr int kNone = -1;

/// What stays the same while a row is searched. t steps, c classes.
struct Search {
  const StepScores& scores;
  std::span<const std::string> alphabet;
  const RowDecodeParams& params;
  const RowLanguage& language;
  const LatticePaths* letters;
  std::vector<float> ink;     ///< c x t, probabilities
  std::vector<bool> allowed;  ///< c
  int blank = kNone;
  int space = kNone;

  std::span<const float> at(int step) const {
    const auto classes = static_cast<std::size_t>(scores.classes);
    return std::span(ink).subspan(static_cast<std::size_t>(step) * classes, classes);
  }
};

/// How the ink leads to a beginning. Probabilities are scaled alike for all beginnings of a step,
/// and have the language's worth multiplied in.
struct Alignments {
  double blank = 0;  ///< all that end with a blank
  double ink = 0;    ///< all that end with the last character
  double next_blank = 0;
  double next_ink = 0;
  int step = kNone;  ///< of next_blank and next_ink

  double total() const { return blank + ink; }
  double next_total() const { return next_blank + next_ink; }
};

/// The beginnings of a row, those that are followed, and how they grow step by step.
class Beam {
 public:
  explicit Beam(const Search& search)
      : search_(search),
        bonus_(std::exp(search.params.character_bonus)),
        beginnings_(search.scores.classes, search.language, search.params, search.letters) {
    alignments_.emplace_back().blank = 1;
    active_.push_back(RowBeginnings::kRoot);
  }

  void advance(int step) {
    const std::span<const float> ink = search_.at(step);
    const double blank = ink[static_cast<std::size_t>(search_.blank)];
    if (blank >= search_.params.certain_blank) {
      walk_over(blank, ink);
      return;
    }
    stay(step, blank, ink);
    extend(step, ink);
    prune();
  }

  /// The best whole row, and the logarithm of its probability.
  std::pair<std::vector<int>, double> best() {
    int best = RowBeginnings::kRoot;
    double best_total = -1;
    for (const int index : active_) {
      const double total = at(index).total() * beginnings_.end_worth(index);
      if (total > best_total) {
        best_total = total;
        best = index;
      }
    }
    return {beginnings_.characters_of(best),
            best_total > 0 ? std::log(best_total) + scale_ : -1e30};
  }

 private:
  Alignments& at(int index) { return alignments_[static_cast<std::size_t>(index)]; }

  static float ink_of(std::span<const float> ink, int character) {
    return character == kNone ? 0 : ink[static_cast<std::size_t>(character)];
  }

  /// A step on which nothing can begin.
  void walk_over(double blank, std::span<const float> ink) {
    double best = 0;
    for (const int index : active_) {
      Alignments& a = at(index);
      a.blank = a.total() * blank;
      a.ink *= ink_of(ink, beginnings_.character(index));
      best = std::max(best, a.total());
    }
    rescale(best);
  }

  /// Every beginning may go on without a new character.
  void stay(int step, double blank, std::span<const float> ink) {
    touched_ = active_;
    for (const int index : active_) {
      Alignments& a = at(index);
      a.next_blank = a.total() * blank;
      a.next_ink = a.ink * ink_of(ink, beginnings_.character(index));
      a.step = step;
    }
  }

  /// What is below it will not be among the beginnings that are kept: they are at least as likely
  /// as they are by staying.
  double least_useful() {
    double best = 0;
    double worst = active_.empty() ? 0 : at(active_.front()).next_total();
    for (const int index : active_) {
      best = std::max(best, at(index).next_total());
      worst = std::min(worst, at(index).next_total());
    }
    const bool is_full = active_.size() >= static_cast<std::size_t>(search_.params.width);
    return std::max(best * search_.params.beam, is_full ? worst : 0.0);
  }

  void extend(int step, std::span<const float> ink) {
    candidates_.clear();
    for (int c = 0; c < search_.scores.classes; ++c) {
      const auto i = static_cast<std::size_t>(c);
      if (ink[i] >= search_.params.least_probability && search_.allowed[i])
        candidates_.push_back(c);
    }
    const double least = least_useful();
    for (const int index : active_) {
      for (const int character : candidates_) {
        grow(step, index, character, ink[static_cast<std::size_t>(character)], least);
      }
    }
  }

  void grow(int step, int index, int character, double ink, double least) {
    const int last = beginnings_.character(index);
    const bool repeats = character == last;
    // Between two alike characters there must be a blank.
    const double probability = (repeats ? at(index).blank : at(index).total()) * ink;
    if (probability * bonus_ < least) return;
    if (character == search_.space && (repeats || last == kNone)) return;
    const int child = beginnings_.child_of(index, character);
    if (child >= static_cast<int>(alignments_.size())) alignments_.emplace_back();
    Alignments& a = at(child);
    if (a.step != step) {
      a.next_blank = 0;
      a.next_ink = 0;
      a.step = step;
      touched_.push_back(child);
    }
    a.next_ink += probability * beginnings_.worth(child);
  }

  void prune() {
    double best = 0;
    for (const int index : touched_) {
      Alignments& a = at(index);
      a.blank = a.next_blank;
      a.ink = a.next_ink;
      best = std::max(best, a.total());
    }
    const double least = best * search_.params.beam;
    std::erase_if(touched_, [&](int index) { return !(at(index).total() > least); });
    const auto width = static_cast<std::size_t>(search_.params.width);
    if (touched_.size() > width) {
      std::nth_element(touched_.begin(), touched_.begin() + search_.params.width, touched_.end(),
                       [&](int a, int b) {
                         const double difference = at(a).total() - at(b).total();
                         return difference > 0 || (difference == 0 && a < b);
                       });
      touched_.resize(width);
    }
    active_.swap(touched_);
    rescale(best);
  }

  /// Keeps the best near 1, whatever the length of the row.
  void rescale(double best) {
    if (!(best > 0)) return;
    for (const int index : active_) {
      at(index).blank /= best;
      at(index).ink /= best;
    }
    scale_ += std::log(best);
  }

  const Search& search_;
  double bonus_;
  double scale_ = 0;  ///< logarithm of what the probabilities were divided by
  RowBeginnings beginnings_;
  std::vector<Alignments> alignments_;  ///< one a beginning
  std::vector<int> active_;
  std::vector<int> touched_;
  std::vector<int> candidates_;
};

void check_sizes(const StepScores& scores, std::span<const std::string> alphabet) {
  const auto classes = static_cast<std::size_t>(std::max(scores.classes, 0));
  const auto steps = static_cast<std::size_t>(std::max(scores.steps, 0));
  if (scores.classes < 1 || alphabet.size() != classes ||
      scores.log_probabilities.size() != classes * steps) {
    throw Error(Fault::defect, "decode_row: scores and alphabet do not match");
  }
  if (std::count(alphabet.begin(), alphabet.end(), "") != 1) {
    throw Error(Fault::defect, "decode_row: the alphabet must have one blank");
  }
}

int index_of(std::span<const std::string> alphabet, const std::string& character) {
  const auto found = std::find(alphabet.begin(), alphabet.end(), character);
  return found == alphabet.end() ? kNone : static_cast<int>(found - alphabet.begin());
}

float probability_from(float log) {
  return log > -30 ? std::min(std::exp(log), 1.0F) : 0.0F;
}

std::vector<float> probabilities_of(const StepScores& scores) {
  std::vector<float> ink(scores.log_probabilities.size());
  std::transform(scores.log_probabilities.begin(), scores.log_probabilities.end(), ink.begin(),
                 probability_from);
  return ink;
}

/// Divides the blank's probabilities by what it has too much; those of a step add up to what they
/// did before.
void correct_blanks(std::vector<float>& ink, int classes, int blank, double excess) {
  const auto factor = static_cast<float>(std::exp(-excess));
  const auto c = static_cast<std::size_t>(classes);
  for (std::size_t begin = 0; begin < ink.size(); begin += c) {
    const float before = ink[begin + static_cast<std::size_t>(blank)];
    const float scale = 1 / std::max(1 - before + before * factor, 1e-6F);
    for (std::size_t i = begin; i < begin + c; ++i) ink[i] *= scale;
    ink[begin + static_cast<std::size_t>(blank)] = before * factor * scale;
  }
}

std::vector<bool> allowed_classes(std::span<const std::string> alphabet,
                                  const std::set<std::string>& only) {
  std::vector<bool> allowed;
  for (const std::string& character : alphabet) {
    const bool chosen = only.empty() || character == " " || only.count(character) > 0;
    allowed.push_back(!character.empty() && chosen);
  }
  return allowed;
}

void drop_last_space(std::vector<int>& characters, int space) {
  if (!characters.empty() && characters.back() == space) characters.pop_back();
}

void require(bool holds, const std::string& field, const std::string& bounds, double value) {
  require_setting(holds,
                  "decode." + field + " must be " + bounds + ", got " + std::to_string(value));
}

}  // namespace

void RowDecodeParams::check() const {
  require(width >= 1 && width <= 1000, "width", "1 to 1000", width);
  require(language_weight >= 0 && language_weight <= 3, "language_weight", "0 to 3",
          language_weight);
  require(letters_weight >= 0 && letters_weight <= 3, "letters_weight", "0 to 3", letters_weight);
  require(character_bonus >= -5 && character_bonus <= 5, "character_bonus", "-5 to 5",
          character_bonus);
  require(blank_excess >= -5 && blank_excess <= 5, "blank_excess", "-5 to 5", blank_excess);
  require(foreign_share >= 1e-12 && foreign_share <= 0.5, "foreign_share", "1e-12 to 0.5",
          foreign_share);
  require(kind_memory >= 0 && kind_memory <= 0.99, "kind_memory", "0 to 0.99", kind_memory);
  require(word_list_share >= 0 && word_list_share <= 0.9, "word_list_share", "0 to 0.9",
          word_list_share);
  require(least_probability >= 0 && least_probability <= 0.5, "least_probability", "0 to 0.5",
          least_probability);
  require(certain_blank >= 0.5 && certain_blank <= 1, "certain_blank", "0.5 to 1", certain_blank);
  require(beam >= 0 && beam <= 1, "beam", "0 to 1", beam);
  require(temperature >= 0.1 && temperature <= 10, "temperature", "0.1 to 10", temperature);
  require(alternatives >= 1 && alternatives <= 20, "alternatives", "1 to 20", alternatives);
}

std::string RowText::text() const {
  std::string result;
  for (const RowCharacter& character : characters) result += character.text;
  return result;
}

RowText decode_row(const StepScores& scores, std::span<const std::string> alphabet,
                   const RowHelp& help, const RowDecodeParams& params, const RowLattice& letters) {
  params.check();
  check_sizes(scores, alphabet);
  check_lattice(letters, scores.classes);
  if (scores.steps == 0) return {};
  const RowLanguage language(alphabet, help, params);
  const int blank = index_of(alphabet, "");
  const int space = index_of(alphabet, " ");
  std::optional<LatticePaths> paths;
  if (!letters.is_empty() && params.letters_weight > 0) paths.emplace(letters, space);
  const LatticePaths* const letter_paths = paths ? &*paths : nullptr;
  std::vector<float> corrected = probabilities_of(scores);
  correct_blanks(corrected, scores.classes, blank, params.blank_excess);
  const Search search{scores,
                      alphabet,
                      params,
                      language,
                      letter_paths,
                      std::move(corrected),
                      allowed_classes(alphabet, help.only),
                      blank,
                      space};
  Beam beam(search);
  for (int step = 0; step < scores.steps; ++step) beam.advance(step);
  auto [characters, score] = beam.best();
  drop_last_space(characters, search.space);

  const RowInk ink{scores.classes, scores.steps, search.ink, search.blank};
  RowText row = aligned_row(ink, characters, alphabet);
  row.score = score;
  judge_characters(ink, characters, alphabet, search.allowed,
                   RowJudge(characters, language, params, letter_paths), params, row);
  return row;
}

RowText decode_row_greedily(const StepScores& scores, std::span<const std::string> alphabet) {
  check_sizes(scores, alphabet);
  const int blank = index_of(alphabet, "");
  const int space = index_of(alphabet, " ");
  std::vector<int> characters;
  int last = blank;
  for (int step = 0; step < scores.steps; ++step) {
    const std::span<const float> column = scores.at(step);
    const int best =
        static_cast<int>(std::max_element(column.begin(), column.end()) - column.begin());
    const bool is_idle_space = best == space && (characters.empty() || characters.back() == space);
    if (best != blank && best != last && !is_idle_space) characters.push_back(best);
    last = best;
  }
  drop_last_space(characters, space);
  if (characters.empty()) return {};

  const std::vector<float> probabilities = probabilities_of(scores);
  const RowInk ink{scores.classes, scores.steps, probabilities, blank};
  RowText row = aligned_row(ink, characters, alphabet);
  row.score = row.ink_score;
  const RowHelp nothing;
  const RowDecodeParams params;
  const RowLanguage silence(alphabet, nothing, params);
  judge_characters(ink, characters, alphabet, allowed_classes(alphabet, {}),
                   RowJudge(characters, silence, params), params, row);
  return row;
}

}  // namespace inkline
