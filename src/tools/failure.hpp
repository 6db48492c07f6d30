#pragma once

#include <exception>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline::tools {

/// What went wrong, ready to be told: one line and an exit status.
struct Failure {
  Fault fault = Fault::defect;
  std::string message;
};

/// Tells the failures that users can do something about from defects of the program.
/// @param name  what was worked on, put before messages that do not name it; may be empty
Failure failure_from(const std::exception& exception, const std::string& name);

/// "PROGRAM: message" and a newline on standard error, with line breaks inside flattened.
void report(const std::string& program, const std::string& message);

/// The body of a main: runs `body`, and turns what it throws into a line and an exit status.
int run_guarded(const std::string& program, int (*body)(int, char**), int argc, char** argv);

}  // namespace inkline::tools
