#include "row_beginnings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inkline {
RowBeginnings::RowBeginnings(int classes, const RowLanguage& language,
                             const RowDecodeParams& params, const LatticePaths* letters)
    : language_(language),
      classes_(static_cast<std::size_t>(classes)),
      letters_(letters),
      weight_(static_cast<float>(params.language_weight)),
      letters_weight_(static_cast<float>(params.letters_weight)),
      bonus_(language.is_silent() ? 1 : static_cast<float>(std::exp(params.character_bonus))) {
  Node& root = nodes_.emplace_back();
  root.state = 0;
  if (!language.is_silent()) states_.push_back(language.start());
  if (letters == nullptr) return;
  root.places = letters->start();
  root.letters_score = letters->score(root.places);
}

double RowBeginnings::end_worth(int index) {
  double worth = 1;
  if (!language_.is_silent()) {
    worth = std::pow(language_.end_probability(state_of(index)), weight_);
  }
  if (letters_ == nullptr || at(index).places.empty()) return worth;
  const float loss = at(index).letters_score - letters_->end_score(at(index).places);
  return worth *
         static_cast<double>(std::exp(-letters_weight_ * std::min(loss, LatticePaths::kMisfit)));
}

int RowBeginnings::child_of(int index, int character) {
  if (at(index).children == kNone) {
    at(index).children = static_cast<int>(children_.size() / classes_);
    children_.resize(children_.size() + classes_, kNone);
  }
  const std::size_t place =
      static_cast<std::size_t>(at(index).children) * classes_ + static_cast<std::size_t>(character);
  if (children_[place] == kNone) {
    Node child;
    child.parent = index;
    child.character = character;
    child.worth = language_worth(index, character);
    if (letters_ != nullptr) follow_letters(index, child);
    children_[place] = size();
    nodes_.push_back(std::move(child));
  }
  return children_[place];
}

/// A beginning that does not fit is worth less once; what is behind it is not asked any more.
void RowBeginnings::follow_letters(int parent, Node& child) const {
  const Node& before = at(parent);
  child.letters_score = before.letters_score;
  if (before.places.empty()) return;
  child.places = letters_->after(before.places, before.character, child.character);
  const float score = child.places.empty() ? before.letters_score - LatticePaths::kMisfit
                                           : letters_->score(child.places);
  child.letters_score = std::max(score, before.letters_score - LatticePaths::kMisfit);
  child.worth *= std::exp(letters_weight_ * (child.letters_score - before.letters_score));
}

std::vector<int> RowBeginnings::characters_of(int index) const {
  std::vector<int> characters;
  for (int i = index; i != kRoot; i = at(i).parent) characters.push_back(at(i).character);
  std::reverse(characters.begin(), characters.end());
  return characters;
}

float RowBeginnings::language_worth(int index, int character) {
  if (language_.is_silent()) return 1;
  return std::pow(language_.probability(state_of(index), character), weight_) * bonus_;
}

/// Only beginnings that grow need a state; their parents have theirs.
const RowLanguage::State& RowBeginnings::state_of(int index) {
  Node& node = at(index);
  if (node.state == kNone) {
    node.state = static_cast<int>(states_.size());
    states_.push_back(
        language_.after(states_[static_cast<std::size_t>(at(node.parent).state)], node.character));
  }
  return states_[static_cast<std::size_t>(node.state)];
}

}  // namespace inkline
