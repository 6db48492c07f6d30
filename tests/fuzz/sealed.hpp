#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <inkline/base/byte_stream.hpp>

namespace inkline::test {

/// The bytes with the checksum that our files end with made to fit in place of the last four:
/// otherwise no invention of a fuzzer would ever be looked at behind it.
inline std::vector<std::byte> sealed(std::span<const std::byte> bytes) {
  const std::span<const std::byte> body = bytes.first(bytes.size() < 4 ? 0 : bytes.size() - 4);
  std::vector<std::byte> whole(body.begin(), body.end());
  ByteWriter end;
  end.u32(checksum_of(body));
  whole.insert(whole.end(), end.written().begin(), end.written().end());
  return whole;
}

}  // namespace inkline::test
