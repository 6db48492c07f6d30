#include <inkline/training/split.hpp>

#include <cstdint>
#include <string>

namespace inkline {
namespace {

/// FNV-1a with a final mix, since the last bytes of short names would hardly reach the top bits.
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, RFC draft "The FNV non-cryptographic hash algorithm".
std::uint64_t hash_of(std::string_view text) {
  // The salt was picked so that the writers of UNIPEN fall into parts of the sizes wanted; no
  // accuracy had been measured then.
  std::string salted = "salt0";
  salted += text;
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : salted) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  hash ^= hash >> 32U;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 29U);
}

Part part_of_hash(std::uint64_t hash) {
  const std::uint64_t percent = hash % 100;
  if (percent < 15) return Part::held_out;
  if (percent < 20) return Part::validation;
  return Part::train;
}

}  // namespace

Part part_of(std::string_view writer) {
  const std::size_t slash = writer.rfind('/');
  return part_of_hash(hash_of(slash == std::string_view::npos ? writer : writer.substr(slash + 1)));
}

std::vector<std::size_t> items_of(const DataSet& data, Part part) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < data.items.size(); ++i) {
    const std::string& writer = data.items[i].writer;
    const Part own = writer.empty() ? part_of(std::to_string(i)) : part_of(writer);
    if (own == part) indices.push_back(i);
  }
  return indices;
}

}  // namespace inkline
