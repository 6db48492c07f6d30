#include "train_settings.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <thread>

#include <inkline/base/error.hpp>

#include "character_set.hpp"
#include "command_options.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

/// Options whose values are names of an enum, and the list of widths, as typed.
struct Names {
  std::string alphabet;
  std::string hidden;
  std::string features;
  std::string activation;
  std::string init;
  std::string optimiser;
  std::string schedule;
};

std::vector<int> widths_from(const std::string& list) {
  std::vector<int> widths;
  for (const std::string& part : split_at_commas(list)) {
    int width = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), width);
    require_setting(fault == std::errc{} && end == part.data() + part.size(),
                    "--hidden must be widths with commas between, got '" + list + "'");
    widths.push_back(width);
  }
  return widths;
}

cxxopts::Options option_table(TrainSettings& s, Names& names) {
  TrainParams& t = s.train;
  cxxopts::Options options(
      "ocr-tools train",
      "Trains a classifier of characters and writes a model file. The writers that are held out\n"
      "for tests are never trained on. The same options and number of threads give the same\n"
      "model, digit for digit. Ctrl-C writes the best model so far.\n");
  options.custom_help("--data KIND:PATH... --output FILE [options]");
  options.add_options("Data")("data", "labelled characters, KIND:PATH (repeatable)",
                              cxxopts::value(s.data), "KIND:PATH")(
      "alphabet", "characters to tell apart, such as A-Z0-9 (default: printable ASCII)",
      text(names.alphabet), "LIST")("no-reject", "no class for ink that is no character")(
      "features", "pixels or gradient", word(names.features, name_of(t.features)))(
      "glyph-margin", "empty pixels around a glyph", number(s.data_options.crop.margin))(
      "reject-share", "made-up samples of no character per real one",
      number(s.data_options.reject_share))(
      "balance", "0 natural frequencies to 1 all classes equal", number(t.balance));
  options.add_options("Network")("hidden", "widths of the hidden layers",
                                 word(names.hidden, widths_text(t.hidden)))(
      "activation", "sigmoid, tanh or relu", word(names.activation, name_of(t.activation)))(
      "init", "xavier or he", word(names.init, name_of(t.initialisation)))(
      "dropout", "share of hidden activations dropped", number(t.dropout));
  options.add_options("Learning")("epochs", "passes over the data, drawn anew each time",
                                  number(t.epochs))("batch", "samples a step", number(t.batch))(
      "optimiser", "sgd or adamw", word(names.optimiser, name_of(t.optimiser.kind)))(
      "rate", "highest learning rate", number(t.schedule.rate))(
      "schedule", "constant, step, cosine or one-cycle",
      word(names.schedule, name_of(t.schedule.kind)))(
      "warm-up", "one-cycle: share of the run that rises", number(t.schedule.warm_up))(
      "final-share", "cosine, one-cycle: last rate / highest", number(t.schedule.final_share))(
      "step-share", "step: share of the run between drops", number(t.schedule.step_share))(
      "step-factor", "step: what the rate is multiplied by", number(t.schedule.step_factor))(
      "momentum", "sgd: share of the velocity kept", number(t.optimiser.momentum))(
      "no-nesterov", "sgd: take the slope where the weights are")(
      "beta1", "adamw: keep of the first moment", number(t.optimiser.first_keep))(
      "beta2", "adamw: keep of the second moment", number(t.optimiser.second_keep))(
      "weight-decay", "times the rate, off every weight", number(t.optimiser.weight_decay))(
      "label-smoothing", "share of the truth spread over all classes", number(t.label_smoothing))(
      "average", "keep of a moving average of the weights; 0 is off", number(t.average))(
      "patience", "epochs without a better validation; 0 is never", number(t.patience))(
      "seed", "of everything random", number(t.seed))("threads", "that draw and train",
                                                      number(t.threads));
  add_file_options(options, s.files);
  return options;
}

void take_names(const Names& names, TrainSettings& settings) {
  TrainParams& train = settings.train;
  train.hidden = widths_from(names.hidden);
  train.features = feature_kind_from(names.features);
  train.activation = activation_from(names.activation);
  train.initialisation = initialisation_from(names.init);
  train.optimiser.kind = optimiser_from(names.optimiser);
  train.schedule.kind = schedule_from(names.schedule);
}

void check(const TrainSettings& settings) {
  require_setting(!settings.data.empty(), "--data KIND:PATH is needed");
  settings.train.check();
  settings.data_options.check();
}

/// Printable ASCII when the list is empty.
std::vector<std::string> alphabet_from(const std::string& list) {
  std::vector<std::string> alphabet;
  if (list.empty()) {
    for (char c = '!'; c <= '~'; ++c) alphabet.emplace_back(1, c);
  } else {
    const std::set<std::string> characters = character_set(list);
    alphabet.assign(characters.begin(), characters.end());
  }
  return alphabet;
}

}  // namespace

std::optional<TrainSettings> parse_train(int argc, char** argv) {
  TrainSettings settings;
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
  take_names(names, settings);
  settings.alphabet = alphabet_from(names.alphabet);
  if (parsed.count("no-reject") == 0) settings.alphabet.emplace_back();
  settings.train.optimiser.nesterov = parsed.count("no-nesterov") == 0;
  check(settings);
  complete(parsed, settings.files);
  settings.data_options.threads = settings.train.threads;
  return settings;
}

}  // namespace inkline::tools
