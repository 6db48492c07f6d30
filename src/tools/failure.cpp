#include "failure.hpp"

#include <algorithm>
#include <iostream>
#include <new>

#include <opencv2/core.hpp>
#include "options.hpp"

namespace inkline::tools {
namespace {

bool is_out_of_memory(const std::exception& exception) {
  if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr) return true;
  const auto* const opencv = dynamic_cast<const cv::Exception*>(&exception);
  return opencv != nullptr && opencv->code == cv::Error::StsNoMem;
}

}  // namespace

Failure failure_from(const std::exception& exception, const std::string& name) {
  const std::string prefix = name.empty() ? "" : name + ": ";
  if (const auto* const error = dynamic_cast<const Error*>(&exception)) {
    return {error->fault(), error->what()};
  }
  if (dynamic_cast<const cxxopts::exceptions::exception*>(&exception) != nullptr) {
    return {Fault::usage, exception.what()};
  }
  if (is_out_of_memory(exception)) return {Fault::input, prefix + "not enough memory"};
  return {Fault::defect, prefix + "defect in the program, please report it: " + exception.what()};
}

void report(const std::string& program, const std::string& message) {
  std::string line = program + ": " + message;
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  std::cerr << line + '\n' << std::flush;
}

int run_guarded(const std::string& program, int (*body)(int, char**), int argc, char** argv) {
  try {
    return body(argc, argv);
  } catch (const std::exception& exception) {
    const Failure failure = failure_from(exception, "");
    report(program, failure.message);
    if (failure.fault == Fault::usage) std::cerr << "Try '" + program + " --help'.\n";
    return static_cast<int>(failure.fault);
  } catch (...) {
    report(program, "defect in the program, please report it");
    return static_cast<int>(Fault::defect);
  }
}

}  // namespace inkline::tools
