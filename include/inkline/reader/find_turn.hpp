#pragma once

#include <optional>

namespace inkline {

/// Settings of the search for pages that lie on a side or upside down. Confidence is the
/// classifier's probability of the likeliest character, averaged over letters of the page. The
/// score of rows is the logarithm, per step along them, of how likely the reader of rows takes what
/// it reads; it counts where there is such a reader.
struct TurnParams {
  /// Degrees clockwise that make the page upright: 0, 90, 180 or 270; absent: found from the
  /// writing.
  std::optional<int> degrees = std::nullopt;
  int most_letters = 80;          ///< read in each position, taken evenly over the page; above 0
  int least_letters = 8;          ///< a page with fewer stays as it is; above 0
  int most_rows = 2;              ///< read in each position, the longest; above 0
  double sure_confidence = 0.75;  ///< a page read so well is upright, or upside down where its rows
                                  ///< say so: digits may be read as well so; 0 to 1
  /// A page lies on its side when the log ratios of letters a row and of width to height of the
  /// letters, and the differences of confidence and score, say so by this much in all; above 0.
  double least_evidence = 0.7;
  double confidence_weight = 5.0;    ///< of that difference where letters can be read; 0 to 100
  double readable_confidence = 0.5;  ///< in the best position; below, letters are mostly joined and
                                     ///< their confidence says little; 0 to 1
  double row_weight = 3.0;           ///< of the difference of the score of rows; 0 to 100
  double least_row_gain = 0.02;      ///< in score, of a page upside down; 0 to 10
  double readable_row_score = -0.3;  ///< of a page upside down; what nobody could read, such as a
                                     ///< drawing, is left to chance below it; -10 to 0
  /// Where rows have no score a page is upside down when its letters are read with more confidence
  /// so: the mean gain has to be this large, 0 to 1 ...
  double least_gain = 0.04;
  double least_deviations = 2.5;  ///< ... and this many of its standard deviations; 0 to 100

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

}  // namespace inkline
