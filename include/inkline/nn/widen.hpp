#pragma once

#include <cstdint>
#include <span>

#include <inkline/nn/network.hpp>

namespace inkline {

/// A network with broader hidden layers that answers just like `net`: what a small network has
/// learnt in little time, a broad one goes on from. New units start with random weights, and what
/// sees them with zeros, so that they come into play as they learn something of use.
///
/// Source: the idea of T. Chen et al., "Net2Net: accelerating learning via knowledge transfer",
/// ICLR 2016; units are new here, not copies.
///
/// @param hidden  every hidden layer, as many and with the offsets of `net`, none narrower
/// @param seed    of the new units' weights
/// @throws Error  Fault::usage when `hidden` cannot be grown from `net`
Network widened(const Network& net, std::span<const LayerParams> hidden, std::uint64_t seed);

}  // namespace inkline
