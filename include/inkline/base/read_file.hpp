#pragma once

#include <cstddef>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

namespace inkline {

/// Largest file that is read unless the caller says otherwise. A scan of 64 megapixels without
/// compression has 200 MB; more is a mistake or an attack.
inline constexpr std::size_t kMaxFileBytes = std::size_t{512} << 20;

/// Reads a whole file, at most `max_bytes` of it, so that a device or a growing file ends too.
///
/// @throws Error  Fault::input, "PATH: reason", when it is missing, unreadable, a folder, or larger
///                than max_bytes (told before anything is read where the file has a size)
std::vector<std::byte> read_file(const std::filesystem::path& path,
                                 std::size_t max_bytes = kMaxFileBytes);

/// The same for what is already open, such as standard input; `name` stands in messages.
std::vector<std::byte> read_stream(std::istream& stream, const std::string& name,
                                   std::size_t max_bytes = kMaxFileBytes);

}  // namespace inkline
