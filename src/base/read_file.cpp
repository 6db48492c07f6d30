#include <inkline/base/read_file.hpp>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

#include <inkline/base/error.hpp>

#include "file_descriptor.hpp"

namespace inkline {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw Error(Fault::input, name + ": " + reason);
}

[[noreturn]] void refuse_size(const std::string& name, std::size_t max_bytes) {
  refuse(name, "larger than " + std::to_string(max_bytes) + " bytes, the most that is read");
}

/// Calls read_some(buffer, room), which answers 0 at the end, until there is no more.
template <class ReadSome>
std::vector<std::byte> read_to_end(const std::string& name, std::size_t expected,
                                   std::size_t max_bytes, const ReadSome& read_some) {
  std::vector<std::byte> bytes(expected + 1);  // one more, to meet the end without growing
  std::size_t used = 0;
  while (const std::size_t count = read_some(bytes.data() + used, bytes.size() - used)) {
    used += count;
    if (used > max_bytes) refuse_size(name, max_bytes);
    if (used == bytes.size()) bytes.resize(std::min(2 * used + kChunk, max_bytes + 1));
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace

std::vector<std::byte> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const std::string name = path.string();
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) refuse(name, system_reason());
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) refuse(name, system_reason());
  if (S_ISDIR(status.st_mode)) refuse(name, "it is a folder");
  const auto expected = static_cast<std::size_t>(status.st_size);
  if (expected > max_bytes) refuse_size(name, max_bytes);
  return read_to_end(name, expected, max_bytes, [&](std::byte* buffer, std::size_t room) {
    ssize_t count = -1;
    do {
      count = ::read(file.number(), buffer, room);
    } while (count < 0 && errno == EINTR);
    if (count < 0) refuse(name, system_reason());
    return static_cast<std::size_t>(count);
  });
}

std::vector<std::byte> read_stream(std::istream& stream, const std::string& name,
                                   std::size_t max_bytes) {
  return read_to_end(name, 0, max_bytes, [&](std::byte* buffer, std::size_t room) {
    if (!stream.good()) return std::size_t{0};
    stream.read(reinterpret_cast<char*>(buffer), static_cast<std::streamsize>(room));
    if (stream.bad()) refuse(name, "cannot be read");
    return static_cast<std::size_t>(stream.gcount());
  });
}

}  // namespace inkline
