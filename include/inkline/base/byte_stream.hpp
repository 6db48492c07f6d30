#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inkline {

/// Puts numbers and texts one after the other, little-endian on every machine.
class ByteWriter {
 public:
  void u8(std::uint8_t value);
  void u16(std::uint16_t value);
  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  void f32(float value);
  void f64(double value);
  void text(std::string_view value);  ///< u32 length, then the bytes
  void bytes(std::span<const std::uint8_t> values);
  void floats(std::span<const float> values);

  std::size_t size() const { return bytes_.size(); }
  std::span<const std::byte> written() const { return bytes_; }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

/// Reads what ByteWriter wrote, from bytes nobody vouches for: a read past the end throws
/// Error(Fault::input, "NAME: ends too early"), and nothing is allocated before it is known that
/// the bytes are there.
class ByteReader {
 public:
  ByteReader(std::span<const std::byte> bytes, std::string name);

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  float f32();
  double f64();
  std::string text(std::size_t max_length);
  std::span<const std::byte> bytes(std::size_t count);
  void floats(std::span<float> values);

  /// u32 that must be low to high; `what` stands in the message.
  std::uint32_t count(const char* what, std::uint32_t low, std::uint32_t high);

  std::size_t left() const { return bytes_.size(); }
  const std::string& name() const { return name_; }
  [[noreturn]] void fail(const std::string& reason) const;

 private:
  std::span<const std::byte> bytes_;
  std::string name_;
};

/// CRC-32 as in zlib and PNG.
std::uint32_t checksum_of(std::span<const std::byte> bytes);

}  // namespace inkline
