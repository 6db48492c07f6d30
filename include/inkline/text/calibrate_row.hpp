#pragma once

#include <vector>

#include <inkline/base/confidence_map.hpp>
#include <inkline/text/decode_row.hpp>

namespace inkline {

/// What speaks for each character of a row, as the search left it.
std::vector<Certainty> certainties_of(const RowText& row);

/// The row with confidences that come true as often as they say, by the map of its reader. What a
/// character loses goes to the other readings of it, what it gains they lose, all by one share. An
/// empty map changes nothing.
RowText calibrated(RowText row, const ConfidenceMap& map);

}  // namespace inkline
