#pragma once

#include <span>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/layout/join_parts.hpp>
#include <inkline/layout/pieces.hpp>

namespace inkline {

/// Settings of find_scribbles(). Depth is the ink in a column of a piece, on average.
struct ScribbleParams {
  double least_width = 1.5;  ///< of a piece that may be a word, in letter heights; 0.5 to 20
  double least_depth = 3.2;  ///< in stroke widths: letters have 1.5 to 3; 1 to 20
  double least_ratio = 1.7;  ///< of the depth to the usual one; 1 to 10
  double tall = 1.2;  ///< taller pieces need to be deeper by as much, letter heights; 0.5 to 5
  double most_thickness =
      1.8;                   ///< of strokes against the usual; thicker ones are another pen's ...
  double least_fill = 0.45;  ///< ... unless they fill this share of their box; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What ink of letters is like in a row or on a page, medians over pieces.
struct UsualInk {
  double depth = 0;      ///< ink of a column on average, pixels
  double thickness = 0;  ///< of strokes, pixels
};

/// @param members  indices of pieces
/// @return         nothing but zeros for no members
UsualInk usual_ink(std::span<const Piece> pieces, std::span<const int> members);

/// Finds words hidden under a zigzag, hatching or scribble: pieces as wide as words with far more
/// ink than letters have, by any pen and in any hand, and than the writing around them has. A word
/// in bolder letters than its neighbours is told by its strokes.
///
/// @param members        indices of the pieces of one row
/// @param page           what writing on the page is like; it counts where the row is too short
/// @param stroke_width   of the page, pixels, above 0
/// @param letter_height  of the page, pixels, above 0
/// @return               indices of pieces
/// @throws Error         Fault::usage, from params.check()
std::vector<int> find_scribbles(std::span<const Piece> pieces, std::span<const int> members,
                                const UsualInk& page, double stroke_width, double letter_height,
                                const ScribbleParams& params = {});

/// Takes the letters of a row that are crossed out: those with a crossed-out piece, and those that
/// stand for the most part between the ends of such a piece.
///
/// @param letters      from left to right; the rest stays in it
/// @param crossed_out  one flag for each piece of the page
/// @return             from left to right
std::vector<Letter> take_crossed_out(std::vector<Letter>& letters,
                                     const std::vector<bool>& crossed_out);

/// Boxes of words made of such letters; what stands less than 0.3 letter heights apart is one.
std::vector<Box> crossed_out_words(std::span<const Letter> letters, double letter_height);

/// Tells in which line each crossed-out word stands, and behind how many of its words.
///
/// @param boxes  of crossed-out words, in the frame of the lines
std::vector<CrossedOut> placed_in_lines(std::span<const Box> boxes, std::span<const Line> lines);

}  // namespace inkline
