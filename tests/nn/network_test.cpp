#include <inkline/nn/network.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/nn/loss.hpp>

namespace {

using inkline::Activation;
using inkline::Initialisation;
using inkline::Matrix;
using inkline::Network;
using inkline::NetworkParams;
using inkline::Tape;

NetworkParams small_shape(Activation activation = Activation::relu) {
  NetworkParams params;
  params.inputs = 4;
  params.hidden = {5, 6};
  params.classes = 3;
  params.activation = activation;
  return params;
}

Matrix some_input(Eigen::Index samples) {
  Matrix input(4, samples);
  for (Eigen::Index i = 0; i < input.size(); ++i) {
    input(i) = std::sin(static_cast<float>(i) * 1.7F);
  }
  return input;
}

TEST_CASE("a network has the shapes asked for, and biases of zero") {
  const Network net = inkline::make_network(small_shape(), 1);
  CHECK(net.layers.size() == 3);
  CHECK(net.inputs() == 4);
  CHECK(net.classes() == 3);
  CHECK(net.parameter_count() == 4 * 5 + 5 + 5 * 6 + 6 + 6 * 3 + 3);
  for (const inkline::Dense& layer : net.layers) CHECK(layer.bias.isZero());
}

TEST_CASE("the same seed gives the same weights and another seed gives others") {
  const Network a = inkline::make_network(small_shape(), 1);
  const Network b = inkline::make_network(small_shape(), 1);
  const Network c = inkline::make_network(small_shape(), 2);
  CHECK(a.layers[0].weight == b.layers[0].weight);
  CHECK(a.layers[0].weight != c.layers[0].weight);
}

TEST_CASE("first weights are spread evenly up to the limit of their initialisation") {
  NetworkParams params;
  params.inputs = 300;
  params.classes = 100;
  double limit = 0;
  SUBCASE("Xavier") {
    params.initialisation = Initialisation::xavier;
    limit = std::sqrt(6.0 / 400);
  }
  SUBCASE("He") {
    params.initialisation = Initialisation::he;
    limit = std::sqrt(6.0 / 300);
  }
  const Matrix weight = inkline::make_network(params, 3).layers[0].weight;
  CHECK(static_cast<double>(weight.cwiseAbs().maxCoeff()) <= limit);
  CHECK(static_cast<double>(weight.cwiseAbs().maxCoeff()) > 0.99 * limit);
  CHECK(static_cast<double>(weight.squaredNorm()) / 30000 ==
        doctest::Approx(limit * limit / 3).epsilon(0.03));
  CHECK(std::abs(weight.mean()) < 0.01 * limit);
}

TEST_CASE("one layer by hand: relu of weight * x + bias, then softmax") {
  Network net;
  net.activation = Activation::relu;
  net.layers.resize(2);
  net.layers[0].weight = Matrix{{1, 2}, {-1, 1}};
  net.layers[0].bias = inkline::Vector{{0.5F, -3.0F}};
  net.layers[1].weight = Matrix{{1, 1}, {0, 1}};
  net.layers[1].bias = inkline::Vector{{0, 1}};
  Tape tape;
  inkline::forward(net, Matrix{{1}, {1}}, tape);
  CHECK(tape.output[0](0) == 3.5F);
  CHECK(tape.output[0](1) == 0);
  CHECK(tape.output[1](0) == 3.5F);
  CHECK(tape.output[1](1) == 1);
  const Matrix probabilities = inkline::classify(net, Matrix{{1}, {1}});
  CHECK(probabilities(0) == doctest::Approx(1 / (1 + std::exp(-2.5))));
}

TEST_CASE("activations stay in their range and finite for any input") {
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    CAPTURE(name_of(a));
    const Network net = inkline::make_network(small_shape(a), 1);
    Tape tape;
    inkline::forward(net, some_input(7) * 1e6F, tape);
    const Matrix& out = tape.output[0];
    CHECK(out.allFinite());
    CHECK(out.minCoeff() >= (a == Activation::tanh ? -1.0F : 0.0F));
    if (a != Activation::relu) CHECK(out.maxCoeff() <= 1.0F);
    CHECK(inkline::classify(net, some_input(7) * 1e6F).allFinite());
  }
}

TEST_CASE("a sample's answer does not depend on its neighbours in the batch") {
  const Network net = inkline::make_network(small_shape(), 1);
  const Matrix together = inkline::classify(net, some_input(9));
  for (Eigen::Index i = 0; i < 9; ++i) {
    const Matrix alone = inkline::classify(net, some_input(9).col(i));
    CHECK(alone.isApprox(together.col(i), 1e-5F));
  }
  CHECK(inkline::classify(net, Matrix(4, 0)).cols() == 0);
}

TEST_CASE("dropout drops its share, scales what it keeps, and does not know the shards") {
  NetworkParams params = small_shape(Activation::sigmoid);
  params.hidden = {400};
  const Network net = inkline::make_network(params, 1);
  const Matrix input = some_input(600);  // more than are worked on at once
  Tape whole;
  inkline::forward(net, input, whole, {0.25F, 9, 0});
  const Matrix& mask = whole.mask[0];
  const auto dropped = static_cast<double>((mask.array() == 0.0F).count());
  CHECK(dropped / static_cast<double>(mask.size()) == doctest::Approx(0.25).epsilon(0.03));
  CHECK(mask.maxCoeff() == doctest::Approx(1 / 0.75));

  Tape part;
  inkline::forward(net, input.rightCols(320), part, {0.25F, 9, 280});
  CHECK(part.mask[0] == mask.rightCols(320));
  Tape other;
  inkline::forward(net, input, other, {0.25F, 10, 0});
  CHECK(other.mask[0] != mask);
}

/// 4 inputs, 5 sliding, 3 plain, 6 sliding, 2 classes.
Network sliding_network(Activation activation = Activation::relu) {
  NetworkParams params;
  params.inputs = 4;
  params.hidden = {{5, {-3, -1, 1}}, 3, {6, {0, 2}}};
  params.classes = 2;
  params.activation = activation;
  Network net = inkline::make_network(params, 1);
  // Or steps outside a row would give 0 by chance.
  for (inkline::Dense& layer : net.layers) layer.bias.setConstant(0.3F);
  return net;
}

TEST_CASE("a sliding layer by hand: neighbours one below the other, nothing outside the row") {
  Network net;
  net.layers.resize(1);
  net.layers[0].offsets = {-1, 2};
  net.layers[0].weight = Matrix{{1, 10, 100, 1000}};
  net.layers[0].bias = inkline::Vector{{0.5F}};
  const Matrix input{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 0}};
  Tape tape;
  inkline::forward(net, input, std::vector<int>{4, 1}, tape);
  CHECK(tape.output[0] == Matrix{{8300.5F, 9400.0F + 61.5F, 72.5F, 83.5F, 0.5F}});
  inkline::forward(net, input, tape);
  CHECK(tape.output[0] == Matrix{{8300.5F, 9400.0F + 61.5F, 500.0F + 72.5F, 83.5F, 94.5F}});
}

TEST_CASE("a row's answer is the same, rounding aside, whatever stands beside it") {
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    CAPTURE(name_of(a));
    const Network net = sliding_network(a);
    const Matrix row = some_input(40);
    const Matrix others = some_input(400).rightCols(300) * 1000;
    const Matrix alone = inkline::classify(net, row, std::vector<int>{40});
    for (const int before : {1, 30, 255, 256}) {
      CAPTURE(before);
      Matrix together(4, before + 40 + 7);
      together << others.leftCols(before), row, others.rightCols(7);
      const Matrix answer = inkline::classify(net, together, std::vector<int>{before, 40, 7});
      CHECK(answer.middleCols(before, 40).isApprox(alone, 1e-6F));
    }
  }
}

TEST_CASE("reading gives what the forward pass of training gives") {
  for (const Network& net :
       {sliding_network(), inkline::make_network(small_shape(Activation::tanh), 1)}) {
    const Matrix input = some_input(900);
    const std::vector<int> rows{5, 400, 0, 30, 256, 200, 9};
    Tape tape;
    inkline::forward(net, input, rows, tape);
    inkline::softmax_columns(tape.output.back());
    CHECK(inkline::classify(net, input, rows).isApprox(tape.output.back(), 1e-6F));
  }
}

TEST_CASE("a tape used for a larger batch before changes nothing") {
  const Network net = sliding_network();
  const std::vector<int> rows{12, 1, 7};
  const Matrix input = some_input(20);
  Tape used;
  for (const float rate : {0.0F, 0.3F}) {
    CAPTURE(rate);
    const inkline::Dropout dropout{rate, 3, 0};
    Tape fresh;
    inkline::forward(net, input, rows, fresh, dropout);
    inkline::forward(net, some_input(300), used, dropout);
    Network expected = inkline::zeros_like(net);
    inkline::backward(net, some_input(300), used, used.output.back(), expected);
    inkline::forward(net, input, rows, used, dropout);
    CHECK(used.output.back() == fresh.output.back());
    Network got = inkline::zeros_like(net);
    inkline::backward(net, input, rows, fresh, fresh.output.back(), expected);
    inkline::backward(net, input, rows, used, used.output.back(), got);
    for (std::size_t i = 0; i < net.layers.size(); ++i) {
      CHECK(got.layers[i].weight == expected.layers[i].weight);
      CHECK(got.layers[i].bias == expected.layers[i].bias);
    }
  }
}

TEST_CASE("a batch of no step has a gradient of zero, whatever the gradient held before") {
  for (const Network& net : {sliding_network(), inkline::make_network(small_shape(), 1)}) {
    Tape tape;
    inkline::forward(net, Matrix(4, 0), tape);
    CHECK(tape.output.back().cols() == 0);
    Network gradient = net;
    for (const std::span<float> part : inkline::parameters(gradient)) part[0] = 5;
    inkline::backward(net, Matrix(4, 0), tape, Matrix(net.classes(), 0), gradient);
    for (const inkline::Dense& layer : gradient.layers) {
      CHECK(layer.weight.isZero());
      CHECK(layer.bias.isZero());
    }
  }
}

TEST_CASE("rows of no step may stand anywhere, and rows mean nothing to a plain network") {
  const Network sliding = sliding_network();
  const Matrix input = some_input(9);
  CHECK(inkline::classify(sliding, input, std::vector<int>{0, 4, 0, 5, 0}) ==
        inkline::classify(sliding, input, std::vector<int>{4, 5}));
  CHECK(inkline::classify(sliding, input, std::vector<int>{9}) ==
        inkline::classify(sliding, input));
  CHECK(inkline::classify(sliding, Matrix(4, 0)).cols() == 0);
  const Network plain = inkline::make_network(small_shape(), 1);
  CHECK(inkline::classify(plain, input, std::vector<int>{4, 5}) == inkline::classify(plain, input));
}

TEST_CASE("a sliding network looks as far as its offsets add up to, and no further") {
  const Network net = sliding_network(Activation::tanh);
  const Matrix input = some_input(20);
  const Matrix answer = inkline::classify(net, input);
  for (int changed = 0; changed < 20; ++changed) {
    Matrix other = input;
    other.col(changed).array() += 1.0F;
    const Matrix moved = inkline::classify(net, other);
    for (int t = 0; t < 20; ++t) {
      CAPTURE(changed - t);
      const bool seen = changed - t >= -3 && changed - t <= 3 && (changed - t) % 2 != 0;
      CHECK((answer.col(t) != moved.col(t)) == seen);
    }
  }
}

TEST_CASE("gradients keep the offsets of their network") {
  const Network net = sliding_network();
  const Network zeros = inkline::zeros_like(net);
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    CHECK(zeros.layers[i].offsets == net.layers[i].offsets);
    CHECK(zeros.layers[i].inputs() == net.layers[i].inputs());
    CHECK(zeros.layers[i].weight.isZero());
  }
}

TEST_CASE("parameters() reaches every weight and bias of the network") {
  Network net = inkline::make_network(small_shape(), 1);
  std::size_t count = 0;
  for (const std::span<float> part : inkline::parameters(net)) {
    count += part.size();
    for (float& number : part) number = 2;
  }
  CHECK(static_cast<std::int64_t>(count) == net.parameter_count());
  CHECK(net.layers[1].weight.isConstant(2));
  CHECK(net.layers[2].bias.isConstant(2));
}

TEST_CASE("bad shapes and names are refused by name") {
  NetworkParams params = small_shape();
  params.hidden = {0};
  CHECK_THROWS_WITH_AS(inkline::make_network(params, 1), doctest::Contains("network.hidden"),
                       inkline::Error);
  for (const std::vector<int>& offsets :
       std::vector<std::vector<int>>{{}, {1, 1}, {2, 1}, {-257}, {0, 257}, std::vector<int>(65)}) {
    params.hidden = {{5, offsets}};
    CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("network.hidden"), inkline::Error);
  }
  params.hidden = {60000, {5, {0, 1}}};
  CHECK_THROWS_WITH_AS(params.check(), doctest::Contains("65536 inputs"), inkline::Error);
  CHECK_THROWS_WITH_AS(inkline::activation_from("selu"), doctest::Contains("'selu'"),
                       inkline::Error);
  CHECK_THROWS_WITH_AS(inkline::initialisation_from("zero"), doctest::Contains("'zero'"),
                       inkline::Error);
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    CHECK(inkline::activation_from(name_of(a)) == a);
  }
}

}  // namespace
