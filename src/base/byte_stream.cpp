#include <inkline/base/byte_stream.hpp>

#include <bit>
#include <cstring>
#include <utility>

#include <zlib.h>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

template <class Unsigned>
void put(Unsigned value, std::vector<std::byte>& bytes) {
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
}

template <class Unsigned>
Unsigned get(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
  }
  return static_cast<Unsigned>(value);
}

}  // namespace

void ByteWriter::u8(std::uint8_t value) {
  put(value, bytes_);
}
void ByteWriter::u16(std::uint16_t value) {
  bytes_.push_back(static_cast<std::byte>(value & 0xFFU));
  bytes_.push_back(static_cast<std::byte>(value >> 8U));
}
void ByteWriter::u32(std::uint32_t value) {
  put(value, bytes_);
}
void ByteWriter::u64(std::uint64_t value) {
  put(value, bytes_);
}
void ByteWriter::f32(float value) {
  u32(std::bit_cast<std::uint32_t>(value));
}
void ByteWriter::f64(double value) {
  u64(std::bit_cast<std::uint64_t>(value));
}
void ByteWriter::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  for (const char c : value) bytes_.push_back(static_cast<std::byte>(c));
}
void ByteWriter::bytes(std::span<const std::uint8_t> values) {
  const std::span<const std::byte> raw = std::as_bytes(values);
  bytes_.insert(bytes_.end(), raw.begin(), raw.end());
}
void ByteWriter::floats(std::span<const float> values) {
  bytes_.reserve(bytes_.size() + 4 * values.size());
  for (const float value : values) f32(value);
}

ByteReader::ByteReader(std::span<const std::byte> bytes, std::string name)
    : bytes_(bytes), name_(std::move(name)) {}

void ByteReader::fail(const std::string& reason) const {
  throw Error(Fault::input, name_ + ": " + reason);
}

std::span<const std::byte> ByteReader::bytes(std::size_t count) {
  if (count > bytes_.size()) fail("ends too early");
  const std::span<const std::byte> taken = bytes_.first(count);
  bytes_ = bytes_.subspan(count);
  return taken;
}

std::uint8_t ByteReader::u8() {
  return get<std::uint8_t>(bytes(1));
}
std::uint16_t ByteReader::u16() {
  return get<std::uint16_t>(bytes(2));
}
std::uint32_t ByteReader::u32() {
  return get<std::uint32_t>(bytes(4));
}
std::uint64_t ByteReader::u64() {
  return get<std::uint64_t>(bytes(8));
}
float ByteReader::f32() {
  return std::bit_cast<float>(u32());
}
double ByteReader::f64() {
  return std::bit_cast<double>(u64());
}

std::string ByteReader::text(std::size_t max_length) {
  const std::uint32_t length = u32();
  if (length > max_length) fail("holds a text that is too long");
  const std::span<const std::byte> raw = bytes(length);
  std::string value(length, '\0');
  if (length > 0) std::memcpy(value.data(), raw.data(), length);
  return value;
}

void ByteReader::floats(std::span<float> values) {
  const std::span<const std::byte> raw = bytes(4 * values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = std::bit_cast<float>(get<std::uint32_t>(raw.subspan(4 * i, 4)));
  }
}

std::uint32_t ByteReader::count(const char* what, std::uint32_t low, std::uint32_t high) {
  const std::uint32_t value = u32();
  if (value < low || value > high) {
    fail(std::string(what) + " must be " + std::to_string(low) + " to " + std::to_string(high) +
         ", got " + std::to_string(value));
  }
  return value;
}

std::uint32_t checksum_of(std::span<const std::byte> bytes) {
  // The page-sized z_const pointer type of zlib is unsigned char, which may alias anything.
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

}  // namespace inkline
