#include <inkline/training/train_lines.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <sstream>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/evaluation/edit_distance.hpp>
#include <inkline/nn/ctc.hpp>

#include "learning.hpp"

namespace inkline {
namespace {

constexpr std::size_t kRowsDrawnAtOnce = 1024;
constexpr std::uint64_t kValidationSeed = 0x1A5EED;  // one validation set whatever the run's seed

NetworkParams shape_of(const LineTrainParams& params, int classes) {
  NetworkParams shape;
  shape.inputs = kStripFeatures;
  shape.hidden = params.layers;
  shape.classes = classes;
  shape.activation = params.activation;
  return shape;
}

using Lines = std::vector<const DescribedLine*>;

Eigen::Index steps_of(const Lines& lines) {
  return std::accumulate(
      lines.begin(), lines.end(), Eigen::Index{0},
      [](Eigen::Index sum, const DescribedLine* line) { return sum + line->columns.cols(); });
}

std::size_t characters_of(const Lines& lines) {
  return std::accumulate(
      lines.begin(), lines.end(), std::size_t{0},
      [](std::size_t sum, const DescribedLine* line) { return sum + line->labels.size(); });
}

/// A row that no path along its steps can spell, or that is not in our alphabet, teaches nothing.
bool can_be_learnt(const DescribedLine& line) {
  return !line.foreign && line.columns.cols() > 0 &&
         line.columns.cols() >= ctc_steps_needed(line.labels);
}

/// Rows in order, in batches of about as many steps each.
std::vector<Lines> batches_of(const Lines& lines, int batch_steps) {
  const Eigen::Index steps = steps_of(lines);
  const Eigen::Index count = std::max<Eigen::Index>(1, (steps + batch_steps / 2) / batch_steps);
  std::vector<Lines> batches(static_cast<std::size_t>(count));
  Eigen::Index before = 0;
  for (const DescribedLine* const line : lines) {
    const Eigen::Index middle = before + line->columns.cols() / 2;
    const Eigen::Index batch =
        std::min(count - 1, middle * count / std::max<Eigen::Index>(1, steps));
    batches[static_cast<std::size_t>(batch)].push_back(line);
    before += line->columns.cols();
  }
  std::erase_if(batches, [](const Lines& batch) { return batch.empty(); });
  return batches;
}

/// The rows of a batch dealt out to threads, so that all have about as many steps.
std::vector<Lines> deal_out(Lines batch, int threads) {
  std::stable_sort(batch.begin(), batch.end(), [](const auto* a, const auto* b) {
    return a->columns.cols() > b->columns.cols();
  });
  std::vector<Lines> shares(static_cast<std::size_t>(threads));
  std::vector<Eigen::Index> steps(shares.size(), 0);
  for (const DescribedLine* const line : batch) {
    const auto least =
        static_cast<std::size_t>(std::min_element(steps.begin(), steps.end()) - steps.begin());
    shares[least].push_back(line);
    steps[least] += line->columns.cols();
  }
  return shares;
}

/// What one thread works in; kept between batches to save allocations.
struct Bench {
  PackedLines packed;
  Tape tape;
  Matrix slope;  // of the logits
  double loss = 0;
};

/// Loss and gradient of some rows, both times `scale`.
void learn_slope(const Network& net, const Lines& lines, int blank, const Dropout& dropout,
                 double scale, Bench& bench, Network& gradient) {
  bench.loss = 0;
  if (lines.empty()) {
    for (const std::span<float> part : parameters(gradient))
      std::fill(part.begin(), part.end(), 0.0F);
    return;
  }
  pack_lines(lines, bench.packed);
  const PackedLines& packed = bench.packed;
  forward(net, packed.columns, packed.steps, bench.tape, dropout);
  const Matrix& logits = bench.tape.output.back();
  bench.slope.resize(logits.rows(), logits.cols());
  Eigen::Index at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Eigen::Index steps = packed.steps[i];
    bench.loss += scale * ctc_loss(logits.middleCols(at, steps), *packed.labels[i], blank,
                                   bench.slope.middleCols(at, steps))
                              .value_or(0);
    at += steps;
  }
  bench.slope *= static_cast<float>(scale);
  backward(net, packed.columns, packed.steps, bench.tape, bench.slope, gradient);
}

/// Edits and truth of some rows.
struct ErrorCount {
  double edits = 0;
  double characters = 0;

  double share() const { return characters > 0 ? edits / characters : 0; }
};

std::vector<std::string> characters_of(std::span<const int> labels,
                                       const std::vector<std::string>& alphabet) {
  std::vector<std::string> characters;
  for (const int label : labels) characters.push_back(alphabet[static_cast<std::size_t>(label)]);
  return characters;
}

ErrorCount errors_of(const Network& net, const Lines& lines,
                     const std::vector<std::string>& alphabet, int blank) {
  PackedLines packed;
  pack_lines(lines, packed);
  Tape tape;
  forward(net, packed.columns, packed.steps, tape);
  ErrorCount errors;
  Eigen::Index at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::vector<int> read =
        ctc_greedy(tape.output.back().middleCols(at, packed.steps[i]), blank);
    errors.edits += static_cast<double>(
        count_edits(characters_of(*packed.labels[i], alphabet), characters_of(read, alphabet))
            .distance());
    errors.characters += static_cast<double>(packed.labels[i]->size());
    at += packed.steps[i];
  }
  return errors;
}

/// Validation rows of all groups, drawn once for the whole run.
struct Validation {
  std::vector<std::vector<DescribedLine>> groups;
};

Validation describe_validation(const LineData& data, const StripParams& strip, WorkerPool& pool) {
  Validation validation;
  std::size_t first = 0;
  for (const LineGroup& group : data.validation) {
    validation.groups.push_back(
        describe_lines(data, group.rows, strip, kValidationSeed, first, pool));
    std::erase_if(validation.groups.back(), [](const DescribedLine& line) {
      return line.foreign || line.columns.cols() == 0;
    });
    first += group.rows.size();
  }
  return validation;
}

ErrorCount errors_of_group(const Network& net, const std::vector<DescribedLine>& lines,
                           const LineData& data, WorkerPool& pool) {
  constexpr std::size_t group = 16;  // rows read at once
  const int blank = blank_of(data.alphabet);
  std::vector<ErrorCount> errors((lines.size() + group - 1) / group);
  pool.run(static_cast<int>(errors.size()), [&](int index) {
    const auto begin = static_cast<std::size_t>(index) * group;
    Lines some;
    for (std::size_t i = begin; i < std::min(begin + group, lines.size()); ++i) {
      some.push_back(&lines[i]);
    }
    errors[static_cast<std::size_t>(index)] = errors_of(net, some, data.alphabet, blank);
  });
  ErrorCount sum;
  for (const ErrorCount& count : errors) {
    sum.edits += count.edits;
    sum.characters += count.characters;
  }
  return sum;
}

void score_validation(const Network& net, const Validation& validation, const LineData& data,
                      WorkerPool& pool, LineReport& report) {
  ErrorCount sum;
  report.group_errors.clear();
  for (const std::vector<DescribedLine>& lines : validation.groups) {
    const ErrorCount errors = errors_of_group(net, lines, data, pool);
    report.group_errors.push_back(errors.share());
    sum.edits += errors.edits;
    sum.characters += errors.characters;
  }
  report.error = sum.share();
}

/// One run of train_lines(): the data, the settings and what changes while learning.
struct Run {
  const LineData& data;
  const LineTrainParams& params;
  const LineTrainHooks& hooks;
  int blank;
  WorkerPool pool;
  LineTrainState state;
  std::vector<Bench> benches;      // one a thread
  std::vector<Network> gradients;  // likewise
  Validation validation;
};

/// Sums over an epoch.
struct EpochSums {
  double loss = 0;  // nats
  double characters = 0;
  double steps = 0;
  double rows = 0;
  double skipped = 0;
  double gradient_length = 0;
  double batches = 0;
};

/// The rate when this share of the run is done.
float rate_at(const ScheduleParams& schedule, double progress) {
  constexpr std::int64_t kFine = 1'000'000'000;
  const auto step = static_cast<std::int64_t>(progress * static_cast<double>(kFine));
  return learning_rate(schedule, std::clamp<std::int64_t>(step, 0, kFine - 1), kFine);
}

void learn_batch(Run& run, const Lines& batch, float rate, EpochSums& sums) {
  LineTrainState& state = run.state;
  const std::int64_t step = state.optimiser.steps;
  const std::uint64_t dropout_seed =
      derived_seed(stream_seed(run.params.seed, Stream::dropout), static_cast<std::uint64_t>(step));
  const std::vector<Lines> shares = deal_out(batch, run.pool.threads());
  std::vector<int> first_columns(shares.size(), 0);
  for (std::size_t i = 1; i < shares.size(); ++i) {
    first_columns[i] = first_columns[i - 1] + static_cast<int>(steps_of(shares[i - 1]));
  }
  const auto characters = static_cast<double>(std::max<std::size_t>(1, characters_of(batch)));
  run.pool.run(static_cast<int>(shares.size()), [&](int index) {
    const auto i = static_cast<std::size_t>(index);
    learn_slope(state.net, shares[i], run.blank,
                {run.params.dropout, dropout_seed, first_columns[i]}, 1 / characters,
                run.benches[i], run.gradients[i]);
  });
  double loss = 0;
  for (const Bench& bench : run.benches) loss += bench.loss;
  check_finite(loss, step);
  sums.gradient_length +=
      step_down(run.params.optimiser, rate, run.params.average, run.gradients, run.pool, state);
  sums.loss += loss * characters;
  sums.characters += characters;
  sums.steps += static_cast<double>(steps_of(batch));
  ++sums.batches;
}

std::vector<std::size_t> plan_of_epoch(const Run& run, std::uint64_t epoch) {
  std::vector<std::size_t> plan =
      run.data.plan(derived_seed(stream_seed(run.params.seed, Stream::plan), epoch));
  if (run.params.epoch_rows > 0) {
    plan.resize(std::min(plan.size(), static_cast<std::size_t>(run.params.epoch_rows)));
  }
  return plan;
}

void put_into(LineReport& report, const EpochSums& sums) {
  report.training_loss = sums.loss / std::max(1.0, sums.characters);
  report.skipped_share = sums.skipped / std::max(1.0, sums.rows);
  report.gradient_length = sums.gradient_length / std::max(1.0, sums.batches);
  report.steps = sums.steps;
}

/// Learns from every row of one epoch; false when it was stopped on the way.
bool learn_epoch(Run& run, LineReport& report) {
  const auto epoch = static_cast<std::uint64_t>(report.epoch);
  const std::vector<std::size_t> plan = plan_of_epoch(run, epoch);
  const std::uint64_t drawing_seed =
      derived_seed(stream_seed(run.params.seed, Stream::drawing), epoch);
  EpochSums sums;
  for (std::size_t begin = 0; begin < plan.size(); begin += kRowsDrawnAtOnce) {
    const std::size_t count = std::min(kRowsDrawnAtOnce, plan.size() - begin);
    const Clock::time_point start = Clock::now();
    const std::vector<DescribedLine> drawn =
        describe_lines(run.data, std::span(plan).subspan(begin, count), run.params.strip,
                       drawing_seed, begin, run.pool);
    report.drawing_seconds += seconds_since(start);
    Lines lines;
    for (const DescribedLine& line : drawn) {
      if (can_be_learnt(line)) lines.push_back(&line);
    }
    sums.rows += static_cast<double>(count);
    sums.skipped += static_cast<double>(count - lines.size());
    const std::vector<Lines> batches = batches_of(lines, run.params.batch_steps);
    for (std::size_t i = 0; i < batches.size(); ++i) {
      if (stop_wanted(run.hooks)) return false;
      const double rows_done = static_cast<double>(begin) +
                               static_cast<double>(count * i) / static_cast<double>(batches.size());
      const double progress =
          (report.epoch - 1 + rows_done / static_cast<double>(plan.size())) / run.params.epochs;
      const float rate = rate_at(run.params.schedule, progress);
      learn_batch(run, batches[i], rate, sums);
      report.rate = static_cast<double>(rate);
    }
  }
  put_into(report, sums);
  return true;
}

/// One more epoch in the state's history; false when it was stopped on the way.
bool run_epoch(Run& run) {
  const Clock::time_point begin = Clock::now();
  LineReport report;
  report.epoch = static_cast<int>(run.state.history.size()) + 1;
  if (!learn_epoch(run, report)) return false;
  score_validation(current_network(run.state), run.validation, run.data, run.pool, report);
  report.seconds = seconds_since(begin);
  const double accuracy = 1 - report.error;
  end_epoch(std::move(report), accuracy, run.hooks, run.state);
  return true;
}

}  // namespace

void LineTrainParams::check() const {
  strip.check();
  shape_of(*this, 1).check();
  optimiser.check();
  schedule.check();
  check_count("epochs", epochs, 1, 100000);
  check_count("epoch_rows", epoch_rows, 0, 1'000'000'000);
  check_count("batch_steps", batch_steps, 16, 1'000'000);
  check_share("dropout", dropout);
  check_share("average", average);
  check_count("patience", patience, 0, 100000);
  check_count("threads", threads, 1, 256);
}

std::string settings_text(const LineData& data, const LineTrainParams& params) {
  std::ostringstream text;
  text.precision(9);
  text << "data = " << without_folders(data.name) << '\n'
       << "training rows = " << data.training_rows << '\n';
  for (const LineGroup& group : data.validation) {
    text << "validation rows, " << group.name << " = " << group.rows.size() << '\n';
  }
  text << "classes = " << data.alphabet.size() << '\n'
       << "strip = spread " << params.strip.spread << ", stroke " << params.strip.stroke
       << ", margin " << params.strip.margin << ", slope " << params.strip.usual_slope << ", slant "
       << params.strip.usual_slant << ", enlarged " << params.strip.most_enlarged << '\n'
       << "layers = " << text_of(params.layers) << '\n'
       << "activation = " << name_of(params.activation) << '\n'
       << learning_text(params.optimiser, params.schedule) << "epochs = " << params.epochs << '\n'
       << "rows an epoch = " << params.epoch_rows << '\n'
       << "batch steps = " << params.batch_steps << '\n'
       << "dropout = " << params.dropout << '\n'
       << "average = " << params.average << '\n'
       << "patience = " << params.patience << '\n'
       << "seed = " << params.seed << '\n'
       << "threads = " << params.threads << '\n';
  if (params.start) text << "start = " << params.start->checksum << '\n';
  return text.str();
}

LineReport validate_lines(const LineData& data, const Network& net, const StripParams& strip,
                          int threads) {
  WorkerPool pool(threads);
  LineReport report;
  score_validation(net, describe_validation(data, strip, pool), data, pool, report);
  return report;
}

namespace {

/// The state before the first epoch: random weights, or those to start with.
LineTrainState fresh_state(const LineData& data, const LineTrainParams& params,
                           const std::string& settings) {
  const NetworkParams shape = shape_of(params, static_cast<int>(data.alphabet.size()));
  LineTrainState state =
      first_state<LineReport>(settings, shape, params.optimiser, params.average, params.seed);
  if (!params.start) return state;
  require_setting(have_same_shape(params.start->network, state.net),
                  "train.start has other layers, inputs or classes than this run");
  state.net = params.start->network;
  if (params.average > 0) state.average = state.net;
  return state;
}

}  // namespace

LineTrainResult train_lines(const LineData& data, const LineTrainParams& params,
                            const LineTrainHooks& hooks, std::optional<LineTrainState> resume) {
  params.check();
  const std::string settings = settings_text(data, params);
  LineTrainState state = resume ? std::move(*resume) : fresh_state(data, params, settings);
  check_same_settings(state.settings, settings);
  Run run{
      data, params, hooks, blank_of(data.alphabet), WorkerPool(params.threads), std::move(state),
      {},   {},     {}};
  const auto threads = static_cast<std::size_t>(params.threads);
  run.benches.resize(threads);
  run.gradients.assign(threads, zeros_like(run.state.net));
  run.validation = describe_validation(data, params.strip, run.pool);
  const TrainEnd end = run_epochs(run.state, params.epochs, params.patience, hooks,
                                  [&run] { return run_epoch(run); });
  return result_of(std::move(run.state), end);
}

}  // namespace inkline
