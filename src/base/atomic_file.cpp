#include <inkline/base/atomic_file.hpp>

#include <atomic>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

#include <inkline/base/error.hpp>

#include "file_descriptor.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& reason) {
  throw Error(Fault::input, path.string() + ": cannot write: " + reason);
}

/// `shown` is what the caller named; messages speak of that, not of our temporary file.
void write_all(FileDescriptor& file, std::span<const std::byte> bytes, const fs::path& shown) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse(shown, system_reason());
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (!file.close()) refuse(shown, system_reason());
}

/// Names of files that a process has open. Even when that is a regular file (standard output sent
/// to one) it must not be replaced: others hold it open too.
bool names_open_file(const fs::path& path) {
  const std::string whole = fs::absolute(path).lexically_normal().string();
  return whole == "/dev/stdout" || whole == "/dev/stderr" || whole.starts_with("/dev/fd/") ||
         whole.starts_with("/proc/");
}

void write_directly(const fs::path& path, std::span<const std::byte> bytes) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (!file.is_open()) refuse(path, system_reason());
  write_all(file, bytes, path);
}

/// Removes the file at the end of the scope unless it has found its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path) : path_(std::move(path)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  bool move_to(const fs::path& target) {
    if (::rename(path_.c_str(), target.c_str()) != 0) return false;
    path_.clear();
    return true;
  }

 private:
  fs::path path_;
};

/// A name nobody else uses: other threads get another count, other processes another number. It
/// does not hold the target's own name, which may be as long as names can be.
fs::path temporary_name(const fs::path& target) {
  static std::atomic<unsigned> count{0};
  return target.parent_path() /
         (".inkline-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".tmp");
}

/// Opens a file that did not exist. Leftovers of a killed process that had our number are skipped.
std::pair<int, fs::path> create_beside(const fs::path& target) {
  constexpr int attempts = 1000;
  fs::path name;
  int number = -1;
  for (int i = 0; i < attempts && number < 0; ++i) {
    name = temporary_name(target);
    number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number < 0 && errno != EEXIST) break;
  }
  return {number, name};
}

void replace(const fs::path& target, std::span<const std::byte> bytes, const fs::path& shown) {
  struct stat old {};
  const bool exists = ::stat(target.c_str(), &old) == 0;
  if (exists && ::access(target.c_str(), W_OK) != 0) refuse(shown, system_reason());
  const auto [number, name] = create_beside(target);
  FileDescriptor file(number);
  if (!file.is_open()) refuse(shown, system_reason());
  TemporaryFile temporary(name);
  if (exists && ::fchmod(file.number(), old.st_mode & 07777U) != 0) refuse(shown, system_reason());
  write_all(file, bytes, shown);
  if (!temporary.move_to(target)) refuse(shown, system_reason());
}

}  // namespace

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) refuse(path, "it is a folder");
  const bool is_special = fs::exists(status) && !fs::is_regular_file(status);
  if (is_special || names_open_file(path)) {
    write_directly(path, bytes);
    return;
  }
  const fs::path target = fs::exists(status) ? fs::canonical(path, error) : path;
  if (error && fs::exists(status)) refuse(path, error.message());
  replace(target, bytes, path);
}

void write_file_atomically(const fs::path& path, std::string_view text) {
  write_file_atomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

}  // namespace inkline
