#pragma once

#include <filesystem>
#include <optional>

#include <inkline/features/recogniser.hpp>
#include <inkline/nn/model.hpp>

namespace inkline::tools {

/// Whether the build put a model into the program.
bool has_embedded_model();

/// The model to read with: that of the file, or the embedded one when none is named.
/// @throws Error  Fault::input, "NAME: reason", also when there is no embedded model
Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file);

/// What that model says of itself, without its network; see read_model_card().
Model chosen_model_card(const std::optional<std::filesystem::path>& file);

}  // namespace inkline::tools
