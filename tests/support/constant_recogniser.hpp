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

/// A recogniser that takes every glyph for `text` unless it is wider than a third more than the
/// row's letters are high, which it rejects: touching letters.
inline Recogniser width_recogniser(const std::string& text) {
  Recogniser recogniser = constant_recogniser("");
  recogniser.model.alphabet = {text, ""};
  Dense& layer = recogniser.model.network.layers.front();
  const int width_feature = feature_count(recogniser.features) - kContextFeatures + 2;
  constexpr float steepness = 40;  // width_feature is in doublings: log2(4 / 3) is 0.415
  layer.weight(1, width_feature) = steepness;
  layer.bias(0) = 0.415F * steepness;
  layer.bias(1) = 0;
  return recogniser;
}

}  // namespace inkline::test
