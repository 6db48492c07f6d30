#pragma once

#include <vector>

namespace inkline {

/// What the ink of an arc may be.
struct LatticeReading {
  static constexpr int kDirt = -1;

  int character = kDirt;  ///< class, or kDirt: no character
  float log_weight = 0;   ///< of this cut and this reading, natural logarithm
};

/// Some neighbouring pieces of a row, taken for one character.
struct LatticeArc {
  int from = 0;  ///< the first of its pieces
  int to = 1;    ///< behind the last; above `from`
  std::vector<LatticeReading> readings;
};

/// Pieces that may be any characters, one or more, that the classifier cannot tell: joined writing,
/// or a letter that it never met.
struct LatticeStretch {
  int from = 0;
  int to = 1;            ///< behind the last piece; above `from`
  float log_weight = 0;  ///< whatever is written there
};

/// How likely a space stands before a piece, natural logarithms.
struct LatticeGap {
  float space = 0;
  float none = 0;
};

/// All ways to take the pieces of a row, from left to right, for characters.
struct RowLattice {
  int pieces = 0;
  std::vector<LatticeArc> arcs;         ///< by `from`
  std::vector<LatticeStretch> unclear;  ///< by `from`, at most one from each piece
  std::vector<LatticeGap> gaps;         ///< before each piece; the first one is not asked

  bool is_empty() const { return pieces == 0; }
};

/// Throws Error(Fault::defect) when arcs are out of order, lead outside or are read as what is no
/// class, or the gaps are not as many as the pieces.
void check_lattice(const RowLattice& lattice, int classes);

}  // namespace inkline
