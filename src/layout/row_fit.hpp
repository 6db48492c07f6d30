#pragma once

#include "row_parts.hpp"

namespace inkline {

/// What gaps beside a part are measured in: the usual size of its letters, but where small letters
/// are tiny what it would be beside these tall ones, as gaps are no smaller for it.
double gap_unit(const RowPart& part);

/// Between two parts, in letter heights; 0 where they overlap.
double gap_between(const RowPart& a, const RowPart& b);

/// How well the bands of two neighbours agree in the middle of the gap between them, the right one
/// moved up by `lift`.
double overlap_in_gap(const RowPart& a, const RowPart& b, double gap, double lift = 0);

/// How much steeper than its rows the page must be for two neighbours to meet: what short rows say
/// of their slope is not exact, and shows far away.
double missed_slope(const RowPart& a, const RowPart& b);

/// How bad it would be to go on from `a` to `b`, which is on its right; infinite when they cannot
/// be of one row.
double link_cost(const RowPart& a, const RowPart& b, double widest, const RowParams& params);

}  // namespace inkline
