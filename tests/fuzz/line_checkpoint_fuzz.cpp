// Feeds libFuzzer's inventions to the reader of checkpoints of line training, under a checksum that
// fits. Errors are fine; crashes, leaks and hangs are not. Built with INKLINE_FUZZ=ON and clang++;
// run as: line_checkpoint_fuzz -max_len=50000 FOLDER_OF_CHECKPOINTS

#include <cstddef>
#include <cstdint>
#include <span>

#include <inkline/base/error.hpp>
#include <inkline/training/checkpoint.hpp>

#include "sealed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    inkline::read_line_checkpoint(inkline::test::sealed(std::as_bytes(std::span(data, size))),
                                  "fuzz");
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
  return 0;
}
