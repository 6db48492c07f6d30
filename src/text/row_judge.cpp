#include "row_judge.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkline {
namespace {

// Characters behind a changed one of which the language is asked again; the longest memory of an
// n-gram model is 7, and 4 gave the same confidences to two digits at half the price.
constexpr std::size_t kHorizon = 4;

}  // namespace

RowJudge::RowJudge(std::span<const int> characters, const RowLanguage& language,
                   const RowDecodeParams& params, const LatticePaths* letters)
    : characters_(characters), language_(language), params_(params), letters_(letters) {
  if (!language.is_silent()) {
    states_.push_back(language.start());
    for (const int character : characters) {
      states_.push_back(language.after(states_.back(), character));
    }
  }
  if (letters != nullptr) {
    places_.push_back(letters->start());
    int last = -1;
    for (const int character : characters) {
      places_.push_back(letters->after(places_.back(), last, character));
      last = character;
    }
  }
}

double RowJudge::worth(std::size_t index, int character) const {
  double worth = language_.is_silent() ? 1 : language_worth(index, character);
  if (letters_ != nullptr && !places_[index].empty()) worth *= letters_worth(index, character);
  return worth;
}

double RowJudge::language_worth(std::size_t index, int character) const {
  RowLanguage::State state = states_[index];
  double log_sum = 0;
  double bonus = 0;
  if (character >= 0) {
    log_sum += std::log(double{language_.probability(state, character)});
    state = language_.after(state, character);
    bonus = params_.character_bonus;
  }
  const std::size_t end = std::min(characters_.size(), index + 1 + kHorizon);
  for (std::size_t i = index + 1; i < end; ++i) {
    log_sum += std::log(double{language_.probability(state, characters_[i])});
    state = language_.after(state, characters_[i]);
  }
  if (end == characters_.size()) log_sum += std::log(double{language_.end_probability(state)});
  return std::exp(params_.language_weight * log_sum + bonus);
}

double RowJudge::letters_worth(std::size_t index, int character) const {
  LatticePaths::Places places = places_[index];
  const float before = letters_->score(places);
  int last = index == 0 ? -1 : characters_[index - 1];
  const auto go_on = [&](int next) {
    places = letters_->after(places, last, next);
    last = next;
  };
  if (character >= 0) go_on(character);
  const std::size_t end = std::min(characters_.size(), index + 1 + kHorizon);
  for (std::size_t i = index + 1; i < end; ++i) go_on(characters_[i]);
  float behind = before - LatticePaths::kMisfit;
  if (!places.empty()) {
    behind = std::max(
        behind, end == characters_.size() ? letters_->end_score(places) : letters_->score(places));
  }
  return std::exp(params_.letters_weight * static_cast<double>(behind - before));
}

void set_guesses(std::vector<RowCandidate> candidates, double sum,
                 std::span<const std::string> alphabet, int alternatives, RowCharacter& character) {
  character.confidence = static_cast<float>(candidates.front().probability / sum);
  // The chosen one stays first where it is as likely as another.
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const RowCandidate& a, const RowCandidate& b) { return a.probability > b.probability; });
  const auto most = static_cast<std::size_t>(alternatives);
  for (const RowCandidate& candidate : candidates) {
    const std::string& text = alphabet[static_cast<std::size_t>(candidate.character)];
    const bool is_last = character.guesses.size() + 1 == most;
    const bool chosen_waits =
        std::none_of(character.guesses.begin(), character.guesses.end(),
                     [&](const Guess& guess) { return guess.text == character.text; });
    if (is_last && chosen_waits && text != character.text) continue;
    character.guesses.push_back({text, static_cast<float>(candidate.probability / sum)});
    if (character.guesses.size() == most) break;
  }
}

}  // namespace inkline
