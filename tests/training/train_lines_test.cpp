#include <inkline/training/train_lines.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/training/checkpoint.hpp>

#include "training/made_up_lines.hpp"

namespace {

using inkline::LineData;
using inkline::LineTrainHooks;
using inkline::LineTrainParams;
using inkline::LineTrainResult;
using inkline::LineTrainState;
using inkline::Network;
using inkline::TrainEnd;

const std::vector<std::string> kTexts{"lnL", "nn l", "LlL"};

LineTrainParams quick(int epochs, int threads = 2) {
  LineTrainParams params;
  params.layers = inkline::layers_from("16@-4:4:2,16@-4:4:4");
  params.epochs = epochs;
  params.batch_steps = 300;
  params.average = 0.8F;
  params.threads = threads;
  params.schedule.rate = 1e-2F;
  return params;
}

bool same_weights(const Network& a, const Network& b) {
  return std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                    [](const inkline::Dense& x, const inkline::Dense& y) {
                      return x.weight == y.weight && x.bias == y.bias;
                    });
}

TEST_SUITE("train_lines") {
  TEST_CASE("three made-up rows are learnt until every character is right") {
    const LineData data = inkline::test::lettered_rows(kTexts, 240);
    const LineTrainResult result = inkline::train_lines(data, quick(20));
    REQUIRE(result.history.size() == 20);
    CHECK(result.end == TrainEnd::all_epochs);
    CHECK(result.history.front().error > 0.3);
    CHECK(result.history.back().error == 0);
    CHECK(result.history.back().group_errors == std::vector<double>{0});
    CHECK(result.history.back().training_loss < 0.1 * result.history.front().training_loss);
    CHECK(result.history.back().skipped_share == 0);
    const inkline::LineReport again = inkline::validate_lines(data, result.network, {}, 1);
    CHECK(again.error == 0);
  }

  TEST_CASE("the same seed gives the same weights to the last digit, another seed others") {
    const LineData data = inkline::test::lettered_rows(kTexts, 30);
    LineTrainParams params = quick(2);
    const LineTrainResult first = inkline::train_lines(data, params);
    CHECK(same_weights(first.network, inkline::train_lines(data, params).network));
    params.seed = 2;
    CHECK_FALSE(same_weights(first.network, inkline::train_lines(data, params).network));
  }

  TEST_CASE("a run resumed from any checkpoint ends as one that was never interrupted") {
    const LineData data = inkline::test::lettered_rows(kTexts, 30);
    const LineTrainParams params = quick(3);
    std::vector<std::vector<std::byte>> checkpoints;
    LineTrainHooks hooks;
    hooks.after_epoch = [&](const LineTrainState& state) {
      checkpoints.push_back(inkline::write_checkpoint(state));
    };
    const LineTrainResult whole = inkline::train_lines(data, params, hooks);
    REQUIRE(checkpoints.size() == 3);
    for (const std::vector<std::byte>& checkpoint : checkpoints) {
      const LineTrainResult resumed =
          inkline::train_lines(data, params, {}, inkline::read_line_checkpoint(checkpoint, "c"));
      CHECK(same_weights(resumed.network, whole.network));
      REQUIRE(resumed.history.size() == 3);
      CHECK(resumed.history.back().training_loss == whole.history.back().training_loss);
      CHECK(resumed.history.back().group_errors == whole.history.back().group_errors);
    }
  }

  TEST_CASE("a run can begin with a trained network, and says so in its settings") {
    const LineData data = inkline::test::lettered_rows(kTexts, 240);
    LineTrainParams params = quick(20);
    const LineTrainResult first = inkline::train_lines(data, params);
    params.epochs = 1;
    params.schedule.rate = 1e-4F;
    params.start = {first.network, 7};
    const LineTrainResult second = inkline::train_lines(data, params);
    CHECK(second.history.front().training_loss < first.history.front().training_loss / 4);
    CHECK(inkline::settings_text(data, params).find("start = 7") != std::string::npos);
  }

  TEST_CASE("a start with other layers is refused") {
    const LineData data = inkline::test::lettered_rows(kTexts, 30);
    const LineTrainResult first = inkline::train_lines(data, quick(1));
    LineTrainParams params = quick(1);
    params.layers = inkline::layers_from("8@-4:4:2");
    params.start = {first.network, 7};
    CHECK_THROWS_WITH_AS(inkline::train_lines(data, params), doctest::Contains("train.start"),
                         inkline::Error);
  }

  TEST_CASE("a checkpoint of characters is refused for rows") {
    CHECK_THROWS_WITH_AS(
        inkline::read_line_checkpoint(inkline::write_checkpoint(inkline::TrainState{}), "c"),
        "c: is not a checkpoint of this kind of training", inkline::Error);
  }

  TEST_CASE("resuming with other settings is refused, naming the first that differs") {
    const LineData data = inkline::test::lettered_rows(kTexts, 6);
    std::optional<LineTrainState> kept;
    LineTrainHooks hooks;
    hooks.after_epoch = [&](const LineTrainState& state) { kept = state; };
    inkline::train_lines(data, quick(1), hooks);
    CHECK_THROWS_WITH_AS(inkline::train_lines(data, quick(2), {}, kept),
                         "train: the checkpoint was made with 'epochs = 1' instead of 'epochs = 2'",
                         inkline::Error);
  }

  TEST_CASE("rows with more text than steps, without ink or of foreign letters are left out") {
    LineData data = inkline::test::lettered_rows({"lnL", "LnL"}, 40);
    const auto draw = data.draw;
    data.draw = [draw](std::size_t row, std::uint64_t seed) {
      inkline::DrawnLine line = draw(row, seed);
      if (row % 8 == 0) line.text.assign(5000, 'l');
      if (row % 8 == 1) line.ink.setTo(0);
      if (row % 8 == 2) line.text.assign(1, '?');
      return line;
    };
    const LineTrainResult result = inkline::train_lines(data, quick(2));
    CHECK(result.history.back().skipped_share == 3.0 / 8);
    CHECK(std::isfinite(result.history.back().training_loss));
  }

  TEST_CASE("an epoch of fewer rows than there are takes a choice of them") {
    const LineData data = inkline::test::lettered_rows(kTexts, 60);
    LineTrainParams params = quick(1);
    const double all = inkline::train_lines(data, params).history.back().steps;
    params.epoch_rows = 15;
    const double few = inkline::train_lines(data, params).history.back().steps;
    CHECK(few < 0.4 * all);
    CHECK(few > 0.1 * all);
  }

  TEST_CASE("a wish to stop is met between batches, and the best network so far comes back") {
    const LineData data = inkline::test::lettered_rows(kTexts, 12);
    int epochs = 0;
    LineTrainHooks hooks;
    hooks.after_epoch = [&](const LineTrainState&) { ++epochs; };
    hooks.should_stop = [&] { return epochs == 2; };
    const LineTrainResult result = inkline::train_lines(data, quick(50), hooks);
    CHECK(result.end == TrainEnd::stopped);
    CHECK(result.history.size() == 2);
  }

  TEST_CASE("bad settings are refused by name") {
    const LineData data = inkline::test::lettered_rows(kTexts, 6);
    LineTrainParams params;
    params.batch_steps = 3;
    CHECK_THROWS_WITH_AS(inkline::train_lines(data, params), doctest::Contains("train.batch_steps"),
                         inkline::Error);
    params = {};
    params.average = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(inkline::train_lines(data, params), doctest::Contains("train.average"),
                         inkline::Error);
    params = {};
    params.optimiser.longest = -1;
    CHECK_THROWS_WITH_AS(inkline::train_lines(data, params), doctest::Contains("optimiser.longest"),
                         inkline::Error);
  }
}

}  // namespace
