#pragma once

#include <span>
#include <vector>

#include <inkline/base/box.hpp>

namespace inkline {

/// A connected piece of ink as layout sees it.
struct Piece {
  Box box;
  int area = 0;          ///< ink pixels
  int core_top = 0;      ///< of the rows of pixels that most strokes run through, from the top of
  int core_height = 0;   ///< the box: small letters of a joined word; 0 when nobody measured it
  double thickness = 0;  ///< of its strokes, pixels; 0 when nobody measured it

  /// Where the small letters stand as far as is known, or the box.
  Box core() const {
    return core_height > 0 ? Box{box.x, box.y + core_top, box.width, core_height} : box;
  }
};

/// What a piece of ink can be, judged by its size alone.
enum class Role {
  letter,   ///< large enough to be a letter or most of one
  mark,     ///< dot, comma, hyphen, accent, a fragment of a letter
  rubbish,  ///< speck, ruled line, frame, blot, edge of the sheet
};

/// Settings of sort_pieces(). Lengths are in letter heights of the page.
struct PieceParams {
  double least_letter_height = 0.45;  ///< lower pieces are marks; 0.1 to 1
  double most_height = 5.0;           ///< taller pieces are frames; above 1
  double most_width = 9.0;            ///< wider pieces are lines and frames; above 1
  double line_aspect = 7.0;           ///< a flat piece this much wider than high and ...
  double line_width = 1.6;            ///< ... wider than this is a ruled line; above 0
  double blob_strokes = 3.0;          ///< what is this many stroke widths thick and ...
  double blob_share = 0.7;            ///< ... this share of its longer side is a blob; 0 to 1
  double least_mark_strokes = 0.6;    ///< a mark is at least this many stroke widths both ways

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The height that letters on this page have, in pixels: the median of the pieces' heights, where
/// each piece counts as much as the square root of its ink. Dust is frequent but has little ink,
/// the desk around the sheet has much but is few; ruled lines and frames are left out by shape.
/// @return 0 when no piece can be a letter
double letter_height(std::span<const Piece> pieces);

/// Tells what each piece can be.
/// @param letter_height  from letter_height(), above 0
/// @param stroke_width   of the pen, in pixels
/// @return               one role for each piece
/// @throws Error         Fault::usage, from params.check()
std::vector<Role> sort_pieces(std::span<const Piece> pieces, double letter_height,
                              double stroke_width, const PieceParams& params = {});

}  // namespace inkline
