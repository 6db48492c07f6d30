#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkline {

/// What is left out of a comparison of two texts. With all of them off the comparison is strict:
/// every code point counts, and so does every gap between words.
///
/// Blank characters and line breaks count alike: a run of them is one space, and those at either
/// end of the text do not count. Unicode normalisation is not applied.
///
/// Source: OCR-D, "Quality assurance in OCR-D", ocr-d.de/en/spec/ocrd_eval.html, for the treatment
/// of white space; strict comparison as S. V. Rice, "Measuring the accuracy of page-reading
/// systems", PhD thesis, UNLV 1996.
struct TextRules {
  bool ignore_case = false;         ///< ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic
  bool ignore_punctuation = false;  ///< whatever is no letter, digit or space
  bool ignore_spaces = false;       ///< spaces and line breaks
  bool letters_and_digits = false;  ///< all three of the above: ABC12 alone is compared

  /// The rules with letters_and_digits spelt out in the other three.
  TextRules resolved() const;
};

/// The code points that are compared, in order.
std::vector<std::string> comparable_characters(std::string_view text, const TextRules& rules = {});

/// The words that are compared: comparable characters between spaces. The spaces between words
/// are kept apart here even under ignore_spaces, since there would be a single word otherwise.
std::vector<std::string> comparable_words(std::string_view text, const TextRules& rules = {});

/// The lines of `text` that hold something to compare, each as its comparable characters.
std::vector<std::vector<std::string>> comparable_rows(std::string_view text,
                                                      const TextRules& rules = {});

}  // namespace inkline
