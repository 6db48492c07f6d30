#include "line_train_settings.hpp"

#include <algorithm>
#include <thread>

#include <inkline/base/error.hpp>

#include "command_options.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

/// Options whose values are names of an enum, and the layers, as typed.
struct Names {
  std::string layers;
  std::string schedule;
};

cxxopts::Options option_table(LineTrainSettings& s, Names& names) {
  LineTrainParams& t = s.train;
  cxxopts::Options options(
      "ocr-tools train-lines",
      "Trains a reader of whole rows from words and lines and writes a model file. The writers\n"
      "that are held out for tests are never trained on. The same options and number of threads\n"
      "give the same model, digit for digit. Ctrl-C writes the best model so far.\n");
  options.custom_help("--data KIND:PATH --output FILE [options]");
  options.add_options("Data")("data", "words and lines, KIND:PATH", text(s.data), "KIND:PATH")(
      "joined", "made-up rows of a writer's words", number(s.line_options.joined))(
      "capitals", "made-up rows of capitals, digits and codes", number(s.line_options.capitals))(
      "mixed", "made-up rows of mixed case", number(s.line_options.mixed))(
      "neat-share", "of rows drawn as common pens on clean scans are", number(s.neat_share))(
      "validation-rows", "of every kind of row, at most", number(s.validation_rows));
  options.add_options("Network")("layers", "WIDTH or WIDTH@FIRST:LAST:STEP, commas between",
                                 word(names.layers, text_of(t.layers)))(
      "dropout", "share of hidden activations dropped", number(t.dropout))(
      "start", "begin with a model that reads rows; --layers may make it broader", text(s.start),
      "FILE");
  options.add_options("Learning")("epochs", "passes over the data, drawn anew each time",
                                  number(t.epochs))(
      "epoch-rows", "rows of an epoch, at most; 0 is no limit", number(t.epoch_rows))(
      "batch-steps", "steps along rows that a step of learning sees", number(t.batch_steps))(
      "rate", "highest learning rate", number(t.schedule.rate))(
      "schedule", "constant, step, cosine or one-cycle",
      word(names.schedule, name_of(t.schedule.kind)))(
      "warm-up", "one-cycle: share of the run that rises", number(t.schedule.warm_up))(
      "final-share", "cosine, one-cycle: last rate / highest", number(t.schedule.final_share))(
      "weight-decay", "times the rate, off every weight", number(t.optimiser.weight_decay))(
      "longest-gradient", "longer ones are shortened to it; 0 is no limit",
      number(t.optimiser.longest))("average", "keep of a moving average of the weights; 0 is off",
                                   number(t.average))(
      "patience", "epochs without a better validation; 0 is never", number(t.patience))(
      "stop-after", "minutes; 0 is never", number(s.stop_after))(
      "seed", "of everything random", number(t.seed))("threads", "that draw and train",
                                                      number(t.threads));
  add_file_options(options, s.files);
  return options;
}

void check(const LineTrainSettings& settings) {
  require_setting(!settings.data.empty(), "--data KIND:PATH is needed");
  require_setting(
      settings.validation_rows >= 1 && settings.validation_rows <= 100'000,
      "--validation-rows must be 1 to 100000, got " + std::to_string(settings.validation_rows));
  require_setting(settings.stop_after >= 0, "--stop-after must be 0 or more minutes");
  settings.train.check();
  settings.line_options.check();
}

}  // namespace

std::optional<LineTrainSettings> parse_train_lines(int argc, char** argv) {
  LineTrainSettings settings;
  settings.train.threads =
      static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 256U));
  Names names;
  cxxopts::Options options = option_table(settings, names);
  const cxxopts::ParseResult parsed = options.parse(argc, argv);
  if (parsed.count("help") > 0) {
    write_to_standard_output(options.help());
    return std::nullopt;
  }
  refuse_leftovers(parsed.unmatched());
  settings.has_layers = parsed.count("layers") > 0;
  settings.train.layers = layers_from(names.layers);
  settings.train.schedule.kind = schedule_from(names.schedule);
  settings.line_options.threads = settings.train.threads;
  check(settings);
  complete(parsed, settings.files);
  return settings;
}

}  // namespace inkline::tools
