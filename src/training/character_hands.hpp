#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <inkline/training/hand.hpp>
#include <inkline/training/ink.hpp>
#include <inkline/training/unipen.hpp>

namespace inkline {

/// One character of a hand; its ink is thinned to what drawing needs.
struct WrittenSample {
  Ink ink;
  std::uint32_t hand = 0;
  char character = 0;  ///< printable ASCII; 0 for marked noise
};

/// Single characters by the hands that wrote them.
struct CharacterHands {
  std::vector<WrittenSample> samples;
  std::vector<std::string> writers;  ///< of each hand; a writer has more than one at times
  std::vector<HandSizes> hands;
};

/// Takes over the segments of kUnipenCharacters that can be used.
/// @param notes  gets a line for each kind of segment that is left out, with the count
CharacterHands character_hands(UnipenData&& data, std::vector<std::string>& notes);

}  // namespace inkline
