#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <inkline/nn/network.hpp>

namespace inkline {

/// How weights are stored in a model file; in memory they are float. Biases are always float.
enum class WeightFormat {
  float16,  ///< IEEE half precision, 2 bytes a weight
  int8,     ///< -127 to 127 times a scale of the output's own, 1 byte a weight
};

/// The names used on the command line; the inverse throws Error(Fault::usage).
std::string_view name_of(WeightFormat format);
WeightFormat weight_format_from(std::string_view name);

/// An input with the answer the model gave when it was made. Loading asks again: a machine, a
/// compiler or a change to the features that answers otherwise is found out at once.
struct ModelSample {
  std::vector<std::uint8_t> input;   ///< what the answer is to, in a form of the caller's choice
  std::vector<float> probabilities;  ///< one a class
};

/// A network with everything needed to use it.
struct Model {
  std::string name;                             ///< for --version, one line
  std::vector<std::string> alphabet;            ///< one UTF-8 character a class; "" = no character
  std::map<std::string, std::string> settings;  ///< features, glyph margin, ...
  std::string provenance;                       ///< data, settings and measured accuracy
  Network network;                              ///< weights as the file holds them
  std::vector<ModelSample> samples;
  std::uint32_t checksum = 0;  ///< of the file; set by read_model()
};

/// The network as it is after being written in `format` and read again.
Network rounded(const Network& net, WeightFormat format);

/// The bytes of a model file:
///   "INKLINE\n", u32 version, name, provenance, alphabet, settings, activation, layers (rows,
///   cols, from version 2 on offsets, weights, biases), samples, CRC-32 of all before it.
/// Numbers are little-endian; texts and lists carry their length first. Version 1 is written
/// where no layer slides, so that such a model stays the same to the byte.
///
/// @throws Error  Fault::usage when a part is larger than read_model() accepts
std::vector<std::byte> write_model(const Model& model, WeightFormat format);

/// The inverse. Bytes may come from anywhere: sizes are checked before anything is allocated, and
/// what is damaged, cut short or of another kind is refused.
///
/// @param name    stands in messages
/// @throws Error  Fault::input, one line "NAME: reason"
Model read_model(std::span<const std::byte> bytes, const std::string& name);

/// A model file with these settings added to its own, or in place of those of the same key; all
/// else, the weights above all, stays as it is to the byte.
/// @throws Error  Fault::input when `bytes` are no model file; Fault::usage when a setting is
///                larger than read_model() accepts
std::vector<std::byte> with_settings(std::span<const std::byte> bytes, const std::string& name,
                                     const std::map<std::string, std::string>& settings);

/// What the model says of itself, and its checksum: as read_model(), but network and samples stay
/// empty, which is ten times as quick.
Model read_model_card(std::span<const std::byte> bytes, const std::string& name);

/// IEEE 754 half precision, rounding to nearest even; too large becomes infinity.
std::uint16_t half_from(float value);
float float_from_half(std::uint16_t half);

}  // namespace inkline
