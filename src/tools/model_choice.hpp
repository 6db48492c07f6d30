#pragma once

#include <filesystem>
#include <optional>

#include <inkline/features/recogniser.hpp>

namespace inkline::tools {

/// The model to read with: that of the file, or the embedded one when none is named.
/// @throws Error  Fault::input, "NAME: reason", also when there is no embedded model
Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file);

}  // namespace inkline::tools
