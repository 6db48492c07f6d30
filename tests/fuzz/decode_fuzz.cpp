// Feeds libFuzzer's inventions to the picture decoder. Errors are fine; crashes, leaks and hangs
// are not. Built with INKLINE_FUZZ=ON and clang++; run as: decode_fuzz -max_len=20000
// FOLDER_OF_PICTURES

#include <cstddef>
#include <cstdint>
#include <span>

#include <inkline/base/error.hpp>
#include <inkline/image/decode.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    inkline::decode_picture(std::as_bytes(std::span(data, size)), "fuzz",
                            {.max_pixels = 1'000'000});
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
  return 0;
}
