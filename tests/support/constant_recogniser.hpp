#pragma once

#include <string>

#include <inkline/features/recogniser.hpp>

namespace inkline::test {

/// A recogniser that takes every glyph for `text` ("" rejects all), whatever it looks like, so that
/// tests of the page pipeline do not depend on a trained model.
inline Recogniser constant_recogniser(const std::string& text) {
  Recogniser recogniser;
  recogniser.model.alphabet = {text, "?"};
  Dense layer;
  layer.weight = Matrix::Zero(2, feature_count(recogniser.features));
  layer.bias = Vector::Zero(2);
  layer.bias(0) = 5;
  recogniser.model.network.layers = {layer};
  return recogniser;
}

}  // namespace inkline::test
