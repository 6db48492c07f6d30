#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace inkline {

/// Writes a whole file or nothing: readers of `path` see the old content or the new, never a part.
///
/// The bytes go into a temporary file in the same folder, which is renamed over `path` once every
/// write and the close went well, and removed otherwise. An existing file keeps its permissions; a
/// symbolic link is kept and the file behind it replaced. What is no regular file (a fifo,
/// /dev/full, /dev/stdout) is written to directly. We do not wait for the disk (no fsync): a power
/// cut may lose the new content, a crash of the program may not.
///
/// @throws Error  Fault::input, "PATH: cannot write: reason", for example on a full disk
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file_atomically(const std::filesystem::path& path, std::string_view text);

}  // namespace inkline
