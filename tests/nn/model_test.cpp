#include <inkline/nn/model.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

namespace {

using inkline::Model;
using inkline::Network;
using inkline::WeightFormat;
using Bytes = std::vector<std::byte>;

Model small_model() {
  Model model;
  model.name = "small";
  model.alphabet = {"a", "\xC3\xA4", ""};
  model.settings = {{"features", "gradient"}, {"glyph_margin", "2"}};
  model.provenance = "made in a test";
  inkline::NetworkParams shape;
  shape.inputs = 6;
  shape.hidden = {5, 4};
  shape.classes = 3;
  model.network = inkline::make_network(shape, 1);
  model.samples = {{{1, 2, 3}, {0.25F, 0.5F, 0.25F}}};
  return model;
}

/// Two of its three layers slide.
Model sliding_model() {
  Model model = small_model();
  inkline::NetworkParams shape;
  shape.inputs = 6;
  shape.hidden = {{5, {-3, 0, 4}}, 4, {7, {-256, 256}}};
  shape.classes = 3;
  model.network = inkline::make_network(shape, 1);
  return model;
}

/// Puts a checksum that fits behind all but the last four bytes, as a clever attacker would.
Bytes with_checksum(Bytes bytes) {
  bytes.erase(bytes.end() - 4, bytes.end());
  inkline::ByteWriter end;
  end.u32(inkline::checksum_of(bytes));
  bytes.insert(bytes.end(), end.written().begin(), end.written().end());
  return bytes;
}

/// "" when the bytes are a model, else the message.
std::string refusal(const Bytes& bytes) {
  try {
    inkline::read_model(bytes, "m");
  } catch (const inkline::Error& error) {
    CHECK(error.fault() == inkline::Fault::input);
    return error.what();
  }
  return "";
}

TEST_SUITE("model file") {
  TEST_CASE("a model comes back as it was, its weights rounded") {
    for (const WeightFormat format : {WeightFormat::float16, WeightFormat::int8}) {
      CAPTURE(name_of(format));
      Model model;
      SUBCASE("one that does not slide") {
        model = small_model();
      }
      SUBCASE("one that slides") {
        model = sliding_model();
      }
      const Bytes bytes = inkline::write_model(model, format);
      const Model back = inkline::read_model(bytes, "m");
      CHECK(back.name == model.name);
      CHECK(back.alphabet == model.alphabet);
      CHECK(back.settings == model.settings);
      CHECK(back.provenance == model.provenance);
      CHECK(back.samples.size() == 1);
      CHECK(back.samples[0].input == model.samples[0].input);
      CHECK(back.samples[0].probabilities == model.samples[0].probabilities);
      CHECK(back.checksum != 0);
      const Network expected = inkline::rounded(model.network, format);
      for (std::size_t i = 0; i < expected.layers.size(); ++i) {
        CHECK(back.network.layers[i].weight == expected.layers[i].weight);
        CHECK(back.network.layers[i].offsets == expected.layers[i].offsets);
        CHECK(back.network.layers[i].bias == model.network.layers[i].bias);
      }
      // What was rounded once stays: writing again gives the same bytes.
      CHECK(inkline::write_model(back, format) == bytes);
    }
  }

  TEST_CASE("rounding moves no weight by more than its format allows") {
    inkline::NetworkParams shape;
    shape.inputs = 50;
    shape.classes = 40;
    const Network net = inkline::make_network(shape, 2);
    const inkline::Matrix& exact = net.layers[0].weight;
    const auto error = [&](WeightFormat format) {
      return (inkline::rounded(net, format).layers[0].weight - exact).cwiseAbs().maxCoeff();
    };
    const float largest = exact.cwiseAbs().maxCoeff();
    CHECK(error(WeightFormat::float16) <= largest / 2048);
    CHECK(error(WeightFormat::int8) <= largest / 254 * 1.001F);
  }

  TEST_CASE("a row of zeros survives int8") {
    Model model = small_model();
    model.network.layers[0].weight.row(2).setZero();
    const Model back = inkline::read_model(inkline::write_model(model, WeightFormat::int8), "m");
    CHECK(back.network.layers[0].weight.row(2).isZero());
  }

  TEST_CASE("a file cut anywhere is refused in one line") {
    const Bytes bytes = inkline::write_model(sliding_model(), WeightFormat::float16);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string message = refusal(cut);
      CAPTURE(size);
      REQUIRE(message.rfind("m: ", 0) == 0);
      REQUIRE(message.find('\n') == std::string::npos);
    }
  }

  TEST_CASE("a cut file with a checksum that fits is refused as well") {
    const Bytes bytes = inkline::write_model(sliding_model(), WeightFormat::int8);
    for (std::size_t size = 16; size < bytes.size(); ++size) {
      const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      CAPTURE(size);
      REQUIRE_FALSE(refusal(with_checksum(cut)).empty());
    }
  }

  TEST_CASE("any flipped bit is found out") {
    const Bytes bytes = inkline::write_model(small_model(), WeightFormat::float16);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      Bytes flipped = bytes;
      flipped[bit / 8] ^= std::byte{1} << (bit % 8);
      CAPTURE(bit);
      REQUIRE_FALSE(refusal(flipped).empty());
    }
  }

  TEST_CASE("wild bytes under a checksum that fits end in a model or a refusal, never a crash") {
    const std::vector<Bytes> whole{inkline::write_model(small_model(), WeightFormat::float16),
                                   inkline::write_model(sliding_model(), WeightFormat::int8)};
    inkline::Random random(5);
    for (std::size_t round = 0; round < 40000; ++round) {
      Bytes wild = whole[round % 2];
      const std::size_t changes = 1 + random.index(4);
      for (std::size_t i = 0; i < changes; ++i) {
        wild[random.index(wild.size())] = static_cast<std::byte>(random.next());
      }
      refusal(with_checksum(wild));
    }
  }

  TEST_CASE("a foreign, empty or newer file is told apart") {
    CHECK(refusal({}) == "m: is empty");
    const std::string text = "This is a letter to my aunt.";
    const auto raw = std::as_bytes(std::span(text));
    CHECK(refusal(Bytes(raw.begin(), raw.end())) == "m: is not an Inkline model");
    Bytes newer = inkline::write_model(small_model(), WeightFormat::float16);
    newer[8] = std::byte{9};
    CHECK(refusal(newer) == "m: has model version 9, this program reads 1 and 2");
    Bytes longer = inkline::write_model(small_model(), WeightFormat::float16);
    longer.insert(longer.end() - 4, std::byte{0});
    CHECK(refusal(with_checksum(longer)) == "m: has bytes after its end");
  }

  TEST_CASE("a network that does not slide is written as before there were offsets") {
    const Bytes bytes = inkline::write_model(small_model(), WeightFormat::float16);
    CHECK(bytes[8] == std::byte{1});
    CHECK(inkline::checksum_of(bytes) == 558161692U);
    CHECK(inkline::write_model(sliding_model(), WeightFormat::float16)[8] == std::byte{2});
  }

  TEST_CASE("offsets that no network has are refused") {
    const auto offsets_of = [](const std::vector<int>& offsets) {
      Model model = sliding_model();
      model.network.layers[2].offsets = offsets;
      return refusal(inkline::write_model(model, WeightFormat::float16));
    };
    CHECK(offsets_of({-256, 256}).empty());
    for (const std::vector<int>& offsets : std::vector<std::vector<int>>{
             {0, 0}, {1, -1}, {-257, 0}, {0, 257}, {0, 1 << 30}, {-(1 << 30), 0}}) {
      CHECK(offsets_of(offsets) == "m: offsets must be ascending, each -256 to 256");
    }
    CHECK(offsets_of({}) == "m: offsets must be 1 to 64, got 0");
    CHECK(offsets_of(std::vector<int>(65)) == "m: offsets must be 1 to 64, got 65");
    CHECK(offsets_of({1, 2, 3}) == "m: layer inputs do not match the offsets");
    CHECK(offsets_of({1}) == "m: layers do not fit together");
    CHECK(offsets_of({1, 2, 3, 4}) == "m: layers do not fit together");
  }

  TEST_CASE("weights that are no numbers are refused") {
    Model model = small_model();
    model.network.layers[1].weight(0) = std::numeric_limits<float>::infinity();
    CHECK(refusal(inkline::write_model(model, WeightFormat::float16)) ==
          "m: holds a weight that is no number");
    model = small_model();
    model.network.layers[0].bias(0) = std::numeric_limits<float>::quiet_NaN();
    CHECK(refusal(inkline::write_model(model, WeightFormat::float16)) ==
          "m: holds a bias that is no number");
  }

  TEST_CASE("settings are added to a file whose weights stay as they are to the bit") {
    for (const WeightFormat format : {WeightFormat::float16, WeightFormat::int8}) {
      const Bytes before = inkline::write_model(sliding_model(), format);
      const Bytes after = inkline::with_settings(before, "m", {{"added", "yes"}});
      const Model read = inkline::read_model(after, "m");
      CHECK(read.settings.at("added") == "yes");
      CHECK(read.settings.size() == sliding_model().settings.size() + 1);
      CHECK(read.name == sliding_model().name);
      // Network and samples are the end of the file, before the checksum.
      const std::size_t added = after.size() - before.size();
      CHECK(added == 4 + 5 + 4 + 3);
      CHECK(std::equal(before.end() - 400, before.end() - 4, after.end() - 400));
      const Bytes changed = inkline::with_settings(after, "m", {{"added", "no"}});
      CHECK(inkline::read_model(changed, "m").settings.at("added") == "no");
      CHECK(inkline::with_settings(after, "m", {}) == after);
    }
    CHECK_THROWS_AS(inkline::with_settings({}, "m", {}), inkline::Error);
    const Bytes whole = inkline::write_model(small_model(), WeightFormat::float16);
    CHECK_THROWS_AS(inkline::with_settings(whole, "m", {{"long", std::string(5000, 'x')}}),
                    inkline::Error);
  }

  TEST_CASE("a model that could not be read back is not written") {
    Model model = small_model();
    model.alphabet.pop_back();
    CHECK_THROWS_AS(inkline::write_model(model, WeightFormat::float16), inkline::Error);
    model = small_model();
    model.alphabet[0] = "ab";
    CHECK_THROWS_AS(inkline::write_model(model, WeightFormat::float16), inkline::Error);
    model = small_model();
    model.name = "two\nlines";
    CHECK_THROWS_AS(inkline::write_model(model, WeightFormat::float16), inkline::Error);
  }
}

TEST_SUITE("half precision") {
  TEST_CASE("every half but the NaNs survives the way to float and back") {
    for (std::uint32_t half = 0; half < 0x10000U; ++half) {
      const float value = inkline::float_from_half(static_cast<std::uint16_t>(half));
      if (std::isnan(value)) continue;
      REQUIRE(inkline::half_from(value) == half);
    }
  }

  TEST_CASE("known values") {
    CHECK(inkline::half_from(1.0F) == 0x3C00);
    CHECK(inkline::half_from(-2.0F) == 0xC000);
    CHECK(inkline::half_from(65504.0F) == 0x7BFF);
    CHECK(inkline::half_from(65520.0F) == 0x7C00);
    CHECK(inkline::half_from(0x1.0p-24F) == 0x0001);
    CHECK(inkline::half_from(0x1.0p-26F) == 0x0000);
    CHECK(std::isnan(inkline::float_from_half(0x7E00)));
    CHECK(inkline::float_from_half(0x7C00) == std::numeric_limits<float>::infinity());
  }

  TEST_CASE("halfway values round to the even neighbour") {
    CHECK(inkline::half_from(1.0F + 0x1.0p-11F) == 0x3C00);
    CHECK(inkline::half_from(1.0F + 3 * 0x1.0p-11F) == 0x3C02);
    CHECK(inkline::half_from(1.0F + 0x1.02p-11F) == 0x3C01);
  }
}

}  // namespace
