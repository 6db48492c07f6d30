#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace inkline {

/// The text of a row as it stands in the ink; nothing when that cannot be told.
///
/// Some contributors of UNIPEN wrote their labels with blanks around every punctuation mark
/// (`away , and`), and two with blanks between the digits of a number. The marks are joined to the
/// words they belong to. Nothing is returned for text that is not printable ASCII, and where a
/// blank may stand in the ink or not (`a - b`, sums), or words do not stand in the order of the
/// label (contributor att).
///
/// @param label        as unipen_segments() gives it
/// @param contributor  such as "hpp"
std::optional<std::string> row_label(std::string_view label, std::string_view contributor);

}  // namespace inkline
