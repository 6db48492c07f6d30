#include <inkline/nn/widen.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::LayerParams;

inkline::Network small_network() {
  inkline::NetworkParams shape;
  shape.inputs = 5;
  shape.hidden = inkline::layers_from("6@-2:2:2,4,3@-1/3");
  shape.classes = 4;
  return inkline::make_network(shape, 1);
}

TEST_SUITE("widened") {
  TEST_CASE("a broader network answers as the one it was grown from") {
    const inkline::Network net = small_network();
    const inkline::Network broad =
        inkline::widened(net, inkline::layers_from("9@-2:2:2,4,8@-1/3"), 2);
    CHECK(broad.parameter_count() > net.parameter_count());
    const inkline::Matrix input = inkline::Matrix::Random(5, 40);
    const std::vector<int> rows{25, 15};
    const inkline::Matrix before = inkline::classify(net, input, rows);
    const inkline::Matrix after = inkline::classify(broad, input, rows);
    CHECK((before - after).cwiseAbs().maxCoeff() < 1e-5F);
  }

  TEST_CASE("new units have weights to learn with") {
    const inkline::Network broad =
        inkline::widened(small_network(), inkline::layers_from("9@-2:2:2,4,8@-1/3"), 2);
    CHECK(broad.layers[0].weight.bottomRows(3).cwiseAbs().minCoeff() > 0);
    CHECK(broad.layers[2].weight.bottomRows(5).cwiseAbs().minCoeff() > 0);
  }

  TEST_CASE("fewer units, other offsets or another depth are refused") {
    const inkline::Network net = small_network();
    for (const char* const layers : {"5@-2:2:2,4,3@-1/3", "6@-2:2,4,3@-1/3", "6@-2:2:2,4"}) {
      CAPTURE(layers);
      CHECK_THROWS_WITH_AS(inkline::widened(net, inkline::layers_from(layers), 2),
                           doctest::Contains("cannot be grown"), inkline::Error);
    }
  }
}

}  // namespace
