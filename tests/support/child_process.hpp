#pragma once

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/scratch_folder.hpp"

namespace inkline::test {

/// What a program left behind.
struct ProgramResult {
  int status = -1;  ///< exit status; 128 + the signal that ended it
  std::string out;
  std::string err;
  double seconds = 0;
  double megabytes = 0;  ///< of memory at its peak
};

/// Where the standard streams of a program come from and go to; empty paths are files of our own.
struct ProgramStreams {
  std::string in = "/dev/null";
  std::string out = {};
  bool closed_out = false;  ///< started without a standard output
  bool pipe_out = false;    ///< standard output is a pipe that nobody reads any more
};

inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// In the child: `descriptor` becomes the file.
inline void redirect(int descriptor, const std::string& path, int flags) {
  const int opened = ::open(path.c_str(), flags, 0600);
  if (opened == -1 || ::dup2(opened, descriptor) == -1) ::_exit(126);
  ::close(opened);
}

[[noreturn]] inline void become(std::vector<std::string> command, const ProgramStreams& streams,
                                const std::string& out, const std::string& err) {
  redirect(STDIN_FILENO, streams.in, O_RDONLY);
  redirect(STDERR_FILENO, err, O_WRONLY | O_CREAT | O_TRUNC);
  if (streams.closed_out) {
    ::close(STDOUT_FILENO);
  } else if (streams.pipe_out) {
    int ends[2];
    if (::pipe(ends) == -1) ::_exit(126);
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
  } else {
    redirect(STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC);
  }
  std::vector<char*> arguments;
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

/// Waits for the child, at most `limit` seconds, and then ends it.
/// @param used  gets what it used
inline int wait_for(pid_t child, double limit, rusage& used) {
  const auto start = std::chrono::steady_clock::now();
  int status = 0;
  for (;;) {
    if (::wait4(child, &status, WNOHANG, &used) == child) break;
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > limit) {
      ::kill(child, SIGKILL);
      ::wait4(child, &status, 0, &used);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Runs a program to its end. What takes longer than `limit` seconds is killed (status 137).
inline ProgramResult run_program(const std::vector<std::string>& command,
                                 const ProgramStreams& streams = {}, double limit = 120) {
  const ScratchFolder folder;
  const std::string own_out = (folder.path() / "out").string();
  const std::string err = (folder.path() / "err").string();
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == -1) throw std::runtime_error("cannot start another process");
  if (child == 0) become(command, streams, streams.out.empty() ? own_out : streams.out, err);
  ProgramResult result;
  rusage used{};
  result.status = wait_for(child, limit, used);
  result.megabytes = static_cast<double>(used.ru_maxrss) / 1024;  // Linux counts kilobytes
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.out = content_of(own_out);
  result.err = content_of(err);
  return result;
}

}  // namespace inkline::test
