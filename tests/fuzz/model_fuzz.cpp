// Feeds libFuzzer's inventions to the model reader, under a checksum that fits, and asks what is
// read for an answer. Errors are fine; crashes, leaks and hangs are not. Built with INKLINE_FUZZ=ON
// and clang++; run as: model_fuzz -max_len=20000 FOLDER_OF_MODELS

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <inkline/base/error.hpp>
#include <inkline/nn/model.hpp>

#include "sealed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const inkline::Network net =
        inkline::read_model(inkline::test::sealed(std::as_bytes(std::span(data, size))), "fuzz")
            .network;
    constexpr std::array<int, 3> rows{1, 0, 5};
    inkline::classify(net, inkline::Matrix::Ones(net.inputs(), 6), rows);
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
  return 0;
}
