#include <inkline/training/checkpoint.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <inkline/base/byte_stream.hpp>
#include <inkline/nn/offset_bytes.hpp>

namespace inkline {
namespace {

constexpr std::string_view kGlyphMagic = "INKSTATE";
constexpr std::string_view kLineMagic = "INKLINES";
constexpr std::uint32_t kVersion = 2;  // 1 had no offsets
constexpr std::size_t kMaxSettings = 65536;
constexpr std::uint32_t kMaxLayers = 32;
constexpr std::uint32_t kMaxEpochs = 100000;
constexpr std::uint32_t kMaxGroups = 64;

void write_network(const Network& net, ByteWriter& out) {
  out.u32(static_cast<std::uint32_t>(net.activation));
  out.u32(static_cast<std::uint32_t>(net.layers.size()));
  for (const Dense& layer : net.layers) {
    out.u32(static_cast<std::uint32_t>(layer.weight.rows()));
    out.u32(static_cast<std::uint32_t>(layer.weight.cols()));
    write_offsets(layer.offsets, out);
    out.floats({layer.weight.data(), static_cast<std::size_t>(layer.weight.size())});
    out.floats({layer.bias.data(), static_cast<std::size_t>(layer.bias.size())});
  }
}

Network read_network(ByteReader& in) {
  Network net;
  net.activation = static_cast<Activation>(in.count("activation", 0, 2));
  const std::uint32_t count = in.count("layers", 0, kMaxLayers);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t rows = in.count("layer outputs", 1, kMaxWidth);
    const std::uint32_t cols = in.count("layer inputs", 1, kMaxWidth);
    std::vector<int> offsets = read_offsets(in);
    if (cols % offsets.size() != 0) in.fail("layer inputs do not match the offsets");
    if (4 * std::size_t{rows} * (std::size_t{cols} + 1) > in.left()) in.fail("ends too early");
    Dense layer{Matrix(rows, cols), Vector(rows), std::move(offsets)};
    in.floats({layer.weight.data(), std::size_t{rows} * cols});
    in.floats({layer.bias.data(), rows});
    net.layers.push_back(std::move(layer));
  }
  return net;
}

bool same_shapes(const Network& a, const Network& b) {
  return std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                    [](const Dense& x, const Dense& y) {
                      return x.weight.rows() == y.weight.rows() &&
                             x.weight.cols() == y.weight.cols() && x.offsets == y.offsets;
                    });
}

void write_report(const EpochReport& report, ByteWriter& out) {
  out.u32(static_cast<std::uint32_t>(report.epoch));
  for (const double value : {report.rate, report.training_loss, report.training_accuracy,
                             report.validation_loss, report.validation_accuracy,
                             report.validation_top_five, report.seconds, report.drawing_seconds}) {
    out.f64(value);
  }
  out.u8(report.best ? 1 : 0);
}

void read_report(ByteReader& in, EpochReport& report) {
  report.epoch = static_cast<int>(in.count("epoch", 1, kMaxEpochs));
  for (double* const value :
       {&report.rate, &report.training_loss, &report.training_accuracy, &report.validation_loss,
        &report.validation_accuracy, &report.validation_top_five, &report.seconds,
        &report.drawing_seconds}) {
    *value = in.f64();
  }
  report.best = in.u8() != 0;
}

void write_report(const LineReport& report, ByteWriter& out) {
  out.u32(static_cast<std::uint32_t>(report.epoch));
  for (const double value :
       {report.rate, report.training_loss, report.skipped_share, report.gradient_length,
        report.error, report.steps, report.seconds, report.drawing_seconds}) {
    out.f64(value);
  }
  out.u32(static_cast<std::uint32_t>(report.group_errors.size()));
  for (const double error : report.group_errors) out.f64(error);
  out.u8(report.best ? 1 : 0);
}

void read_report(ByteReader& in, LineReport& report) {
  report.epoch = static_cast<int>(in.count("epoch", 1, kMaxEpochs));
  for (double* const value :
       {&report.rate, &report.training_loss, &report.skipped_share, &report.gradient_length,
        &report.error, &report.steps, &report.seconds, &report.drawing_seconds}) {
    *value = in.f64();
  }
  report.group_errors.resize(in.count("groups", 0, kMaxGroups));
  for (double& error : report.group_errors) error = in.f64();
  report.best = in.u8() != 0;
}

void check_envelope(std::span<const std::byte> bytes, std::string_view kind,
                    const std::string& name) {
  ByteReader in(bytes, name);
  const auto magic = std::as_bytes(std::span(kind));
  if (bytes.size() < magic.size() || !std::equal(magic.begin(), magic.end(), bytes.begin())) {
    in.fail("is not a checkpoint of this kind of training");
  }
  in.bytes(magic.size());
  if (in.u32() != kVersion) in.fail("is a checkpoint of another version");
  if (in.left() < 4) in.fail("ends too early");
  ByteReader end(bytes.last(4), name);
  if (end.u32() != checksum_of(bytes.first(bytes.size() - 4))) {
    in.fail("is damaged or cut short (wrong checksum)");
  }
}

template <class Report>
void check_shapes(const RunState<Report>& state, const ByteReader& in) {
  const bool fits =
      !state.net.layers.empty() && same_shapes(state.optimiser.first, state.net) &&
      (state.optimiser.second.layers.empty() || same_shapes(state.optimiser.second, state.net)) &&
      (state.average.layers.empty() || same_shapes(state.average, state.net)) &&
      (state.best.layers.empty() || same_shapes(state.best, state.net));
  if (!fits) in.fail("holds networks that do not fit together");
}

template <class Report>
std::vector<std::byte> write_state(const RunState<Report>& state, std::string_view kind) {
  ByteWriter out;
  for (const char c : kind) out.u8(static_cast<std::uint8_t>(c));
  out.u32(kVersion);
  out.text(state.settings);
  write_network(state.net, out);
  write_network(state.average, out);
  write_network(state.optimiser.first, out);
  write_network(state.optimiser.second, out);
  out.u64(static_cast<std::uint64_t>(state.optimiser.steps));
  write_network(state.best, out);
  out.f64(state.best_accuracy);
  out.u32(static_cast<std::uint32_t>(state.history.size()));
  for (const Report& report : state.history) write_report(report, out);
  out.u32(checksum_of(out.written()));
  return out.take();
}

template <class Report>
RunState<Report> read_state(std::span<const std::byte> bytes, std::string_view kind,
                            const std::string& name) {
  check_envelope(bytes, kind, name);
  ByteReader in(bytes.first(bytes.size() - 4), name);
  in.bytes(kind.size());
  in.u32();  // the version, checked above
  RunState<Report> state;
  state.settings = in.text(kMaxSettings);
  state.net = read_network(in);
  state.average = read_network(in);
  state.optimiser.first = read_network(in);
  state.optimiser.second = read_network(in);
  state.optimiser.steps = static_cast<std::int64_t>(in.u64());
  state.best = read_network(in);
  state.best_accuracy = in.f64();
  const std::uint32_t epochs = in.count("epochs", 0, kMaxEpochs);
  for (std::uint32_t i = 0; i < epochs; ++i) read_report(in, state.history.emplace_back());
  if (in.left() != 0) in.fail("has bytes after its end");
  check_shapes(state, in);
  return state;
}

}  // namespace

std::vector<std::byte> write_checkpoint(const TrainState& state) {
  return write_state(state, kGlyphMagic);
}

std::vector<std::byte> write_checkpoint(const LineTrainState& state) {
  return write_state(state, kLineMagic);
}

TrainState read_checkpoint(std::span<const std::byte> bytes, const std::string& name) {
  return read_state<EpochReport>(bytes, kGlyphMagic, name);
}

LineTrainState read_line_checkpoint(std::span<const std::byte> bytes, const std::string& name) {
  return read_state<LineReport>(bytes, kLineMagic, name);
}

}  // namespace inkline
