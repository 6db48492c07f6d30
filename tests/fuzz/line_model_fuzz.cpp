// Feeds libFuzzer's inventions to the reader of line models, under a checksum that fits. Errors are
// fine; crashes, leaks and hangs are not. Built with INKLINE_FUZZ=ON and clang++; run as:
// line_model_fuzz -max_len=20000 FOLDER_OF_MODELS

#include <cstddef>
#include <cstdint>
#include <span>

#include <inkline/base/error.hpp>
#include <inkline/features/line_recogniser.hpp>

#include "sealed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    inkline::load_line_recogniser(inkline::test::sealed(std::as_bytes(std::span(data, size))),
                                  "fuzz");
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
  return 0;
}
