#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <inkline/training/train_loop.hpp>

namespace inkline {

/// The bytes of a checkpoint: everything of a TrainState, every digit kept, with a checksum.
std::vector<std::byte> write_checkpoint(const TrainState& state);

/// The inverse; sizes are checked before anything is allocated.
/// @param name    stands in messages
/// @throws Error  Fault::input, one line "NAME: reason", when it is damaged, cut short or foreign
TrainState read_checkpoint(std::span<const std::byte> bytes, const std::string& name);

}  // namespace inkline
