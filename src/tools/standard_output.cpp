#include "standard_output.hpp"

#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <inkline/base/error.hpp>

namespace inkline::tools {
namespace {

/// Fills the gap so that the next file does not get this number. The wrong direction on purpose:
/// writing to standard output must still fail.
void keep_closed(int descriptor, int direction) {
  if (::fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) return;
  const int opened = ::open("/dev/null", direction | O_CLOEXEC);
  if (opened == -1 || opened == descriptor) return;
  ::dup2(opened, descriptor);
  ::close(opened);
}

}  // namespace

void guard_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  keep_closed(STDIN_FILENO, O_WRONLY);
  keep_closed(STDOUT_FILENO, O_RDONLY);
  keep_closed(STDERR_FILENO, O_WRONLY);
}

void write_to_standard_output(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      throw Error(Fault::input,
                  "standard output: cannot write: " + std::generic_category().message(errno));
    }
  }
}

}  // namespace inkline::tools
