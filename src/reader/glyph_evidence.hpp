#pragma once

#include <span>
#include <string>

#include <inkline/nn/matrix.hpp>
#include <inkline/reader/read_page.hpp>

#include "classified_letters.hpp"
#include "row_ink.hpp"

namespace inkline {

/// Lets the classifier of single characters have its say in the reading of a whole row: where ink
/// stands alone and the reader of rows sees just one character in it, the steps of that character
/// get the geometric mean of both opinions. How sure the reader of rows is that there is a
/// character at all stays as it was.
///
/// @param log_probabilities  of the reader of rows, one column a step; changed
///
/// Source: products of experts; G. E. Hinton, "Training products of experts by minimizing
/// contrastive divergence", Neural Computation 14 (2002) 1771-1800.
void add_glyph_evidence(const ClassifiedLetters& letters,
                        std::span<const std::string> glyph_alphabet, const PlacedStrip& row,
                        std::span<const std::string> row_alphabet, const EvidenceParams& params,
                        Matrix& log_probabilities);

}  // namespace inkline
