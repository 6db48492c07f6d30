#pragma once

#include <functional>
#include <string>

#include <inkline/training/run_state.hpp>

namespace inkline::tools {

// What the commands that train have in common.

/// One line to standard error.
void say(const std::string& line);

/// From here on Ctrl-C and SIGTERM are remembered; a second one ends the program at once.
void listen_for_interruption();
bool was_interrupted();

/// A run of an hour must not end because a disk is full for a while.
void do_or_warn(const std::function<void()>& write);

std::string end_text(TrainEnd end);

}  // namespace inkline::tools
