#include <inkline/nn/offset_bytes.hpp>

#include <bit>
#include <cstdint>

#include <inkline/nn/network.hpp>

namespace inkline {

void write_offsets(std::span<const int> offsets, ByteWriter& out) {
  out.u32(static_cast<std::uint32_t>(offsets.size()));
  for (const int offset : offsets) out.u32(std::bit_cast<std::uint32_t>(offset));
}

std::vector<int> read_offsets(ByteReader& in) {
  std::vector<int> offsets(in.count("offsets", 1, kMaxOffsets));
  for (int& offset : offsets) offset = std::bit_cast<int>(in.u32());
  if (!are_offsets(offsets)) in.fail("offsets must be ascending, each -256 to 256");
  return offsets;
}

}  // namespace inkline
