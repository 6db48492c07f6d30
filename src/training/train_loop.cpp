#include <inkline/training/train_loop.hpp>

#include <algorithm>
#include <numeric>
#include <sstream>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/nn/loss.hpp>

#include "learning.hpp"

namespace inkline {
namespace {

constexpr int kBatchesDrawnAtOnce = 16;
constexpr std::uint64_t kValidationSeed = 0x1A5EED;  // one validation set whatever the run's seed

NetworkParams shape_of(const TrainingData& data, const TrainParams& params) {
  NetworkParams shape;
  shape.inputs = feature_count(params.features);
  shape.hidden.assign(params.hidden.begin(), params.hidden.end());
  shape.classes = static_cast<int>(data.alphabet.size());
  shape.activation = params.activation;
  shape.initialisation = params.initialisation;
  return shape;
}

/// What the threads of one batch work in; kept between batches to save allocations.
struct Workshop {
  std::vector<Tape> tapes;
  std::vector<Network> gradients;
  std::vector<BatchLoss> losses;
};

Workshop make_workshop(const Network& net, int threads) {
  const auto count = static_cast<std::size_t>(threads);
  return {std::vector<Tape>(count), std::vector<Network>(count, zeros_like(net)),
          std::vector<BatchLoss>(count)};
}

/// Loss and gradients of one batch; every thread has its own columns.
BatchLoss learn_slopes(const Network& net, const MatrixView& features, std::span<const int> labels,
                       const TrainParams& params, std::uint64_t dropout_seed, WorkerPool& pool,
                       Workshop& shop) {
  const Eigen::Index n = features.cols();
  const int parts = pool.threads();
  pool.run(parts, [&](int part) {
    const Eigen::Index begin = n * part / parts;
    const Eigen::Index count = n * (part + 1) / parts - begin;
    const auto i = static_cast<std::size_t>(part);
    const MatrixView input = features.middleCols(begin, count);
    Tape& tape = shop.tapes[i];
    forward(net, input, tape, {params.dropout, dropout_seed, static_cast<int>(begin)});
    Matrix slope = tape.output.back();
    shop.losses[i] = cross_entropy_slope(
        slope, labels.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(count)),
        params.label_smoothing, 1.0F / static_cast<float>(n));
    backward(net, input, tape, slope, shop.gradients[i]);
  });
  BatchLoss sum;
  for (const BatchLoss& loss : shop.losses) {
    sum.loss_sum += loss.loss_sum;
    sum.right += loss.right;
  }
  return sum;
}

int rank_of(const MatrixView& column, int label) {
  int rank = 0;
  for (Eigen::Index k = 0; k < column.rows(); ++k) {
    rank += column(k, 0) > column(label, 0) ? 1 : 0;
  }
  return rank;
}

struct Score {
  double loss_sum = 0;
  int first = 0;
  int first_five = 0;
};

Score score_of(const Network& net, const MatrixView& features, std::span<const int> labels) {
  Tape tape;
  forward(net, features, tape);
  const Matrix& logits = tape.output.back();
  Score score;
  score.loss_sum = cross_entropy(logits, labels).loss_sum;
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    const int rank = rank_of(logits.col(i), labels[static_cast<std::size_t>(i)]);
    score.first += rank == 0 ? 1 : 0;
    score.first_five += rank < 5 ? 1 : 0;
  }
  return score;
}

void score_validation(const Network& net, const DescribedSamples& samples, WorkerPool& pool,
                      EpochReport& report) {
  constexpr Eigen::Index block = 256;
  const Eigen::Index n = samples.features.cols();
  std::vector<Score> scores(static_cast<std::size_t>((n + block - 1) / block));
  pool.run(static_cast<int>(scores.size()), [&](int index) {
    const Eigen::Index begin = index * block;
    const Eigen::Index count = std::min(block, n - begin);
    scores[static_cast<std::size_t>(index)] =
        score_of(net, samples.features.middleCols(begin, count),
                 std::span(samples.labels)
                     .subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(count)));
  });
  Score sum;
  for (const Score& score : scores) {
    sum.loss_sum += score.loss_sum;
    sum.first += score.first;
    sum.first_five += score.first_five;
  }
  const auto count = static_cast<double>(n);
  report.validation_loss = sum.loss_sum / count;
  report.validation_accuracy = sum.first / count;
  report.validation_top_five = sum.first_five / count;
}

DescribedSamples describe_validation(const TrainingData& data, FeatureKind features,
                                     WorkerPool& pool) {
  std::vector<std::size_t> order(data.validation.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  DescribedSamples described;
  describe_samples(data, data.validation, order, features, kValidationSeed, 0, pool, described);
  return described;
}

/// One run of train(): the data, the settings and what changes while learning.
struct Run {
  const TrainingData& data;
  const TrainParams& params;
  const TrainHooks& hooks;
  WorkerPool pool;
  TrainState state;
  Workshop shop;
  DescribedSamples validation;
};

std::int64_t steps_an_epoch(const Run& run) {
  const auto n = static_cast<std::int64_t>(run.data.training.size());
  return (n + run.params.batch - 1) / run.params.batch;
}

/// One step down the slope of a batch; returns the rate it took.
float learn_batch(Run& run, const MatrixView& features, std::span<const int> labels,
                  BatchLoss& sum) {
  TrainState& state = run.state;
  const std::int64_t step = state.optimiser.steps;
  const std::uint64_t dropout_seed =
      derived_seed(stream_seed(run.params.seed, Stream::dropout), static_cast<std::uint64_t>(step));
  const BatchLoss loss =
      learn_slopes(state.net, features, labels, run.params, dropout_seed, run.pool, run.shop);
  check_finite(loss.loss_sum, step);
  const float rate =
      learning_rate(run.params.schedule, step, steps_an_epoch(run) * run.params.epochs);
  step_down(run.params.optimiser, rate, run.params.average, run.shop.gradients, run.pool, state);
  sum.loss_sum += loss.loss_sum;
  sum.right += loss.right;
  return rate;
}

/// Learns from every sample of one epoch; false when it was stopped on the way.
bool learn_epoch(Run& run, EpochReport& report) {
  const auto epoch = static_cast<std::uint64_t>(report.epoch);
  const std::uint64_t plan_seed = derived_seed(stream_seed(run.params.seed, Stream::plan), epoch);
  const std::uint64_t drawing_seed =
      derived_seed(stream_seed(run.params.seed, Stream::drawing), epoch);
  const std::vector<std::size_t> plan =
      plan_epoch(run.data.training, run.data.alphabet.size(), run.params.balance, plan_seed);
  const auto batch = static_cast<std::size_t>(run.params.batch);
  DescribedSamples drawn;
  BatchLoss sum;
  for (std::size_t i = 0; i < plan.size();) {
    const std::size_t count = std::min(batch * kBatchesDrawnAtOnce, plan.size() - i);
    const Clock::time_point begin = Clock::now();
    describe_samples(run.data, run.data.training, std::span(plan).subspan(i, count),
                     run.params.features, drawing_seed, i, run.pool, drawn);
    report.drawing_seconds += seconds_since(begin);
    for (std::size_t at = 0; at < count; at += batch) {
      if (stop_wanted(run.hooks)) return false;
      const std::size_t size = std::min(batch, count - at);
      report.rate = static_cast<double>(learn_batch(
          run,
          drawn.features.middleCols(static_cast<Eigen::Index>(at), static_cast<Eigen::Index>(size)),
          std::span(drawn.labels).subspan(at, size), sum));
    }
    i += count;
  }
  report.training_loss = sum.loss_sum / static_cast<double>(plan.size());
  report.training_accuracy = sum.right / static_cast<double>(plan.size());
  return true;
}

/// One more epoch in the state's history; false when it was stopped on the way.
bool run_epoch(Run& run) {
  TrainState& state = run.state;
  const Clock::time_point begin = Clock::now();
  EpochReport report;
  report.epoch = static_cast<int>(state.history.size()) + 1;
  if (!learn_epoch(run, report)) return false;
  score_validation(current_network(state), run.validation, run.pool, report);
  report.seconds = seconds_since(begin);
  end_epoch(report, report.validation_accuracy, run.hooks, state);
  return true;
}

}  // namespace

void TrainParams::check() const {
  NetworkParams shape;
  shape.inputs = feature_count(features);
  shape.hidden.assign(hidden.begin(), hidden.end());
  shape.classes = 1;
  shape.check();
  optimiser.check();
  schedule.check();
  check_count("epochs", epochs, 1, 100000);
  check_count("batch", batch, 1, 65536);
  check_share("dropout", dropout);
  check_share("label_smoothing", label_smoothing);
  require_setting(balance >= 0 && balance <= 1,
                  "train.balance must be 0 to 1, got " + std::to_string(balance));
  check_share("average", average);
  check_count("patience", patience, 0, 100000);
  check_count("threads", threads, 1, 256);
}

std::string widths_text(const std::vector<int>& widths) {
  std::string text;
  for (const int width : widths) {
    if (!text.empty()) text += ',';
    text += std::to_string(width);
  }
  return text;
}

std::string settings_text(const TrainingData& data, const TrainParams& params) {
  std::ostringstream text;
  text.precision(9);
  for (const DataSet& set : data.sets) {
    text << "data = " << without_folders(set.name) << ", " << set.items.size() << " items\n";
  }
  text << "training samples = " << data.training.size() << '\n'
       << "validation samples = " << data.validation.size() << '\n'
       << "alphabet = ";
  for (const std::string& character : data.alphabet) text << character;
  text << ", " << data.alphabet.size() << " classes\n"
       << "features = " << name_of(params.features) << '\n'
       << "hidden = " << widths_text(params.hidden) << '\n'
       << "activation = " << name_of(params.activation) << '\n'
       << "init = " << name_of(params.initialisation) << '\n'
       << learning_text(params.optimiser, params.schedule) << "epochs = " << params.epochs << '\n'
       << "batch = " << params.batch << '\n'
       << "dropout = " << params.dropout << '\n'
       << "label smoothing = " << params.label_smoothing << '\n'
       << "balance = " << params.balance << '\n'
       << "average = " << params.average << '\n'
       << "patience = " << params.patience << '\n'
       << "seed = " << params.seed << '\n'
       << "threads = " << params.threads << '\n';
  return text.str();
}

EpochReport validate(const TrainingData& data, const Network& net, FeatureKind features,
                     int threads) {
  WorkerPool pool(threads);
  EpochReport report;
  score_validation(net, describe_validation(data, features, pool), pool, report);
  return report;
}

TrainResult train(const TrainingData& data, const TrainParams& params, const TrainHooks& hooks,
                  std::optional<TrainState> resume) {
  params.check();
  const std::string settings = settings_text(data, params);
  TrainState state = resume
                         ? std::move(*resume)
                         : first_state<EpochReport>(settings, shape_of(data, params),
                                                    params.optimiser, params.average, params.seed);
  check_same_settings(state.settings, settings);
  Run run{data, params, hooks, WorkerPool(params.threads), std::move(state), {}, {}};
  run.shop = make_workshop(run.state.net, params.threads);
  run.validation = describe_validation(data, params.features, run.pool);

  const TrainEnd end = run_epochs(run.state, params.epochs, params.patience, hooks,
                                  [&run] { return run_epoch(run); });
  return result_of(std::move(run.state), end);
}

}  // namespace inkline
