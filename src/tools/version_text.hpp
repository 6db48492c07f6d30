#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace inkline::tools {

/// What --version prints: the versions of program and model, and what the model says of itself.
/// @param model  as in chosen_recogniser()
std::string version_text(const std::optional<std::filesystem::path>& model);

}  // namespace inkline::tools
