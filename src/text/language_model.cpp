#include <inkline/text/language_model.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/utf8.hpp>

#include "language_file.hpp"

namespace inkline {
namespace {

using namespace language_file;

constexpr int kUnknownSymbol = -1;
constexpr int kUnknownCost = 14 * kStepsPerNat;  // as rare as one character in a million
constexpr std::size_t kCosts = 1024;
constexpr std::size_t kRankUnit = 64;  // nodes a stored rank stands for
constexpr std::size_t kChildUnit = 8;  // inner nodes a stored place of children stands for
constexpr double kSampleTolerance = 1e-3;

using Bytes = std::span<const std::byte>;

std::uint8_t byte_at(Bytes bytes, std::size_t i) {
  return std::to_integer<std::uint8_t>(bytes[i]);
}

/// exp(-cost / 16) for every cost that can come up; larger ones count as the largest.
std::array<float, kCosts> probability_table() {
  std::array<float, kCosts> table{};
  for (std::size_t cost = 0; cost < kCosts; ++cost) {
    table[cost] = std::exp(-static_cast<float>(cost) / kStepsPerNat);
  }
  return table;
}

std::uint64_t bits_at(Bytes bits, std::size_t unit) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value |= std::uint64_t{byte_at(bits, 8 * unit + i)} << (8 * i);
  }
  return value;
}

}  // namespace

struct LanguageModel::Data {
  std::vector<std::byte> owned;  ///< empty when the bytes belong to someone else
  std::string name;
  std::string provenance;
  std::uint32_t checksum = 0;
  int order = 0;
  WordList::Numbers numbers;  ///< of the characters
  WordList words;

  Bytes symbols;
  Bytes costs;
  Bytes inner;
  Bytes backoffs;
  Bytes children;
  std::vector<std::uint32_t> ranks;   ///< inner nodes before each unit of nodes
  std::vector<std::uint32_t> firsts;  ///< first child of the first inner node of each unit
  std::array<float, kCosts> probabilities = probability_table();

  /// The child of a context that stands for `symbol`, or 0, which is nobody's child.
  std::uint32_t child(const State::Context& context, int symbol) const {
    const std::byte* const first = symbols.data() + context.first;
    const void* const found = std::memchr(first, symbol, context.count);
    if (found == nullptr) return 0;
    return context.first + static_cast<std::uint32_t>(static_cast<const std::byte*>(found) - first);
  }

  float probability_of(int cost) const {
    return probabilities[static_cast<std::size_t>(std::clamp(cost, 0, int{kCosts} - 1))];
  }
};

namespace {

/// Everything a lookup relies on: with it no lookup leaves the bytes.
template <class Data>
void check_trie(const Data& data, const ByteReader& in) {
  const std::size_t nodes = data.symbols.size();
  const std::size_t inner = data.children.size();
  std::size_t marked = 0;
  for (std::size_t unit = 0; unit < data.inner.size() / 8; ++unit) {
    marked += static_cast<std::size_t>(std::popcount(bits_at(data.inner, unit)));
  }
  if (marked != inner) in.fail("has a wrong number of inner nodes");
  if ((bits_at(data.inner, 0) & 1U) == 0) in.fail("has a root without children");
  const std::size_t spare = data.inner.size() * 8 - nodes;
  if (spare > 0 && bits_at(data.inner, data.inner.size() / 8 - 1) >> (64 - spare) != 0) {
    in.fail("marks nodes that it does not have");
  }
  std::size_t children = 0;
  for (const std::byte count : data.children) {
    if (count == std::byte{0}) in.fail("has an inner node without children");
    children += std::to_integer<std::size_t>(count);
  }
  if (children + 1 != nodes) in.fail("has a wrong number of children");
}

/// What would make every lookup count from the first node on.
template <class Data>
void make_tables(Data& data) {
  std::uint32_t rank = 0;
  for (std::size_t unit = 0; unit < data.inner.size() / 8; ++unit) {
    data.ranks.push_back(rank);
    rank += static_cast<std::uint32_t>(std::popcount(bits_at(data.inner, unit)));
  }
  std::uint32_t first = 1;
  for (std::size_t i = 0; i < data.children.size(); ++i) {
    if (i % kChildUnit == 0) data.firsts.push_back(first);
    first += byte_at(data.children, i);
  }
}

void check_envelope(Bytes bytes, const std::string& name) {
  ByteReader in(bytes, name);
  if (bytes.empty()) in.fail("is empty");
  const auto magic = std::as_bytes(std::span(kMagic));
  if (bytes.size() < magic.size() || !std::equal(magic.begin(), magic.end(), bytes.begin())) {
    in.fail("is not an Inkline language file");
  }
  in.bytes(magic.size());
  const std::uint32_t version = in.u32();
  if (version != kVersion) {
    in.fail("has language version " + std::to_string(version) + ", this program reads " +
            std::to_string(kVersion));
  }
  if (in.left() < 4) in.fail("ends too early");
  ByteReader end(bytes.last(4), name);
  if (end.u32() != checksum_of(bytes.first(bytes.size() - 4))) {
    in.fail("is damaged or cut short (wrong checksum)");
  }
}

template <class Data>
void read_characters(ByteReader& in, Data& data) {
  const std::uint32_t count = in.count("characters", 1, kMaxSymbols);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string character = in.text(4);
    if (code_points(character).size() != 1) in.fail("a character is none or several");
    if (!data.numbers.emplace(character, static_cast<int>(i) + 1).second) {
      in.fail("a character comes twice");
    }
  }
}

template <class Data>
void read_trie(ByteReader& in, Data& data) {
  const std::uint32_t nodes = in.count("nodes", 2, kMaxNodes);
  const std::uint32_t inner = in.count("inner nodes", 1, nodes);
  data.symbols = in.bytes(nodes);
  data.costs = in.bytes(nodes);
  data.inner = in.bytes(bit_bytes(nodes));
  data.backoffs = in.bytes(inner);
  data.children = in.bytes(inner);
  check_trie(data, in);
  make_tables(data);
}

/// Nodes whose children are where they should be, and none elsewhere.
std::vector<WordList::Node> word_nodes(ByteReader& in, std::uint32_t count, std::size_t symbols) {
  const Bytes of_symbols = in.bytes(count);
  const Bytes costs = in.bytes(count);
  const Bytes endings = in.bytes(count);
  const Bytes children = in.bytes(count);
  const auto share = [](std::uint8_t cost) {
    return std::exp(-static_cast<float>(cost) / kStepsPerNat);
  };
  std::vector<WordList::Node> nodes(count);
  std::uint32_t first = 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    WordList::Node& node = nodes[i];
    if (i >= first) in.fail("has words that hang on nothing");
    if (i > 0) node.symbol = byte_at(of_symbols, i);
    if (i > 0 && (node.symbol == kRowBreak || static_cast<std::size_t>(node.symbol) > symbols)) {
      in.fail("has words of unknown characters");
    }
    node.probability = share(byte_at(costs, i));
    if (byte_at(endings, i) != kNoEnd) node.end_probability = share(byte_at(endings, i));
    node.first = first;
    node.children = byte_at(children, i);
    if (node.children == 0 && node.end_probability <= 0) in.fail("has a word without an end");
    if (node.children > count - first) in.fail("has a wrong number of beginnings of words");
    for (std::uint32_t child = first + 1; child < first + node.children; ++child) {
      if (byte_at(of_symbols, child - 1) >= byte_at(of_symbols, child)) {
        in.fail("has words out of order");
      }
    }
    first += node.children;
  }
  if (first != count) in.fail("has a wrong number of beginnings of words");
  return nodes;
}

template <class Data>
void read_words(ByteReader& in, Data& data) {
  const std::uint32_t words = in.count("words", 0, kMaxNodes);
  const std::uint32_t nodes = in.count("beginnings of words", 0, kMaxNodes);
  if (nodes == 0) return;
  data.words = WordList(word_nodes(in, nodes, data.numbers.size()), data.numbers, words);
}

void check_samples(ByteReader& in, const LanguageModel& model) {
  const std::uint32_t count = in.count("samples", 0, kMaxSamples);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string row = in.text(kMaxSampleBytes);
    const double expected = in.f64();
    // Written so that a NaN fails too.
    if (!(std::abs(model.log_probability(row) - expected) <= kSampleTolerance)) {
      in.fail("scores a sample otherwise than when it was made");
    }
  }
  if (in.left() != 0) in.fail("has bytes after its end");
}

}  // namespace

LanguageModel read_language_in_place(std::span<const std::byte> bytes, const std::string& name) {
  check_envelope(bytes, name);
  ByteReader in(bytes.first(bytes.size() - 4), name);
  in.bytes(kMagic.size());
  in.u32();  // the version, see check_envelope()
  const auto data = std::make_shared<LanguageModel::Data>();
  data->name = in.text(kMaxName);
  data->provenance = in.text(kMaxProvenance);
  data->order = static_cast<int>(in.count("order", 1, kMaxLanguageOrder));
  read_characters(in, *data);
  read_trie(in, *data);
  read_words(in, *data);
  data->checksum = ByteReader(bytes.last(4), name).u32();
  LanguageModel model;
  model.data_ = data;
  check_samples(in, model);
  return model;
}

LanguageModel read_language(std::vector<std::byte> bytes, const std::string& name) {
  LanguageModel model = read_language_in_place(bytes, name);
  const auto data = std::make_shared<LanguageModel::Data>(*model.data_);
  data->owned = std::move(bytes);  // a moved vector keeps its bytes where they are
  model.data_ = data;
  return model;
}

LanguageModel::State::Context LanguageModel::context_of(std::uint32_t node) const {
  const std::size_t unit = node / kRankUnit;
  const std::uint64_t bits = bits_at(data_->inner, unit);
  const std::uint64_t bit = std::uint64_t{1} << (node % kRankUnit);
  if ((bits & bit) == 0) return {};
  const std::size_t inner =
      data_->ranks[unit] + static_cast<std::size_t>(std::popcount(bits & (bit - 1)));
  std::uint32_t first = data_->firsts[inner / kChildUnit];
  for (std::size_t i = inner / kChildUnit * kChildUnit; i < inner; ++i) {
    first += byte_at(data_->children, i);
  }
  return {first, byte_at(data_->children, inner), byte_at(data_->backoffs, inner)};
}

int LanguageModel::symbol_of(std::string_view character) const {
  const auto found = data_->numbers.find(character);
  return found == data_->numbers.end() ? kUnknownSymbol : found->second;
}

LanguageModel::State LanguageModel::row_start() const {
  State nothing;
  nothing.contexts[0] = context_of(0);
  nothing.count = 1;
  return after(nothing, kRowBreak);
}

float LanguageModel::probability(const State& state, int symbol) const {
  if (symbol < 0) return data_->probability_of(kUnknownCost);
  int cost = 0;
  for (int k = state.count - 1; k >= 0; --k) {
    const State::Context& context = state.contexts[static_cast<std::size_t>(k)];
    const std::uint32_t node = data_->child(context, symbol);
    if (node != 0) return data_->probability_of(cost + byte_at(data_->costs, node));
    cost += context.backoff - kBackoffOffset;
  }
  return data_->probability_of(kUnknownCost);
}

float LanguageModel::end_probability(const State& state) const {
  return probability(state, kRowBreak);
}

LanguageModel::State LanguageModel::after(const State& state, int symbol) const {
  State next;
  next.contexts[0] = context_of(0);
  next.count = 1;
  if (symbol < 0) return next;
  // Whoever knows a run of characters knows its end too, so the first that is unknown is the last.
  const int most = std::min(state.count, data_->order - 1);
  for (int k = 0; k < most; ++k) {
    const std::uint32_t node = data_->child(state.contexts[static_cast<std::size_t>(k)], symbol);
    if (node == 0) break;
    const State::Context context = context_of(node);
    if (context.count == 0) break;
    next.contexts[static_cast<std::size_t>(k) + 1] = context;
    next.count = k + 2;
  }
  return next;
}

double LanguageModel::log_probability(std::string_view row) const {
  State state = row_start();
  double sum = 0;
  for (const std::string& character : code_points(row)) {
    const int symbol = symbol_of(character);
    sum += std::log(double{probability(state, symbol)});
    state = after(state, symbol);
  }
  return sum + std::log(double{end_probability(state)});
}

const WordList& LanguageModel::words() const {
  static const WordList none;
  return is_empty() ? none : data_->words;
}
const std::string& LanguageModel::name() const {
  return data_->name;
}
const std::string& LanguageModel::provenance() const {
  return data_->provenance;
}
std::uint32_t LanguageModel::checksum() const {
  return data_->checksum;
}
int LanguageModel::order() const {
  return data_->order;
}
std::size_t LanguageModel::grams() const {
  return data_->symbols.size() - 1;
}

std::vector<std::string> LanguageModel::characters() const {
  std::vector<std::string> list(data_->numbers.size());
  for (const auto& [character, number] : data_->numbers) {
    list[static_cast<std::size_t>(number) - 1] = character;
  }
  return list;
}

}  // namespace inkline
