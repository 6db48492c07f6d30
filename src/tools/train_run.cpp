#include "train_run.hpp"

#include <csignal>
#include <iostream>

#include <inkline/base/error.hpp>

namespace inkline::tools {
namespace {

// The one global: a signal handler can reach nothing else.
volatile std::sig_atomic_t stop_signal = 0;

extern "C" void remember_signal(int number) {
  stop_signal = number;
  std::signal(number, SIG_DFL);  // a second one ends the program at once
}

}  // namespace

void say(const std::string& line) {
  std::cerr << line + '\n' << std::flush;
}

void listen_for_interruption() {
  std::signal(SIGINT, remember_signal);
  std::signal(SIGTERM, remember_signal);
}

bool was_interrupted() {
  return stop_signal != 0;
}

void do_or_warn(const std::function<void()>& write) {
  try {
    write();
  } catch (const Error& error) {
    say(std::string("warning: ") + error.what());
  }
}

std::string end_text(TrainEnd end) {
  if (end == TrainEnd::patience) return "no better for too long";
  if (end == TrainEnd::stopped) return "stopped";
  return "all epochs done";
}

}  // namespace inkline::tools
