#include <chrono>
#include <numeric>
#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/features/line_recogniser.hpp>
#include <inkline/nn/kernels.hpp>
#include <inkline/nn/widen.hpp>
#include <inkline/training/checkpoint.hpp>

#include "commands.hpp"
#include "line_train_settings.hpp"
#include "standard_output.hpp"
#include "train_report.hpp"
#include "train_run.hpp"

namespace inkline::tools {
namespace {

std::vector<std::string> names_of(const std::vector<LineGroup>& groups) {
  std::vector<std::string> names;
  for (const LineGroup& group : groups) names.push_back(group.name);
  return names;
}

LineData open_data(const LineTrainSettings& settings) {
  const LineSet set = open_line_set(settings.data, settings.line_options);
  for (const std::string& note : set.notes) say(set.name + ": " + note);
  LineData data =
      lines_to_train(set, settings.drawing, settings.neat_share, settings.validation_rows);
  std::string validation;
  for (const LineGroup& group : data.validation) {
    validation +=
        (validation.empty() ? "" : ", ") + std::to_string(group.rows.size()) + ' ' + group.name;
  }
  say(std::to_string(data.training_rows) +
      " rows to train, of other writers to validate: " + validation);
  return data;
}

std::string provenance_of(const LineTrainSettings& settings, const LineData& data,
                          std::span<const LineReport> history, const LineReport& score) {
  std::ostringstream text;
  if (!settings.files.provenance.empty()) text << settings.files.provenance << '\n';
  text << settings_text(data, settings.train) << "made-up rows = " << settings.line_options.joined
       << " joined, " << settings.line_options.capitals << " capitals, "
       << settings.line_options.mixed << " mixed\nkernels = " << name_of(best_cpu_level())
       << "\nepochs done = " << history.size() << "\nvalidation error = " << score.error << '\n';
  for (std::size_t i = 0; i < score.group_errors.size(); ++i) {
    text << "validation error, " << data.validation[i].name << " = " << score.group_errors[i]
         << '\n';
  }
  return text.str();
}

/// The bytes of a model file; never hands out what cannot be loaded.
std::vector<std::byte> model_bytes(const LineTrainSettings& settings, const LineData& data,
                                   const Network& net, std::span<const LineReport> history,
                                   const LineReport& score) {
  Model model;
  model.name = settings.files.name;
  model.alphabet = data.alphabet;
  model.provenance = provenance_of(settings, data, history, score);
  model.network = rounded(net, settings.files.weights);
  describe_line_model(settings.train.strip, model);
  std::vector<std::byte> bytes = write_model(model, settings.files.weights);
  load_line_recogniser(bytes, settings.files.output);
  return bytes;
}

/// What a run leaves behind after every epoch, so that it can be looked at and gone on with.
void keep_state(const LineTrainSettings& settings, const LineData& data,
                const LineTrainState& state) {
  const std::vector<std::string> groups = names_of(data.validation);
  say(progress_line(state.history, groups, settings.train.epochs));
  do_or_warn([&] { write_file_atomically(settings.files.checkpoint, write_checkpoint(state)); });
  if (state.history.back().best) {
    do_or_warn([&] {
      write_file_atomically(
          settings.files.output,
          model_bytes(settings, data, state.best, state.history, state.history.back()));
    });
  }
  if (settings.files.log.empty()) return;
  do_or_warn([&] { write_file_atomically(settings.files.log, curves_csv(state.history, groups)); });
}

LineTrainHooks hooks_for(const LineTrainSettings& settings, const LineData& data) {
  using Clock = std::chrono::steady_clock;
  const std::chrono::duration<double, std::ratio<60>> limit(settings.stop_after);
  LineTrainHooks hooks;
  hooks.should_stop = [begin = Clock::now(), limit] {
    return was_interrupted() || (limit.count() > 0 && Clock::now() - begin > limit);
  };
  hooks.after_epoch = [&](const LineTrainState& state) { keep_state(settings, data, state); };
  return hooks;
}

/// Takes weights and layers of the model that is to be begun with, if any; broader layers grow
/// from it.
void apply_start(LineTrainSettings& settings) {
  if (settings.start.empty()) return;
  const Model model = load_line_recogniser(read_file(settings.start), settings.start).model;
  LineTrainParams& train = settings.train;
  if (!settings.has_layers) train.layers = hidden_layers_of(model.network);
  train.start = {widened(model.network, train.layers, train.seed), model.checksum};
}

std::optional<LineTrainState> state_to_resume(const LineTrainSettings& settings) {
  if (settings.files.resume.empty()) return std::nullopt;
  LineTrainState state =
      read_line_checkpoint(read_file(settings.files.resume), settings.files.resume);
  say("resuming after epoch " + std::to_string(state.history.size()));
  return state;
}

void print_json(const LineTrainSettings& settings, const LineData& data,
                const LineTrainResult& result, const LineReport& score, std::size_t bytes) {
  nlohmann::ordered_json errors;
  for (std::size_t i = 0; i < score.group_errors.size(); ++i) {
    errors[data.validation[i].name] = score.group_errors[i];
  }
  write_to_standard_output(
      nlohmann::ordered_json{{"model", settings.files.output},
                             {"name", settings.files.name},
                             {"bytes", bytes},
                             {"classes", data.alphabet.size()},
                             {"parameters", result.network.parameter_count()},
                             {"weights", name_of(settings.files.weights)},
                             {"training_rows", data.training_rows},
                             {"epochs", result.history.size()},
                             {"end", end_text(result.end)},
                             {"validation_error", score.error},
                             {"validation_errors", errors},
                             {"seconds", seconds_of<LineReport>(result.history)},
                             {"threads", settings.train.threads},
                             {"seed", settings.train.seed}}
          .dump() +
      '\n');
}

}  // namespace

int run_train_lines(int argc, char** argv) {
  std::optional<LineTrainSettings> settings = parse_train_lines(argc, argv);
  if (!settings) return 0;
  cv::setNumThreads(1);  // our own threads draw; OpenCV's would only get in their way
  apply_start(*settings);
  const LineData data = open_data(*settings);
  std::optional<LineTrainState> resumed = state_to_resume(*settings);
  listen_for_interruption();
  const LineTrainResult result =
      train_lines(data, settings->train, hooks_for(*settings, data), std::move(resumed));

  const LineReport score = validate_lines(data, rounded(result.network, settings->files.weights),
                                          settings->train.strip, settings->train.threads);
  const std::vector<std::byte> bytes =
      model_bytes(*settings, data, result.network, result.history, score);
  write_file_atomically(settings->files.output, bytes);
  say(closing_line(settings->files, result, bytes.size(),
                   shown_percent(score.error) + " of validation wrong"));
  if (settings->files.json) print_json(*settings, data, result, score, bytes.size());
  return 0;
}

}  // namespace inkline::tools
