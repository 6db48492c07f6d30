#pragma once

#include <string>

#include <inkline/base/page.hpp>

namespace inkline {

/// Settings of with_doubt_marked().
struct DoubtParams {
  double least_confidence = 0;  ///< characters below it are marked; 0 (none) to 1
  std::string mark = "~";       ///< stands for such a character; UTF-8 without control characters

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The same page with a mark in the texts of words and lines for every character that is not sure
/// enough. The guesses of the characters stay, and so do all confidences: those who look closer
/// still find what the ink may say.
/// @throws Error  Fault::usage, from params.check()
Page with_doubt_marked(Page page, const DoubtParams& params);

}  // namespace inkline
