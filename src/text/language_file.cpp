#include "language_file.hpp"

#include <inkline/base/byte_stream.hpp>
#include <inkline/text/language_model.hpp>

namespace inkline::language_file {
namespace {

void write_trie(const Trie& trie, ByteWriter& out) {
  out.u32(static_cast<std::uint32_t>(trie.symbols.size()));
  out.u32(static_cast<std::uint32_t>(trie.children.size()));
  out.bytes(trie.symbols);
  out.bytes(trie.costs);
  out.bytes(trie.inner);
  out.bytes(trie.backoffs);
  out.bytes(trie.children);
}

/// A cost that is none of the bytes that mean something else.
std::uint8_t ending_cost(float probability) {
  if (probability <= 0) return kNoEnd;
  return std::min<std::uint8_t>(cost_from(static_cast<double>(probability)), kNoEnd - 1);
}

void write_words(const WordList& words, ByteWriter& out) {
  const std::span<const WordList::Node> nodes = words.nodes();
  out.u32(static_cast<std::uint32_t>(words.words()));
  out.u32(static_cast<std::uint32_t>(nodes.size()));
  for (const auto& node : nodes) out.u8(static_cast<std::uint8_t>(std::max(node.symbol, 0)));
  for (const auto& node : nodes) out.u8(cost_from(static_cast<double>(node.probability)));
  for (const auto& node : nodes) out.u8(ending_cost(node.end_probability));
  for (const auto& node : nodes) out.u8(static_cast<std::uint8_t>(node.children));
}

ByteWriter before_samples(const LanguageFile& file) {
  ByteWriter out;
  for (const char c : kMagic) out.u8(static_cast<std::uint8_t>(c));
  out.u32(kVersion);
  out.text(file.name);
  out.text(file.provenance);
  out.u32(static_cast<std::uint32_t>(file.order));
  out.u32(static_cast<std::uint32_t>(file.characters.size()));
  for (const std::string& character : file.characters) out.text(character);
  write_trie(file.trie, out);
  write_words(file.words, out);
  return out;
}

std::vector<std::byte> closed(ByteWriter& out) {
  out.u32(checksum_of(out.written()));
  return out.take();
}

}  // namespace

std::vector<std::byte> write(const LanguageFile& file) {
  ByteWriter plain = before_samples(file);
  plain.u32(0);
  const LanguageModel model = read_language(closed(plain), "new language file");

  ByteWriter out = before_samples(file);
  out.u32(static_cast<std::uint32_t>(file.samples.size()));
  for (const std::string& row : file.samples) {
    out.text(row);
    out.f64(model.log_probability(row));
  }
  return closed(out);
}

}  // namespace inkline::language_file
