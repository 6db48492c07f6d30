#pragma once

#include "ocr_settings.hpp"

namespace inkline::tools {

/// Exit statuses of the programs beside the values of Fault.
inline constexpr int kAllDone = 0;
inline constexpr int kSomeFailed = 4;

/// Reads every input and writes what was read; failures of single inputs are told on standard
/// error and do not stop the rest.
/// @return the exit status
/// @throws Error  when nothing can be done at all: no model, no place for the output
int read_inputs(const OcrSettings& settings);

}  // namespace inkline::tools
