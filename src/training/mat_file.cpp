#include "mat_file.hpp"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>

namespace inkline {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::byte>;

constexpr std::size_t kFileHeader = 128;
constexpr std::size_t kTag = 8;
constexpr std::size_t kMaxInflated = std::size_t{2} << 30U;  // NIST36's training data has 88e6

// Types of data elements.
constexpr std::uint32_t kInt32 = 5;
constexpr std::uint32_t kUint32 = 6;
constexpr std::uint32_t kMatrix = 14;
constexpr std::uint32_t kCompressed = 15;

[[noreturn]] void refuse_damaged(const std::string& file) {
  throw Error(Fault::input, file + ": is cut short or damaged");
}

/// A little-endian number; the caller sees to it that it lies within.
template <class Number>
Number number_at(Bytes bytes, std::size_t offset) {
  Number number{};
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

/// A typed run of bytes.
struct Element {
  std::uint32_t type = 0;
  Bytes data;
};

/// Takes elements off the front of some bytes.
class ElementReader {
 public:
  ElementReader(Bytes bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  bool at_end() const { return bytes_.empty(); }

  Element next() {
    if (bytes_.size() < kTag) refuse_damaged(file_);
    const auto type = number_at<std::uint32_t>(bytes_, 0);
    if ((type >> 16U) != 0) return next_short(type);
    const std::size_t size = number_at<std::uint32_t>(bytes_, 4);
    if (size > bytes_.size() - kTag) refuse_damaged(file_);
    const Element element{type, bytes_.subspan(kTag, size)};
    // Compressed elements alone are not padded to eight bytes.
    const std::size_t padded = type == kCompressed ? size : (size + 7) / 8 * 8;
    bytes_ = bytes_.subspan(std::min(kTag + padded, bytes_.size()));
    return element;
  }

 private:
  /// Up to four bytes of data within the tag itself.
  Element next_short(std::uint32_t tag) {
    const std::size_t size = tag >> 16U;
    if (size > 4) refuse_damaged(file_);
    const Element element{tag & 0xFFFFU, bytes_.subspan(4, size)};
    bytes_ = bytes_.subspan(kTag);
    return element;
  }

  Bytes bytes_;
  const std::string& file_;
};

/// Memory grows with what comes out, so that a size that lies costs nothing.
std::vector<std::byte> inflated(Bytes compressed, const std::string& file) {
  constexpr std::size_t chunk = std::size_t{1} << 20U;
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) refuse_damaged(file);
  std::vector<Bytef> input(compressed.size());
  if (!input.empty()) std::memcpy(input.data(), compressed.data(), input.size());
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  std::vector<std::byte> output;
  std::vector<Bytef> part(chunk);
  int result = Z_OK;
  while (result == Z_OK && output.size() < kMaxInflated) {
    stream.next_out = part.data();
    stream.avail_out = static_cast<uInt>(part.size());
    result = inflate(&stream, Z_NO_FLUSH);
    const std::size_t begin = output.size();
    output.resize(begin + part.size() - stream.avail_out);
    std::transform(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(output.size() - begin),
                   output.begin() + static_cast<std::ptrdiff_t>(begin),
                   [](Bytef byte) { return std::byte{byte}; });
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END) refuse_damaged(file);
  return output;
}

template <class Number>
std::vector<float> converted(Bytes data) {
  std::vector<float> values(data.size() / sizeof(Number));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(number_at<Number>(data, i * sizeof(Number)));
  }
  return values;
}

/// MATLAB stores whole numbers in the smallest type that holds them, whatever the matrix's class.
std::vector<float> numbers_of(const Element& element) {
  switch (element.type) {
    case 1:
      return converted<std::int8_t>(element.data);
    case 2:
      return converted<std::uint8_t>(element.data);
    case 3:
      return converted<std::int16_t>(element.data);
    case 4:
      return converted<std::uint16_t>(element.data);
    case kInt32:
      return converted<std::int32_t>(element.data);
    case kUint32:
      return converted<std::uint32_t>(element.data);
    case 7:
      return converted<float>(element.data);
    case 9:
      return converted<double>(element.data);
    default:
      return {};
  }
}

/// Real numbers, by the class in the array's flags; no text, cells, structures or sparse matrices.
bool is_numeric(const Element& flags) {
  if (flags.type != kUint32 || flags.data.size() != 8) return false;
  const auto bits = number_at<std::uint32_t>(flags.data, 0);
  const std::uint32_t kind = bits & 0xFFU;
  const bool is_complex = (bits & 0x800U) != 0;
  return !is_complex && kind >= 6 && kind <= 13;
}

/// The matrix of one element; nothing when it is of another kind.
std::optional<MatTable> table_of(Bytes matrix, const std::string& file) {
  ElementReader parts(matrix, file);
  if (!is_numeric(parts.next())) return {};
  const Element dimensions = parts.next();
  if (dimensions.type != kInt32 || dimensions.data.size() != 8) return {};
  const auto rows = number_at<std::int32_t>(dimensions.data, 0);
  const auto cols = number_at<std::int32_t>(dimensions.data, 4);
  const Element name = parts.next();
  MatTable table;
  for (const std::byte byte : name.data) table.name += static_cast<char>(byte);
  if (rows <= 0 || cols <= 0) return {};
  table.rows = static_cast<std::size_t>(rows);
  table.cols = static_cast<std::size_t>(cols);
  table.values = numbers_of(parts.next());
  if (table.values.size() / table.rows != table.cols || table.values.size() % table.rows != 0 ||
      !std::all_of(table.values.begin(), table.values.end(),
                   [](float value) { return std::isfinite(value); })) {
    refuse_damaged(file);
  }
  return table;
}

}  // namespace

std::vector<MatTable> read_mat_file(const fs::path& path) {
  const std::string file = path.string();
  const std::vector<std::byte> bytes = read_file(path);
  constexpr std::uint32_t version_5_little_endian = 0x4D490100U;
  if (bytes.size() < kFileHeader ||
      number_at<std::uint32_t>(bytes, kFileHeader - 4) != version_5_little_endian) {
    throw Error(Fault::input, file + ": is no MATLAB file of version 5, as save -v7 writes");
  }
  std::vector<MatTable> tables;
  ElementReader elements(Bytes(bytes).subspan(kFileHeader), file);
  while (!elements.at_end()) {
    const Element element = elements.next();
    std::vector<std::byte> storage;
    Bytes matrix = element.data;
    if (element.type == kCompressed) {
      storage = inflated(element.data, file);
      const Element inner = ElementReader(storage, file).next();
      if (inner.type != kMatrix) continue;
      matrix = inner.data;
    } else if (element.type != kMatrix) {
      continue;
    }
    if (std::optional<MatTable> table = table_of(matrix, file)) tables.push_back(std::move(*table));
  }
  return tables;
}

}  // namespace inkline
