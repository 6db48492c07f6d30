#pragma once

#include <filesystem>
#include <vector>

namespace inkline::tools {

/// Whether a file is taken for a picture when its folder is read: by the first bytes of a format
/// we decode, or by the extension of one, so that a damaged picture is reported and not passed
/// over in silence.
bool looks_like_picture(const std::filesystem::path& file);

/// The pictures in a folder in natural order. Entries whose name starts with a dot are passed over.
///
/// @param recursive  sub-folders too, each after the pictures of the folder above it; symbolic
///                   links to folders are not followed
/// @throws Error  Fault::input, "PATH: reason", when the folder itself cannot be read
std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder, bool recursive);

}  // namespace inkline::tools
