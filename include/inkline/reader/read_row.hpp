#pragma once

#include <opencv2/core.hpp>

#include <inkline/reader/read_page.hpp>
#include <inkline/reader/readers.hpp>

namespace inkline {

/// Reads ink that is known to be one row of writing, by the combination of readers that
/// read_page() reads its rows by.
///
/// @param ink      255 on 0, nothing but the row
/// @param readers  with `rows`
/// @return         steps are those of the row's strip; confidences as the search left them, before
///                 the map of the reader; empty where there is no ink
/// @throws Error   Fault::usage, from params.check()
RowText read_row(const cv::Mat1b& ink, const Readers& readers, const ReadParams& params = {});

}  // namespace inkline
