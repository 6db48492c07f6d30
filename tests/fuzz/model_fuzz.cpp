// Feeds libFuzzer's inventions to the model reader, under a checksum that fits, and asks what is
// read for an answer. Errors are fine; crashes, leaks and hangs are not. Built with INKLINE_FUZZ=ON
// and clang++; run as: model_fuzz -max_len=20000 FOLDER_OF_MODELS

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>
#include <inkline/nn/model.hpp>

namespace {

std::vector<std::byte> with_checksum(std::span<const std::byte> bytes) {
  const std::span<const std::byte> body = bytes.first(bytes.size() < 4 ? 0 : bytes.size() - 4);
  std::vector<std::byte> whole(body.begin(), body.end());
  inkline::ByteWriter end;
  end.u32(inkline::checksum_of(body));
  whole.insert(whole.end(), end.written().begin(), end.written().end());
  return whole;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const inkline::Network net =
        inkline::read_model(with_checksum(std::as_bytes(std::span(data, size))), "fuzz").network;
    constexpr std::array<int, 3> rows{1, 0, 5};
    inkline::classify(net, inkline::Matrix::Ones(net.inputs(), 6), rows);
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
  return 0;
}
