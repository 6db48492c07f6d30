#pragma once

#include <cstddef>
#include <vector>

#include <inkline/text/decode_row.hpp>

#include "lattice_paths.hpp"
#include "row_language.hpp"

namespace inkline {

/// The beginnings of a row that a search has come across, as a tree: each is an earlier one and a
/// character more, and knows what that character is worth by the language and by the row's letters.
class RowBeginnings {
 public:
  static constexpr int kRoot = 0;   ///< the empty beginning
  static constexpr int kNone = -1;  ///< the root's character

  /// Keeps references to `language` and `letters`.
  /// @param letters  the row's lattice, where it is to be asked as well
  RowBeginnings(int classes, const RowLanguage& language, const RowDecodeParams& params,
                const LatticePaths* letters = nullptr);

  int size() const { return static_cast<int>(nodes_.size()); }
  int character(int index) const { return at(index).character; }
  /// Of the last character, powers and bonus of the params included; 1 when nobody is asked.
  float worth(int index) const { return at(index).worth; }
  /// Of the row's end behind a beginning.
  double end_worth(int index);
  /// A beginning and a character more; made when it is not there yet.
  int child_of(int index, int character);
  /// From the first to the last.
  std::vector<int> characters_of(int index) const;

 private:
  struct Node {
    int parent = kNone;
    int character = kNone;
    float worth = 1;
    int state = kNone;            ///< of the language, once it was needed
    int children = kNone;         ///< where its children are listed, once it has any
    float letters_score = 0;      ///< by the lattice
    LatticePaths::Places places;  ///< in the lattice; none when the text does not fit there
  };

  const Node& at(int index) const { return nodes_[static_cast<std::size_t>(index)]; }
  Node& at(int index) { return nodes_[static_cast<std::size_t>(index)]; }
  float language_worth(int index, int character);
  void follow_letters(int parent, Node& child) const;
  const RowLanguage::State& state_of(int index);

  const RowLanguage& language_;
  std::size_t classes_;
  const LatticePaths* letters_;
  float weight_;
  float letters_weight_;
  float bonus_;
  std::vector<Node> nodes_;
  std::vector<RowLanguage::State> states_;
  std::vector<int> children_;  ///< one list of `classes` beginnings for each that has grown
};

}  // namespace inkline
