#include "check_mat_file.hpp"

#define ZLIB_CONST  // zlib leaves its input alone
#include <matio.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kFileHeader = 128;
constexpr std::size_t kTag = 8;
constexpr std::size_t kHead = 256;    // more than is ever before a variable's numbers
constexpr std::size_t kMaxName = 64;  // MATLAB's names have up to 63 characters
constexpr std::uint64_t kMaxMatrix = std::uint64_t{2} << 30U;  // NIST36's training data has 88e6

[[noreturn]] void refuse(const std::string& file, const std::string& reason) {
  throw Error(Fault::input, file + ": " + reason);
}

[[noreturn]] void refuse_damaged(const std::string& file) {
  refuse(file, "is cut short or damaged");
}

/// The little-endian word at an offset.
std::uint32_t word_at(Bytes bytes, std::size_t offset, const std::string& file) {
  std::uint32_t word = 0;
  if (bytes.size() < offset + sizeof word) refuse_damaged(file);
  std::memcpy(&word, bytes.data() + offset, sizeof word);
  return word;
}

/// What a compressed element holds: how much, and the first kHead bytes of it or fewer.
struct Inflated {
  std::uint64_t size = 0;
  std::vector<std::byte> head;
};

/// Goes through to the checksum at the end, which libmatio does not look at.
Inflated inflated(Bytes compressed, const std::string& file) {
  constexpr std::size_t part_size = std::size_t{64} << 10U;
  std::vector<Bytef> part(part_size);
  Inflated result{0, std::vector<std::byte>(kHead)};
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) refuse_damaged(file);
  stream.next_in = reinterpret_cast<const Bytef*>(compressed.data());
  stream.avail_in = static_cast<uInt>(compressed.size());
  int status = Z_OK;
  while (status == Z_OK && stream.total_out <= kMaxMatrix) {
    const bool is_first = stream.total_out == 0;
    stream.next_out = part.data();
    stream.avail_out = static_cast<uInt>(part.size());
    status = inflate(&stream, Z_NO_FLUSH);
    if (is_first) std::memcpy(result.head.data(), part.data(), kHead);
  }
  result.size = stream.total_out;
  inflateEnd(&stream);
  if (status != Z_STREAM_END) refuse_damaged(file);
  result.head.resize(std::min<std::size_t>(result.size, kHead));
  return result;
}

/// Checks a matrix by its first bytes; `room` is how many there are in all.
void check_matrix(Bytes head, std::uint64_t room, const std::string& file) {
  const auto word = [&](std::size_t offset) { return word_at(head, offset, file); };
  const std::uint64_t size = word(4);
  if (word(0) != MAT_T_MATRIX || size > kMaxMatrix || kTag + size > room) refuse_damaged(file);

  const std::uint32_t kind = word(16) & 0xFFU;
  const bool is_real = (word(16) & std::uint32_t{MAT_F_COMPLEX}) == 0;
  const bool is_numeric = kind >= MAT_C_DOUBLE && kind <= MAT_C_UINT64;
  if (word(8) != MAT_T_UINT32 || word(12) != 8) refuse_damaged(file);
  if (!is_real || !is_numeric || word(24) != MAT_T_INT32 || word(28) != 8) {
    refuse(file, "holds something other than real numbers in rows and columns");
  }
  const std::uint64_t values = std::uint64_t{word(32)} * word(36);

  const std::uint32_t name = word(40);
  const bool short_name = (name >> 16U) != 0;
  const std::size_t name_size = short_name ? 0 : (std::size_t{word(44)} + 7) / 8 * 8;
  if ((name & 0xFFFFU) != MAT_T_INT8 || (name >> 16U) > 4 || name_size > kMaxName) {
    refuse_damaged(file);
  }

  const std::size_t numbers = 48 + name_size;
  const std::uint32_t type = word(numbers);
  const bool short_numbers = (type >> 16U) != 0;
  const std::uint64_t bytes = short_numbers ? type >> 16U : word(numbers + 4);
  const std::uint64_t end = numbers + (short_numbers ? kTag / 2 : kTag) + bytes;
  const std::uint32_t plain_type = type & 0xFFFFU;
  const std::size_t width =
      plain_type <= MAT_T_UINT64 ? Mat_SizeOf(static_cast<matio_types>(plain_type)) : 0;
  if (values > kMaxMatrix / sizeof(double) || values * width != bytes || end > kTag + size) {
    refuse_damaged(file);
  }
}

}  // namespace

std::size_t check_mat_file(Bytes bytes, const std::string& file) {
  constexpr std::uint32_t version_5_little_endian = 0x4D490100U;
  if (bytes.size() < kFileHeader ||
      word_at(bytes, kFileHeader - 4, file) != version_5_little_endian) {
    refuse(file, "is no MATLAB file of version 5, as save -v7 writes");
  }
  std::size_t variables = 0;
  for (Bytes rest = bytes.subspan(kFileHeader); !rest.empty(); ++variables) {
    const std::uint32_t type = word_at(rest, 0, file);
    const std::size_t size = word_at(rest, 4, file);
    if (size > rest.size() - kTag) refuse_damaged(file);
    const Bytes element = rest.first(kTag + size);
    if (type == MAT_T_COMPRESSED) {
      const Inflated matrix = inflated(element.subspan(kTag), file);
      check_matrix(matrix.head, matrix.size, file);
    } else {
      check_matrix(element, element.size(), file);
    }
    rest = rest.subspan(element.size());
  }
  return variables;
}

}  // namespace inkline
