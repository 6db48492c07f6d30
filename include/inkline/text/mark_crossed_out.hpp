#pragma once

#include <string_view>

#include <inkline/base/page.hpp>

namespace inkline {

/// Stands for a crossed-out word in the text of its line.
inline constexpr std::string_view kCrossedOutMark = "[struck]";

/// The same page with a mark in the texts of lines where words were crossed out. Words stay as they
/// are, and rows of nothing else stay away.
Page with_crossed_out_marked(Page page, std::string_view mark = kCrossedOutMark);

}  // namespace inkline
