#pragma once

#include <string>

#include <inkline/image/mark_ink.hpp>

#include "options.hpp"

namespace inkline::tools {

/// Takes --threshold and --light over into the settings.
/// @throws Error  Fault::usage, naming the choices
void take_ink_options(const cxxopts::ParseResult& parsed, MarkInkParams& params);

/// The methods of --threshold for a help page, a line each.
std::string method_list();

}  // namespace inkline::tools
