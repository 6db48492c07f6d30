#pragma once

#include <vector>

#include <inkline/base/page.hpp>

namespace inkline {

/// Settings of settle_word_kinds().
struct WordKindParams {
  int rounds = 3;            ///< times the page's own mixture of kinds is estimated; 0 to 20
  double prior_words = 4.0;  ///< how many words of evidence the usual mixture is worth; above 0
  double trust = 1.0;        ///< power given to the kinds' evidence; 0 leaves all as it is; 0 to 2

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Settles look-alikes (0 O o, 1 l I |, 5 S s, c C, ...) by the company they keep. A word is of a
/// kind (capitals, small letters, capitalised, number, code, anything), each kind holds small
/// letters, capitals, digits and marks in its own shares, and a page holds the kinds in its own
/// mixture. The guesses of every character are weighed anew with the kinds its word can be of;
/// what the ink says clearly stays.
///
/// The mixture is estimated from the page by expectation maximisation.
/// Source: A. P. Dempster, N. M. Laird, D. B. Rubin, "Maximum likelihood from incomplete data via
/// the EM algorithm", Journal of the Royal Statistical Society B 39 (1977) 1-38. The shares of the
/// kinds are set by hand.
///
/// @param lines  guesses with texts of one ASCII character; others count as marks
/// @return       the same lines with guesses in a new order, their confidences adding up to what
///               they did before, and with texts and confidences of words and lines to match
/// @throws Error Fault::usage, from params.check()
std::vector<Line> settle_word_kinds(std::vector<Line> lines, const WordKindParams& params = {});

/// Sets text and confidence of a line and its words from the first guesses of their characters.
void spell_out(Line& line);

}  // namespace inkline
