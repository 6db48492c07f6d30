#pragma once

#include <span>
#include <vector>

#include <inkline/layout/pieces.hpp>
#include <inkline/layout/rows.hpp>

namespace inkline {

/// A piece of ink that is part of two rows, one below the other: letters that touch.
struct RowBridge {
  int piece = 0;
  double slope = 0;   ///< of the border between the rows
  double top = 0;     ///< y of the highest border that makes sense, at the middle of the piece
  double bottom = 0;  ///< likewise of the lowest
};

/// Settings of find_bridges(). Lengths are in letter heights of the rows concerned.
struct BridgeParams {
  double least_cover = 0.8;  ///< of both rows' bands, by the piece; 0 to 1
  double reach = 3.0;        ///< a row's letters are this near to the piece; 0 to 20
  int least_letters = 3;     ///< of each row besides the piece, to know where it runs; at least 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Finds pieces that stand in two rows at once. A descender that hangs far into the row below does
/// not: it seldom reaches that row's baseline.
///
/// @param rows    from cluster_rows()
/// @return        at most one bridge for each piece: that between its two uppermost rows
/// @throws Error  Fault::usage, from params.check()
std::vector<RowBridge> find_bridges(std::span<const Piece> pieces, std::span<const RowMembers> rows,
                                    const BridgeParams& params = {});

}  // namespace inkline
