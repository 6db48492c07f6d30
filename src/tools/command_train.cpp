#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/features/recogniser.hpp>
#include <inkline/nn/kernels.hpp>
#include <inkline/training/checkpoint.hpp>

#include "commands.hpp"
#include "standard_output.hpp"
#include "train_report.hpp"
#include "train_run.hpp"
#include "train_settings.hpp"

namespace inkline::tools {
namespace {

TrainingData open_data(const TrainSettings& settings) {
  std::vector<DataSet> sets;
  for (const std::string& name : settings.data) {
    sets.push_back(open_data_set(name, settings.data_options));
    for (const std::string& note : sets.back().notes) say(name + ": " + note);
  }
  TrainingData data = split_for_training(std::move(sets), settings.alphabet);
  say(std::to_string(data.training.size()) + " samples to train, " +
      std::to_string(data.validation.size()) + " of other writers to validate, " +
      std::to_string(data.held_out) + " held out, " + std::to_string(data.foreign) +
      " of other characters left out");
  return data;
}

TrainHooks hooks_for(const TrainSettings& settings) {
  TrainHooks hooks;
  hooks.should_stop = was_interrupted;
  hooks.after_epoch = [&settings](const TrainState& state) {
    say(progress_line(state.history, settings.train.epochs));
    do_or_warn([&] { write_file_atomically(settings.files.checkpoint, write_checkpoint(state)); });
    if (settings.files.log.empty()) return;
    do_or_warn([&] { write_file_atomically(settings.files.log, curves_csv(state.history)); });
  };
  return hooks;
}

std::optional<TrainState> state_to_resume(const TrainSettings& settings) {
  if (settings.files.resume.empty()) return std::nullopt;
  TrainState state = read_checkpoint(read_file(settings.files.resume), settings.files.resume);
  say("resuming after epoch " + std::to_string(state.history.size()));
  return state;
}

std::string provenance_of(const TrainSettings& settings, const TrainingData& data,
                          const TrainResult& result, const EpochReport& score) {
  std::ostringstream text;
  if (!settings.files.provenance.empty()) text << settings.files.provenance << '\n';
  text << settings_text(data, settings.train)
       << "reject share = " << settings.data_options.reject_share
       << "\nkernels = " << name_of(best_cpu_level()) << "\nepochs done = " << result.history.size()
       << "\nvalidation accuracy = " << score.validation_accuracy
       << "\nvalidation top five = " << score.validation_top_five << '\n';
  return text.str();
}

Model make_model(const TrainSettings& settings, const TrainingData& data, const TrainResult& result,
                 const EpochReport& score) {
  Model model;
  model.name = settings.files.name;
  model.alphabet = data.alphabet;
  model.provenance = provenance_of(settings, data, result, score);
  model.network = rounded(result.network, settings.files.weights);
  describe_model(settings.train.features, settings.data_options.crop, model);
  return model;
}

void print_json(const TrainSettings& settings, const TrainingData& data, const TrainResult& result,
                const EpochReport& score, std::size_t bytes) {
  write_to_standard_output(
      nlohmann::ordered_json{{"model", settings.files.output},
                             {"name", settings.files.name},
                             {"bytes", bytes},
                             {"classes", data.alphabet.size()},
                             {"parameters", result.network.parameter_count()},
                             {"weights", name_of(settings.files.weights)},
                             {"training_samples", data.training.size()},
                             {"validation_samples", data.validation.size()},
                             {"epochs", result.history.size()},
                             {"end", end_text(result.end)},
                             {"validation_loss", score.validation_loss},
                             {"validation_accuracy", score.validation_accuracy},
                             {"validation_top_five", score.validation_top_five},
                             {"seconds", seconds_of<EpochReport>(result.history)},
                             {"threads", settings.train.threads},
                             {"seed", settings.train.seed}}
          .dump() +
      '\n');
}

}  // namespace

int run_train(int argc, char** argv) {
  const std::optional<TrainSettings> settings = parse_train(argc, argv);
  if (!settings) return 0;
  cv::setNumThreads(1);  // our own threads draw; OpenCV's would only get in their way
  const TrainingData data = open_data(*settings);
  std::optional<TrainState> resumed = state_to_resume(*settings);
  listen_for_interruption();
  const TrainResult result = train(data, settings->train, hooks_for(*settings), std::move(resumed));

  const EpochReport score = validate(data, rounded(result.network, settings->files.weights),
                                     settings->train.features, settings->train.threads);
  const std::vector<std::byte> bytes =
      write_model(make_model(*settings, data, result, score), settings->files.weights);
  load_recogniser(bytes, settings->files.output);  // never hand out what cannot be loaded
  write_file_atomically(settings->files.output, bytes);
  say(closing_line(settings->files, result, bytes.size(),
                   shown_percent(score.validation_accuracy) + " of validation right"));
  if (settings->files.json) print_json(*settings, data, result, score, bytes.size());
  return 0;
}

}  // namespace inkline::tools
