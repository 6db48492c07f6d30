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
