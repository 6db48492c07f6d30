#pragma once

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

namespace inkline {

/// Leaves out doubtful rows that are not of the page's writing: those far taller than the rest,
/// such as drawings, those that the upper or lower edge of the page cuts, and all of them where
/// they all run from its left to its right edge, as the courses of a wall do.
void drop_odd_rows(Page& page, const OddRowParams& params);

}  // namespace inkline
