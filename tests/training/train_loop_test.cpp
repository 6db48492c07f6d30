#include <inkline/training/train_loop.hpp>

#include <limits>
#include <optional>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/training/checkpoint.hpp>

#include "training/made_up_data.hpp"

namespace {

using inkline::EpochReport;
using inkline::Network;
using inkline::TrainEnd;
using inkline::TrainHooks;
using inkline::TrainingData;
using inkline::TrainParams;
using inkline::TrainResult;
using inkline::TrainState;

TrainParams quick(int epochs, int threads = 2) {
  TrainParams params;
  params.hidden = {24};
  params.epochs = epochs;
  params.batch = 32;
  params.average = 0.9F;
  params.threads = threads;
  params.schedule.rate = 5e-3F;
  return params;
}

bool same_weights(const Network& a, const Network& b) {
  if (a.layers.size() != b.layers.size()) return false;
  for (std::size_t i = 0; i < a.layers.size(); ++i) {
    if (a.layers[i].weight != b.layers[i].weight || a.layers[i].bias != b.layers[i].bias) {
      return false;
    }
  }
  return true;
}

TEST_SUITE("training") {
  TEST_CASE("bars in four places are learnt, and the loss falls") {
    const TrainingData data = inkline::test::bars_to_train();
    const TrainResult result = inkline::train(data, quick(6));
    REQUIRE(result.history.size() == 6);
    CHECK(result.end == TrainEnd::all_epochs);
    CHECK(result.history.back().validation_accuracy > 0.95);
    CHECK(result.history.back().validation_top_five == 1);
    CHECK(result.history.back().training_loss < result.history.front().training_loss);
    const EpochReport again =
        inkline::validate(data, result.network, inkline::FeatureKind::gradient, 1);
    double best = 0;
    for (const EpochReport& report : result.history) {
      best = std::max(best, report.validation_accuracy);
    }
    CHECK(again.validation_accuracy == best);
  }

  TEST_CASE("the same seed gives the same weights to the last digit, another seed others") {
    const TrainingData data = inkline::test::bars_to_train(40, 2);
    TrainParams params = quick(2);
    const TrainResult first = inkline::train(data, params);
    const TrainResult second = inkline::train(data, params);
    CHECK(same_weights(first.network, second.network));
    params.seed = 2;
    CHECK_FALSE(same_weights(first.network, inkline::train(data, params).network));
  }

  TEST_CASE("a run resumed from any checkpoint ends as one that was never interrupted") {
    const TrainingData data = inkline::test::bars_to_train(40, 2);
    for (const auto kind : {inkline::OptimiserKind::adamw, inkline::OptimiserKind::sgd}) {
      TrainParams params = quick(4);
      params.optimiser.kind = kind;
      std::vector<std::vector<std::byte>> checkpoints;
      TrainHooks hooks;
      hooks.after_epoch = [&](const TrainState& state) {
        checkpoints.push_back(inkline::write_checkpoint(state));
      };
      const TrainResult whole = inkline::train(data, params, hooks);
      REQUIRE(checkpoints.size() == 4);
      for (const std::vector<std::byte>& checkpoint : checkpoints) {
        const TrainResult resumed =
            inkline::train(data, params, {}, inkline::read_checkpoint(checkpoint, "c"));
        CHECK(same_weights(resumed.network, whole.network));
        CHECK(resumed.history.size() == 4);
        CHECK(resumed.history.back().training_loss == whole.history.back().training_loss);
      }
    }
  }

  TEST_CASE("resuming with other settings is refused, naming the first that differs") {
    const TrainingData data = inkline::test::bars_to_train(40, 1);
    std::optional<TrainState> kept;
    TrainHooks hooks;
    hooks.after_epoch = [&](const TrainState& state) { kept = state; };
    inkline::train(data, quick(2), hooks);
    CHECK_THROWS_WITH_AS(inkline::train(data, quick(3), {}, kept),
                         "train: the checkpoint was made with 'epochs = 2' instead of 'epochs = 3'",
                         inkline::Error);
  }

  TEST_CASE("a wish to stop is met between batches, and the best network so far comes back") {
    const TrainingData data = inkline::test::bars_to_train(40, 2);
    int epochs = 0;
    Network best;
    TrainHooks hooks;
    hooks.after_epoch = [&](const TrainState& state) {
      ++epochs;
      best = state.best;
    };
    int asked = 0;
    hooks.should_stop = [&] { return epochs == 2 && ++asked > 2; };
    const TrainResult result = inkline::train(data, quick(50), hooks);
    CHECK(result.end == TrainEnd::stopped);
    CHECK(result.history.size() == 2);
    CHECK(same_weights(result.network, best));
  }

  TEST_CASE("stopped before the first epoch there is still a network") {
    const TrainingData data = inkline::test::bars_to_train(40, 1);
    TrainHooks hooks;
    hooks.should_stop = [] { return true; };
    const TrainResult result = inkline::train(data, quick(5), hooks);
    CHECK(result.history.empty());
    CHECK(result.network.classes() == 4);
  }

  TEST_CASE("patience ends a run that gets no better") {
    const TrainingData data = inkline::test::bars_to_train(40, 1);
    TrainParams params = quick(100);
    params.schedule.rate = 1e-9F;  // learns nothing
    params.average = 0;
    params.patience = 3;
    const TrainResult result = inkline::train(data, params);
    CHECK(result.end == TrainEnd::patience);
    CHECK(result.history.size() < 20);
  }

  TEST_CASE("a rate beyond all reason ends in an error and not in a broken model") {
    const TrainingData data = inkline::test::bars_to_train(40, 2);
    TrainParams params = quick(30);
    params.optimiser.kind = inkline::OptimiserKind::sgd;
    params.schedule = {.kind = inkline::ScheduleKind::constant, .rate = 10};
    params.optimiser.weight_decay = 1;
    CHECK_THROWS_WITH_AS(inkline::train(data, params), doctest::Contains("lower rate"),
                         inkline::Error);
  }

  TEST_CASE("bad settings are refused by name") {
    const TrainingData data = inkline::test::bars_to_train(40, 1);
    TrainParams params;
    params.batch = 0;
    CHECK_THROWS_WITH_AS(inkline::train(data, params), doctest::Contains("train.batch"),
                         inkline::Error);
    params = {};
    params.dropout = 1;
    CHECK_THROWS_WITH_AS(inkline::train(data, params), doctest::Contains("train.dropout"),
                         inkline::Error);
    params = {};
    params.balance = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(inkline::train(data, params), doctest::Contains("train.balance"),
                         inkline::Error);
  }
}

}  // namespace
