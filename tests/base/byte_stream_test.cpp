#include <inkline/base/byte_stream.hpp>

#include <array>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::ByteReader;
using inkline::ByteWriter;

TEST_CASE("numbers and texts come back as they were written") {
  ByteWriter out;
  out.u8(200);
  out.u16(0xBEEF);
  out.u32(0xDEADBEEF);
  out.u64(0x0123456789ABCDEF);
  out.f32(-0.0F);
  out.f64(std::numeric_limits<double>::denorm_min());
  out.text("ink");
  out.floats(std::array{1.5F, -2.5F});

  ByteReader in(out.written(), "bytes");
  CHECK(in.u8() == 200);
  CHECK(in.u16() == 0xBEEF);
  CHECK(in.u32() == 0xDEADBEEF);
  CHECK(in.u64() == 0x0123456789ABCDEF);
  CHECK(std::signbit(in.f32()));
  CHECK(in.f64() == std::numeric_limits<double>::denorm_min());
  CHECK(in.text(3) == "ink");
  std::array<float, 2> values{};
  in.floats(values);
  CHECK(values == std::array{1.5F, -2.5F});
  CHECK(in.left() == 0);
}

TEST_CASE("the lowest byte of a number comes first") {
  ByteWriter out;
  out.u32(1);
  CHECK(std::to_integer<int>(out.written().front()) == 1);
}

TEST_CASE("reading past the end is refused with the name, and takes nothing") {
  const std::array<std::byte, 3> bytes{};
  ByteReader in(bytes, "three.bin");
  CHECK_THROWS_WITH_AS(in.u32(), "three.bin: ends too early", inkline::Error);
  CHECK(in.left() == 3);
}

TEST_CASE("a text that claims to be huge is refused before anything is allocated") {
  ByteWriter out;
  out.u32(0xFFFFFFFF);
  ByteReader limited(out.written(), "f");
  CHECK_THROWS_WITH_AS(limited.text(100), "f: holds a text that is too long", inkline::Error);
  ByteReader unlimited(out.written(), "f");
  CHECK_THROWS_WITH_AS(unlimited.text(~std::size_t{0}), "f: ends too early", inkline::Error);
}

TEST_CASE("a count out of bounds is refused by what it counts") {
  ByteWriter out;
  out.u32(7);
  ByteReader in(out.written(), "f");
  CHECK_THROWS_WITH_AS(in.count("layers", 1, 6), "f: layers must be 1 to 6, got 7", inkline::Error);
}

TEST_CASE("the checksum is the CRC-32 of PNG and zlib") {
  const std::string digits = "123456789";
  CHECK(inkline::checksum_of(std::as_bytes(std::span(digits))) == 0xCBF43926U);
  CHECK(inkline::checksum_of({}) == 0);
}

}  // namespace
