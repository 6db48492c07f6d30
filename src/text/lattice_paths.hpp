#pragma once

#include <span>
#include <vector>

#include <inkline/text/row_lattice.hpp>

namespace inkline {

/// The arcs that begin at each piece.
std::vector<std::span<const LatticeArc>> arcs_by_piece(const RowLattice& lattice);

/// Follows texts through a lattice, character by character: all places that the characters so far
/// can have led to, each with its best way. What the lattice says of a beginning is the best way to
/// and from there on to the end of the row, whatever is written there; so beginnings of any length
/// can be compared.
class LatticePaths {
 public:
  /// Where a beginning can have led to.
  struct Place {
    int piece = 0;        ///< before this one, or ...
    bool inside = false;  ///< ... within the unclear stretch that begins with it
    float score = 0;      ///< log-weight of the best way
  };
  using Places = std::vector<Place>;
  /// What is lost once by a text that does not fit into the lattice, natural logarithm.
  static constexpr float kMisfit = 12;

  /// Keeps a reference to `lattice`.
  /// @param space  class of the space, or below 0
  LatticePaths(const RowLattice& lattice, int space);

  Places start() const;
  /// Places after one character more; none when no way leads there.
  /// @param last  the character before, or below 0
  Places after(const Places& places, int last, int character) const;
  /// Log-weight of the best way over any of the places; there must be one.
  float score(const Places& places) const;
  /// Log-weight of the best way that is at the end of the row, or none.
  float end_score(const Places& places) const;

 private:
  float behind(const Place& place) const;
  void follow(const Place& from, bool pays_gap, int character, Places& result) const;
  void pass_dirt(bool pays_gap, Places& places) const;
  void keep_best(Places& places) const;

  const RowLattice& lattice_;
  int space_;
  std::vector<std::span<const LatticeArc>> arcs_;
  std::vector<const LatticeStretch*> unclear_;  ///< of each piece, or none
  std::vector<float> behind_;                   ///< best way from before each piece to the end
};

}  // namespace inkline
