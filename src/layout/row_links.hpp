#pragma once

#include <span>
#include <vector>

#include "row_parts.hpp"

namespace inkline {

/// The widest gap inside a row of this page, in letter heights.
double widest_gap(const RowScene& scene, const std::vector<RowPart>& letters);

/// Links parts that follow each other within a row at gaps up to one of `gaps`, narrower ones
/// first, and learns the slopes of the longer ones.
/// @param widest_in_text  beyond this gap only the entries of a table are of one row
void link_parts(RowScene& scene, std::span<const double> gaps, double widest_in_text,
                std::vector<RowPart>& parts);

}  // namespace inkline
