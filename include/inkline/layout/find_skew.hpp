#pragma once

#include <span>

namespace inkline {

/// A place on the page, pixels.
struct PagePoint {
  float x = 0;
  float y = 0;
};

/// Settings of find_skew().
struct SkewParams {
  double most_degrees = 20.0;   ///< rows are tilted at most this much; 1 to 40
  double coarse_degrees = 0.5;  ///< step of the first search; 0.1 to 2
  double fine_degrees = 0.1;    ///< step of the search around the best; 0.01 to coarse_degrees
  int fewest_letters = 3;       ///< fewer say nothing; at least 2
  int most_points = 5000;       ///< of ink looked at, taken evenly; 100 to 1,000,000
  double ink_bin = 0.167;       ///< width of a row of the ink's profile, in letter heights ...
  double letter_bin = 0.25;     ///< ... and of the letters' profile; both above 0, to 1
  double flatness = 0.4;        ///< of two angles the flatter is preferred by this much of the
                                ///< evidence per radian; 0 to 5
  double most_fan = 0.6;        ///< rows draw together at most by this share; 0 to 0.8
  double fan_step = 0.1;        ///< of the search for that share; 0.02 to 0.5
  int most_fan_points = 2000;   ///< of ink looked at there; 100 to 1,000,000

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// How rows run.
struct Skew {
  double degrees = 0;  ///< clockwise that rows are tilted, from the axis they are nearest to
  bool lying = false;  ///< that axis runs down the page
  /// How much better rows line up along this angle than along the axis: difference of the
  /// logarithms of the scores; 0 when nothing is known.
  double gain = 0;
  double clarity = 0;  ///< the same against the middle one of all angles
};

/// How rows draw together, as they do on a page seen from its side.
struct Fan {
  PagePoint middle;    ///< of the writing
  double degrees = 0;  ///< as of Skew, of the row through the middle
  bool lying = false;  ///< likewise
  /// How much nearer rows are a pixel further along them, as a share of how near they are in the
  /// middle; 0 where they do not draw together.
  double per_pixel = 0;
  double share = 0;  ///< the same from one end of the writing to the other
  double gain = 0;   ///< how much better rows line up so than in parallel, as of Skew
};

/// The angle of the writing, at which its profile across the rows is the most rugged: the product
/// of two scores, the sum of squared differences of neighbouring bins of the ink's profile, and
/// the sum of squares of that of the letters' middles. The first sees joined words best, the
/// second few letters that stand alone.
///
/// @param ink            points of ink, evenly taken from the writing
/// @param letters        middles of its pieces
/// @param letter_height  pixels
/// @return               nothing known for fewer than params.fewest_letters
/// @throws Error         Fault::usage, from params.check()
///
/// Source: squared differences of a profile are those of W. Postl, US patent 4,723,297 (1988), as
/// used by D. S. Bloomberg, G. E. Kopec and L. Dasari, "Measuring document image skew and
/// orientation", SPIE 2422 (1995) 302-316; the middles' profile is that of H. S. Baird, "The skew
/// angle of printed documents", SPSE 1987.
Skew find_skew(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
               double letter_height, const SkewParams& params = {});

/// The same, for rows that run across the page and for rows that run down it.
struct Skews {
  Skew across;
  Skew down;

  const Skew& clearer() const { return down.clarity > across.clarity ? down : across; }
};
Skews find_skews(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
                 double letter_height, const SkewParams& params = {});

/// How the rows draw together: the fan under which the profiles of find_skew() are the most rugged.
///
/// @param skews  of the same writing
/// @return       parallel rows where nothing is known
Fan find_fan(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
             double letter_height, const Skews& skews, const SkewParams& params = {});

}  // namespace inkline
