#pragma once

#include <span>
#include <vector>

#include <inkline/base/byte_stream.hpp>

namespace inkline {

/// Offsets of a layer as model files and checkpoints hold them: u32 count, then each as u32 in
/// two's complement.
void write_offsets(std::span<const int> offsets, ByteWriter& out);

/// The inverse; what are_offsets() denies throws Error(Fault::input).
std::vector<int> read_offsets(ByteReader& in);

}  // namespace inkline
