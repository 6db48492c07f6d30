#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <inkline/text/word_list.hpp>

// What reading and writing of language files share.
//
// The trie of a file stands breadth first: node 0 is the root, the children of a node stand side by
// side in the order of their symbols, and those of an earlier node before those of a later one. So
// the numbers of children say where every child is, and no offset has to be stored or trusted:
//   u32 nodes, u32 inner nodes,
//   symbols of the nodes       1 byte each
//   costs of the nodes         1 byte each, see cost_from()
//   which nodes are inner      1 bit each, in whole units of 8 bytes
//   back-offs of inner nodes   1 byte each, see backoff_from()
//   children of inner nodes    1 byte each, at least 1
// A node is a run of characters, its cost that of the last one after the others, its back-off what
// it costs that a character is not among its children.
//
// Words stand behind it in a smaller trie of the same order, without back-off:
//   u32 words, u32 nodes       both 0 when there are none
//   symbols of the nodes       1 byte each, that of the root 0; siblings ascend
//   costs of the nodes         1 byte each, of going on to here from the parent
//   costs of ending there      1 byte each, kNoEnd where no word does
//   children of the nodes      1 byte each; a node without any ends a word

namespace inkline::language_file {

inline constexpr std::string_view kMagic = "INKLANG\n";
inline constexpr std::uint32_t kVersion = 2;
inline constexpr std::uint8_t kRowBreak = 0;  ///< the symbol of a row's beginning and end
inline constexpr std::size_t kMaxSymbols = 250;
inline constexpr std::size_t kMaxName = 200;
inline constexpr std::size_t kMaxProvenance = 65536;
inline constexpr std::uint32_t kMaxNodes = 1U << 26U;
inline constexpr std::uint32_t kMaxSamples = 64;
inline constexpr std::uint8_t kNoEnd = 255;
inline constexpr std::size_t kBytesAWordNode = 4;
inline constexpr std::size_t kMaxSampleBytes = 4096;

/// Costs are negative natural logarithms in sixteenths: half a step is a factor of 1.03.
inline constexpr int kStepsPerNat = 16;
/// Back-offs may be gains, of up to 4 nats.
inline constexpr int kBackoffOffset = 4 * kStepsPerNat;

inline std::uint8_t quantised(double nats) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(nats * kStepsPerNat), 0L, 255L));
}
inline std::uint8_t cost_from(double probability) {
  return quantised(-std::log(probability));
}
inline std::uint8_t backoff_from(double factor) {
  return quantised(-std::log(factor) + kBackoffOffset / double{kStepsPerNat});
}

struct Trie {
  std::vector<std::uint8_t> symbols;
  std::vector<std::uint8_t> costs;
  std::vector<std::uint8_t> inner;  ///< bits, a multiple of 8 bytes
  std::vector<std::uint8_t> backoffs;
  std::vector<std::uint8_t> children;
};

/// Bytes that hold a bit for each node.
inline std::size_t bit_bytes(std::size_t nodes) {
  return (nodes + 63) / 64 * 8;
}

struct LanguageFile {
  std::string name;
  std::string provenance;
  int order = 0;
  std::vector<std::string> characters;  ///< of symbols 1, 2, ...; symbol 0 is the row break
  Trie trie;
  WordList words;                    ///< its numbers are the symbols
  std::vector<std::string> samples;  ///< rows whose scores go into the file
};

/// Bytes of everything.
std::vector<std::byte> write(const LanguageFile& file);

}  // namespace inkline::language_file
