#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace inkline {

/// Throughout this file a text is a sequence of tokens (code points or words);
///   n  is the number of tokens of the truth,
///   m  is the number of tokens of the reading.

/// What turns a reading into the truth, counted.
struct EditCounts {
  std::size_t matches = 0;
  std::size_t substitutions = 0;
  std::size_t deletions = 0;   ///< tokens of the truth that the reading lacks
  std::size_t insertions = 0;  ///< tokens of the reading that the truth lacks

  std::size_t distance() const { return substitutions + deletions + insertions; }
  std::size_t truth_length() const { return matches + substitutions + deletions; }
  EditCounts& operator+=(const EditCounts& other);
  bool operator==(const EditCounts&) const = default;
};

/// One step of an alignment: a match or substitution holds both tokens, a deletion has an empty
/// `read`, an insertion an empty `truth`.
struct AlignedPair {
  std::string truth;
  std::string read;
  bool operator==(const AlignedPair&) const = default;
};

/// Fewest insertions, deletions and substitutions between two texts, each at cost 1, and how
/// many of each; among the cheapest ways one with the most matches. Time n * m, memory m.
///
/// Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions and
/// reversals", Soviet Physics Doklady 10 (1966) 707-710; R. A. Wagner, M. J. Fischer, "The
/// string-to-string correction problem", Journal of the ACM 21 (1974) 168-173.
EditCounts count_edits(std::span<const std::string> truth, std::span<const std::string> reading);

/// The same alignment token by token, in order. Time and memory n * m.
/// @return empty when n * m is above 400 million, where the table would not fit
std::vector<AlignedPair> align(std::span<const std::string> truth,
                               std::span<const std::string> reading);

}  // namespace inkline
