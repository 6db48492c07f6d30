#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include <inkline/features/recogniser.hpp>
#include <inkline/nn/model.hpp>
#include <inkline/reader/readers.hpp>

#include "reading_options.hpp"

namespace inkline::tools {

/// The model to read with: that of the file, or the embedded one when none is named.
/// @throws Error  Fault::input, "NAME: reason", also when there is no embedded model
Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file);

/// What pages are read with: the embedded models, or those of the files. A file that reads rows
/// replaces the embedded reader of rows; one that knows characters replaces both, since it is to be
/// seen what it does. Language, words and alphabet help where rows are read as a whole.
/// @throws Error  Fault::input, "NAME: reason"; Fault::usage for two models of one kind
Readers chosen_readers(const ReadingSettings& settings);

/// What these models, or the embedded ones when none is named, say of themselves, without their
/// networks; see read_model_card().
std::vector<Model> chosen_model_cards(std::span<const std::filesystem::path> files);

}  // namespace inkline::tools
