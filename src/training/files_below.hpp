#pragma once

#include <filesystem>
#include <vector>

namespace inkline {

/// Regular files below a folder in the order of their paths; links to folders are not followed.
/// What cannot be listed is passed over.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

}  // namespace inkline
