#include <inkline/nn/model.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <set>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/utf8.hpp>
#include <inkline/nn/offset_bytes.hpp>

namespace inkline {
namespace {

constexpr std::string_view kMagic = "INKLINE\n";
constexpr std::uint32_t kPlainVersion = 1;    // no layer slides, no offsets in the file
constexpr std::uint32_t kSlidingVersion = 2;  // every layer with its offsets
constexpr std::size_t kMaxModelBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxProvenance = 65536;
constexpr std::size_t kMaxSetting = 4096;
constexpr std::uint32_t kMaxClasses = 65536;
constexpr std::uint32_t kMaxSettings = 256;
constexpr std::uint32_t kMaxLayers = 32;
constexpr std::uint32_t kMaxSamples = 64;
constexpr std::uint32_t kMaxSampleBytes = 65536;

using Row = Eigen::Matrix<float, 1, Eigen::Dynamic>;

/// float_from_half() where the compiler can see it, so that loops over weights use vectors.
inline float widened(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16U;
  const std::uint32_t magnitude = half & 0x7FFFU;
  // As the float of the same exponent bits, then times 2^112 to move the offset from 15 to 127;
  // the product is exact and covers subnormals.
  const auto shifted = std::bit_cast<float>(magnitude << 13U) * 0x1.0p112F;
  // Infinities and NaNs keep all exponent bits; written without a branch, for loops over weights.
  const std::uint32_t special = magnitude >= 0x7C00U ? 0x7F800000U : 0U;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(shifted) | special | sign);
}

/// What one step of int8 is worth in a row; 0 for a row of zeros.
float int8_scale(const Row& row) {
  return row.size() == 0 ? 0.0F : row.cwiseAbs().maxCoeff() / 127.0F;
}

std::int8_t int8_from(float weight, float scale) {
  return scale > 0 ? static_cast<std::int8_t>(std::lround(weight / scale)) : std::int8_t{0};
}

void write_weights(const Matrix& weight, WeightFormat format, ByteWriter& out) {
  for (Eigen::Index row = 0; row < weight.rows(); ++row) {
    const Row values = weight.row(row);
    if (format == WeightFormat::float16) {
      for (const float value : values) out.u16(half_from(value));
    } else {
      const float scale = int8_scale(values);
      out.f32(scale);
      for (const float value : values) {
        out.u8(static_cast<std::uint8_t>(int8_from(value, scale)));
      }
    }
  }
}

std::size_t stored_bytes(std::uint32_t rows, std::uint32_t cols, WeightFormat format) {
  const auto count = std::size_t{rows} * cols;
  return 4 * std::size_t{rows} +
         (format == WeightFormat::float16 ? 2 * count : count + 4 * std::size_t{rows});
}

/// The bits of one row of halves. Copied as a whole where memory is little-endian like the file.
void copy_halves(std::span<const std::byte> raw, std::vector<std::uint16_t>& halves) {
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(halves.data(), raw.data(), raw.size());
  } else {
    for (std::size_t i = 0; i < halves.size(); ++i) {
      const auto low = std::to_integer<unsigned>(raw[2 * i]);
      const auto high = std::to_integer<unsigned>(raw[2 * i + 1]);
      halves[i] = static_cast<std::uint16_t>(low | high << 8U);
    }
  }
}

void read_row(ByteReader& in, WeightFormat format, std::vector<std::uint16_t>& halves, float* row) {
  const std::size_t cols = halves.size();
  if (format == WeightFormat::float16) {
    copy_halves(in.bytes(2 * cols), halves);
    for (std::size_t i = 0; i < cols; ++i) row[i] = widened(halves[i]);
  } else {
    const float scale = in.f32();
    const std::byte* const raw = in.bytes(cols).data();
    for (std::size_t i = 0; i < cols; ++i) {
      row[i] = scale * static_cast<float>(std::to_integer<std::int8_t>(raw[i]));
    }
  }
}

/// Row after row in the file, column after column in memory. A few rows are turned over at once:
/// writing a single row across all columns would miss the cache with every number, and `ocr`
/// waits for this.
Matrix read_weights(ByteReader& in, WeightFormat format, std::uint32_t rows, std::uint32_t cols) {
  constexpr Eigen::Index band = 16;  // floats of a cache line
  Matrix weight(rows, cols);
  Eigen::Matrix<float, band, Eigen::Dynamic, Eigen::RowMajor> few(band, cols);
  std::vector<std::uint16_t> halves(cols);
  for (Eigen::Index begin = 0; begin < weight.rows(); begin += band) {
    const Eigen::Index count = std::min(band, weight.rows() - begin);
    for (Eigen::Index i = 0; i < count; ++i) read_row(in, format, halves, few.row(i).data());
    if (!few.topRows(count).allFinite()) in.fail("holds a weight that is no number");
    for (Eigen::Index col = 0; col < weight.cols(); ++col) {
      float* const target = weight.col(col).data() + begin;
      for (Eigen::Index i = 0; i < count; ++i) target[i] = few(i, col);
    }
  }
  return weight;
}

WeightFormat read_format(ByteReader& in) {
  return in.count("weight format", 0, 1) == 0 ? WeightFormat::float16 : WeightFormat::int8;
}

Dense read_layer(ByteReader& in, WeightFormat format, std::uint32_t version) {
  Dense layer;
  const std::uint32_t rows = in.count("layer outputs", 1, kMaxWidth);
  const std::uint32_t cols = in.count("layer inputs", 1, kMaxWidth);
  if (version >= kSlidingVersion) layer.offsets = read_offsets(in);
  if (cols % layer.offsets.size() != 0) in.fail("layer inputs do not match the offsets");
  if (stored_bytes(rows, cols, format) > in.left()) in.fail("ends too early");
  layer.weight = read_weights(in, format, rows, cols);
  layer.bias.resize(rows);
  in.floats({layer.bias.data(), rows});
  if (!layer.bias.allFinite()) in.fail("holds a bias that is no number");
  return layer;
}

Network read_network(ByteReader& in, std::uint32_t version) {
  Network net;
  net.activation = static_cast<Activation>(in.count("activation", 0, 2));
  const WeightFormat format = read_format(in);
  const std::uint32_t count = in.count("layers", 1, kMaxLayers);
  for (std::uint32_t i = 0; i < count; ++i) {
    net.layers.push_back(read_layer(in, format, version));
    if (i > 0 && net.layers[i].inputs() != net.layers[i - 1].weight.rows()) {
      in.fail("layers do not fit together");
    }
  }
  return net;
}

/// Older programs go on reading networks that do not slide.
std::uint32_t version_of(const Network& net) {
  return net.slides() ? kSlidingVersion : kPlainVersion;
}

void write_network(const Network& net, WeightFormat format, ByteWriter& out) {
  out.u32(static_cast<std::uint32_t>(net.activation));
  out.u32(static_cast<std::uint32_t>(format));
  out.u32(static_cast<std::uint32_t>(net.layers.size()));
  for (const Dense& layer : net.layers) {
    out.u32(static_cast<std::uint32_t>(layer.weight.rows()));
    out.u32(static_cast<std::uint32_t>(layer.weight.cols()));
    if (version_of(net) >= kSlidingVersion) write_offsets(layer.offsets, out);
    write_weights(layer.weight, format, out);
    out.floats({layer.bias.data(), static_cast<std::size_t>(layer.bias.size())});
  }
}

bool is_class(const std::string& text) {
  return text.empty() || (text.size() <= 4 && code_points(text).size() == 1);
}

std::vector<std::string> read_alphabet(ByteReader& in) {
  const std::uint32_t count = in.count("classes", 1, kMaxClasses);
  std::vector<std::string> alphabet;
  std::set<std::string> seen;
  for (std::uint32_t i = 0; i < count; ++i) {
    alphabet.push_back(in.text(4));
    if (!is_class(alphabet.back())) in.fail("a class is more than one character");
    if (!seen.insert(alphabet.back()).second) in.fail("a class comes twice");
  }
  return alphabet;
}

std::map<std::string, std::string> read_settings(ByteReader& in) {
  std::map<std::string, std::string> settings;
  const std::uint32_t count = in.count("settings", 0, kMaxSettings);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string key = in.text(kMaxSetting);
    settings[std::move(key)] = in.text(kMaxSetting);
  }
  return settings;
}

std::vector<ModelSample> read_samples(ByteReader& in, std::size_t classes) {
  std::vector<ModelSample> samples;
  const std::uint32_t count = in.count("samples", 0, kMaxSamples);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::span<const std::byte> raw = in.bytes(in.count("sample bytes", 0, kMaxSampleBytes));
    ModelSample sample;
    for (const std::byte value : raw) sample.input.push_back(std::to_integer<std::uint8_t>(value));
    if (4 * classes > in.left()) in.fail("ends too early");
    sample.probabilities.resize(classes);
    in.floats(sample.probabilities);
    samples.push_back(std::move(sample));
  }
  return samples;
}

void check_envelope(std::span<const std::byte> bytes, const std::string& name) {
  ByteReader in(bytes, name);
  if (bytes.empty()) in.fail("is empty");
  const auto magic = std::as_bytes(std::span(kMagic));
  if (bytes.size() < magic.size() || !std::equal(magic.begin(), magic.end(), bytes.begin())) {
    in.fail("is not an Inkline model");
  }
  if (bytes.size() > kMaxModelBytes) in.fail("is larger than any model (64 MiB)");
  in.bytes(magic.size());
  const std::uint32_t version = in.u32();
  if (version != kPlainVersion && version != kSlidingVersion) {
    in.fail("has model version " + std::to_string(version) + ", this program reads " +
            std::to_string(kPlainVersion) + " and " + std::to_string(kSlidingVersion));
  }
  if (in.left() < 4) in.fail("ends too early");
  ByteReader end(bytes.last(4), name);
  if (end.u32() != checksum_of(bytes.first(bytes.size() - 4))) {
    in.fail("is damaged or cut short (wrong checksum)");
  }
}

/// After the envelope was checked.
std::uint32_t read_version(ByteReader& in) {
  in.bytes(kMagic.size());
  return in.u32();
}

/// All that comes between version and network.
Model read_card(ByteReader& in) {
  Model model;
  model.name = in.text(kMaxName);
  model.provenance = in.text(kMaxProvenance);
  model.alphabet = read_alphabet(in);
  model.settings = read_settings(in);
  return model;
}

void require_size(bool holds, const std::string& what) {
  require_setting(holds, "model: " + what);
}

void check_settings(const std::map<std::string, std::string>& settings) {
  require_size(settings.size() <= kMaxSettings, "at most 256 settings");
  for (const auto& [key, value] : settings) {
    require_size(key.size() <= kMaxSetting && value.size() <= kMaxSetting,
                 "setting too long: " + key);
  }
}

void check_sizes(const Model& model) {
  require_size(model.name.size() <= kMaxName && model.name.find('\n') == std::string::npos,
               "name must be one line of at most 200 bytes");
  require_size(model.provenance.size() <= kMaxProvenance, "provenance must be at most 65536 bytes");
  require_size(std::all_of(model.alphabet.begin(), model.alphabet.end(), is_class),
               "every class must be one UTF-8 character or empty");
  require_size(!model.network.layers.empty() && model.network.layers.size() <= kMaxLayers,
               "the network must have 1 to 32 layers");
  require_size(static_cast<std::size_t>(model.network.classes()) == model.alphabet.size(),
               "the network must have one output a class");
  check_settings(model.settings);
  require_size(model.samples.size() <= kMaxSamples, "at most 64 samples");
  for (const ModelSample& sample : model.samples) {
    require_size(sample.input.size() <= kMaxSampleBytes, "a sample is too long");
    require_size(sample.probabilities.size() == model.alphabet.size(),
                 "a sample must have one probability a class");
  }
}

/// Magic, version and all that read_card() reads.
void write_card(const Model& model, std::uint32_t version, ByteWriter& out) {
  for (const char c : kMagic) out.u8(static_cast<std::uint8_t>(c));
  out.u32(version);
  out.text(model.name);
  out.text(model.provenance);
  out.u32(static_cast<std::uint32_t>(model.alphabet.size()));
  for (const std::string& character : model.alphabet) out.text(character);
  out.u32(static_cast<std::uint32_t>(model.settings.size()));
  for (const auto& [key, value] : model.settings) {
    out.text(key);
    out.text(value);
  }
}

}  // namespace

std::string_view name_of(WeightFormat format) {
  return format == WeightFormat::float16 ? "float16" : "int8";
}

WeightFormat weight_format_from(std::string_view name) {
  if (name == "float16") return WeightFormat::float16;
  if (name == "int8") return WeightFormat::int8;
  throw Error(Fault::usage, "weights must be float16 or int8, got '" + std::string(name) + "'");
}

Network rounded(const Network& net, WeightFormat format) {
  Network copy = net;
  for (Dense& layer : copy.layers) {
    for (Eigen::Index row = 0; row < layer.weight.rows(); ++row) {
      const float scale = int8_scale(layer.weight.row(row));
      for (Eigen::Index col = 0; col < layer.weight.cols(); ++col) {
        float& weight = layer.weight(row, col);
        weight = format == WeightFormat::float16
                     ? float_from_half(half_from(weight))
                     : scale * static_cast<float>(int8_from(weight, scale));
      }
    }
  }
  return copy;
}

std::vector<std::byte> write_model(const Model& model, WeightFormat format) {
  check_sizes(model);
  ByteWriter out;
  write_card(model, version_of(model.network), out);
  write_network(model.network, format, out);
  out.u32(static_cast<std::uint32_t>(model.samples.size()));
  for (const ModelSample& sample : model.samples) {
    out.u32(static_cast<std::uint32_t>(sample.input.size()));
    out.bytes(sample.input);
    out.floats(sample.probabilities);
  }
  out.u32(checksum_of(out.written()));
  return out.take();
}

std::vector<std::byte> with_settings(std::span<const std::byte> bytes, const std::string& name,
                                     const std::map<std::string, std::string>& settings) {
  check_envelope(bytes, name);
  ByteReader in(bytes.first(bytes.size() - 4), name);
  const std::uint32_t version = read_version(in);
  Model card = read_card(in);
  for (const auto& [key, value] : settings) card.settings[key] = value;
  check_settings(card.settings);
  ByteWriter out;
  write_card(card, version, out);
  for (const std::byte rest : in.bytes(in.left())) out.u8(std::to_integer<std::uint8_t>(rest));
  out.u32(checksum_of(out.written()));
  return out.take();
}

Model read_model_card(std::span<const std::byte> bytes, const std::string& name) {
  check_envelope(bytes, name);
  ByteReader in(bytes.first(bytes.size() - 4), name);
  read_version(in);
  Model model = read_card(in);
  model.checksum = ByteReader(bytes.last(4), name).u32();
  return model;
}

Model read_model(std::span<const std::byte> bytes, const std::string& name) {
  check_envelope(bytes, name);
  ByteReader in(bytes.first(bytes.size() - 4), name);
  const std::uint32_t version = read_version(in);
  Model model = read_card(in);
  model.network = read_network(in, version);
  if (static_cast<std::size_t>(model.network.classes()) != model.alphabet.size()) {
    in.fail("the network's outputs do not match the alphabet");
  }
  model.samples = read_samples(in, model.alphabet.size());
  if (in.left() != 0) in.fail("has bytes after its end");
  model.checksum = ByteReader(bytes.last(4), name).u32();
  return model;
}

std::uint16_t half_from(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16U & 0x8000U;
  const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
  if (magnitude > 0x7F800000U) return static_cast<std::uint16_t>(sign | 0x7E00U);  // NaN
  // 65520 and above round to infinity.
  if (magnitude >= 0x477FF000U) return static_cast<std::uint16_t>(sign | 0x7C00U);
  if (magnitude < 0x38800000U) {  // below 2^-14: subnormal, in steps of 2^-24
    const float steps = std::bit_cast<float>(magnitude) * 0x1.0p24F;
    return static_cast<std::uint16_t>(sign | static_cast<std::uint32_t>(std::lrintf(steps)));
  }
  // Move the exponent's offset from 127 to 15 and round the 13 bits that go.
  const std::uint32_t moved = magnitude - 0x38000000U;
  const std::uint32_t half = (moved + 0xFFFU + (moved >> 13U & 1U)) >> 13U;
  return static_cast<std::uint16_t>(sign | half);
}

float float_from_half(std::uint16_t half) {
  return widened(half);
}

}  // namespace inkline
