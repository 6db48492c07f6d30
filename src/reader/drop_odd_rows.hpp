#pragma once

#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

namespace inkline {

/// Leaves out doubtful rows that are not of the page's writing: those far taller than the rest,
/// such as drawings, and those that the upper or lower edge of the page cuts.
void drop_odd_rows(Page& page, const OddRowParams& params);

}  // namespace inkline
