#include <inkline/nn/widen.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

void check_growth(std::span<const LayerParams> from, std::span<const LayerParams> to) {
  bool is_growth = from.size() == to.size();
  for (std::size_t i = 0; is_growth && i < from.size(); ++i) {
    is_growth = from[i].width <= to[i].width && from[i].offsets == to[i].offsets;
  }
  require_setting(is_growth, "layers " + text_of(to) + " cannot be grown from " + text_of(from));
}

/// Puts the units of a layer in place of the first ones of a broader one. They see nothing of the
/// layer's new inputs.
void put_into(Dense& broad, const Dense& layer) {
  const Eigen::Index units = layer.weight.rows();
  broad.bias.head(units) = layer.bias;
  broad.weight.topRows(units).setZero();
  for (std::size_t k = 0; k < layer.offsets.size(); ++k) {
    const auto offset = static_cast<Eigen::Index>(k);
    broad.weight.block(0, offset * broad.inputs(), units, layer.inputs()) =
        layer.weight.middleCols(offset * layer.inputs(), layer.inputs());
  }
}

}  // namespace

Network widened(const Network& net, std::span<const LayerParams> hidden, std::uint64_t seed) {
  check_growth(hidden_layers_of(net), hidden);
  NetworkParams shape;
  shape.inputs = static_cast<int>(net.inputs());
  shape.hidden.assign(hidden.begin(), hidden.end());
  shape.classes = static_cast<int>(net.classes());
  shape.activation = net.activation;
  Network broad = make_network(shape, seed);
  for (std::size_t i = 0; i < net.layers.size(); ++i) put_into(broad.layers[i], net.layers[i]);
  return broad;
}

}  // namespace inkline
