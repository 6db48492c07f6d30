#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include <unistd.h>

namespace inkline {

/// An open file of the operating system, closed when it goes out of scope.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

  /// Closes now, so that the caller hears of what a delayed write has to say; false with errno.
  bool close() {
    const int number = number_;
    number_ = -1;
    return ::close(number) == 0;
  }

 private:
  int number_;
};

/// What errno says, in words.
inline std::string system_reason() {
  return std::generic_category().message(errno);
}

}  // namespace inkline
