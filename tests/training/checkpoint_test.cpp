#include <inkline/training/checkpoint.hpp>

#include <doctest/doctest.h>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

namespace {

using inkline::TrainState;
using Bytes = std::vector<std::byte>;

TrainState small_state() {
  inkline::NetworkParams shape;
  shape.inputs = 3;
  shape.hidden = {4};
  shape.classes = 2;
  TrainState state;
  state.settings = "seed = 1\n";
  state.net = inkline::make_network(shape, 1);
  state.best = inkline::make_network(shape, 2);
  state.optimiser = inkline::make_optimiser_state({}, state.net);
  state.optimiser.steps = 77;
  state.best_accuracy = 0.1 + 0.2;
  state.history.resize(2);
  state.history[0].epoch = 1;
  state.history[0].best = true;
  state.history[1].epoch = 2;
  state.history[1].validation_loss = 1.0 / 3;
  return state;
}

bool is_refused(const Bytes& bytes) {
  try {
    inkline::read_checkpoint(bytes, "c");
  } catch (const inkline::Error& error) {
    return std::string(error.what()).rfind("c: ", 0) == 0;
  }
  return false;
}

TEST_CASE("a checkpoint keeps every digit") {
  const TrainState state = small_state();
  const Bytes bytes = inkline::write_checkpoint(state);
  const TrainState back = inkline::read_checkpoint(bytes, "c");
  CHECK(back.settings == state.settings);
  CHECK(back.optimiser.steps == 77);
  CHECK(back.best_accuracy == state.best_accuracy);
  CHECK(back.history[1].validation_loss == state.history[1].validation_loss);
  CHECK(back.history[0].best);
  CHECK(inkline::write_checkpoint(back) == bytes);
}

TEST_CASE("a damaged, cut or foreign checkpoint is refused") {
  const Bytes bytes = inkline::write_checkpoint(small_state());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    REQUIRE(is_refused(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes damaged = bytes;
    damaged[i] ^= std::byte{0x10};
    REQUIRE(is_refused(damaged));
  }
}

TEST_CASE("wild bytes under a checksum that fits never crash") {
  const Bytes bytes = inkline::write_checkpoint(small_state());
  inkline::Random random(3);
  for (int round = 0; round < 5000; ++round) {
    Bytes wild = bytes;
    wild[random.index(wild.size())] = static_cast<std::byte>(random.next());
    wild.erase(wild.end() - 4, wild.end());
    inkline::ByteWriter end;
    end.u32(inkline::checksum_of(wild));
    wild.insert(wild.end(), end.written().begin(), end.written().end());
    try {
      inkline::read_checkpoint(wild, "c");
    } catch (const inkline::Error&) {
    }
  }
}

TEST_CASE("networks that do not fit together are refused") {
  TrainState state = small_state();
  state.best.layers.pop_back();
  CHECK(is_refused(inkline::write_checkpoint(state)));
}

}  // namespace
