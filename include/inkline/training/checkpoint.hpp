#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <inkline/training/train_lines.hpp>
#include <inkline/training/train_loop.hpp>

namespace inkline {

/// The bytes of a checkpoint: everything of a run's state, every digit kept, with a checksum.
std::vector<std::byte> write_checkpoint(const TrainState& state);
std::vector<std::byte> write_checkpoint(const LineTrainState& state);

/// The inverses; sizes are checked before anything is allocated.
/// @param name    stands in messages
/// @throws Error  Fault::input, one line "NAME: reason", when it is damaged, cut short or of
/// another
///                kind of training
TrainState read_checkpoint(std::span<const std::byte> bytes, const std::string& name);
LineTrainState read_line_checkpoint(std::span<const std::byte> bytes, const std::string& name);

}  // namespace inkline
