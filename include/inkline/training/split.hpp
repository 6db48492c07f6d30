#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <inkline/training/data_set.hpp>

namespace inkline {

/// What a writer's characters are for.
enum class Part {
  train,       ///< 80 % of the writers: the network learns from them
  validation,  ///< 5 %: they decide when to stop and which settings are best
  held_out,    ///< 15 %: for the accuracy that is reported; nothing is ever chosen by them
};

/// The part of a writer, by a hash of the name alone: the same in every run, on every machine and
/// whatever else is in the data set.
///
/// What stands before the last '/' (the contributor) does not count: a few people wrote for two
/// contributors under one name, and must not be on both sides.
Part part_of(std::string_view writer);

/// Indices of the items of one part, in order. Items without a writer are dealt out one by one.
std::vector<std::size_t> items_of(const DataSet& data, Part part);

}  // namespace inkline
