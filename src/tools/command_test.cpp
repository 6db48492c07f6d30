#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>
#include <nlohmann/json.hpp>

#include <inkline/base/error.hpp>
#include <inkline/evaluation/confidence_interval.hpp>
#include <inkline/evaluation/confusion.hpp>
#include <inkline/features/recogniser.hpp>
#include <inkline/nn/worker_pool.hpp>
#include <inkline/training/data_sources.hpp>
#include <inkline/training/split.hpp>

#include "character_set.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "model_choice.hpp"
#include "options.hpp"
#include "report_text.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

/// What the command line of `ocr-tools test` asks for.
struct TestSettings {
  std::string data;
  std::optional<std::set<std::string>> alphabet;  ///< absent: all that the model knows
  std::optional<std::filesystem::path> model;
  std::string split;  ///< held-out, validation or all
  ContextMode context = ContextMode::never;
  bool rough = false;
  std::size_t top = 5;
  std::size_t pairs = 15;
  std::uint64_t seed = 1;
  bool ignore_case = false;
  bool matrix = false;
  bool json = false;
};

std::string help() {
  const TestSettings defaults;
  return R"(NAME
  ocr-tools test - accuracy of a model on labelled characters

SYNOPSIS
  ocr-tools test --data KIND:PATH [options]

DESCRIPTION
  Shows every character to the classifier and prints how often its first guess,
  and one of its first N guesses, is right, with 95 % intervals (Wilson), and
  which characters it takes for which. Characters that the model does not know
  are left out and counted; so is what is no character.

OPTIONS
  --data KIND:PATH   labelled characters:
                       unipen:DIR   pen ink of the UNIPEN release
                       mat:FILE     MATLAB file, as NIST26 and NIST36 come
                       idx:IMAGES.gz,LABELS.gz[,MAPPING]
                                    MNIST and EMNIST
                       folder:DIR   one sub-folder of pictures a class
  --alphabet LIST    test these characters only and let the model answer with
                     no others, such as A-Z0-9; a letter listed in one case
                     only is meant by the other case too, as many write f
                     among capitals. Default: all it knows
  --ignore-case      a letter counts as right in either case; default: off
  --model FILE       default: the model inside the program
  --split PART       held-out, validation or all. The parts go by writer, as
                     training makes them. Default: held-out for unipen:, whose
                     other writers the shipped model learnt from, else all
  --context MODE     never, or simulated: pen ink in a made-up row of the same
                     writer, so that size and height tell c from C; default
                     never
  --drawing HOW      how pen ink is drawn: neat, as a common pen on a clean scan
                     shows it, or rough, as training does (thick and thin pens,
                     slant, noise, dirt). Default neat
  --top N            count a character as found among the first N guesses, 1 to
                     100; default )" +
         std::to_string(defaults.top) + R"(
  --pairs N          list so many of the most confused pairs; default )" +
         std::to_string(defaults.pairs) + R"(
  --matrix           print the confusion matrix too; default: off
  --seed N           of the drawing of pen ink; default )" +
         std::to_string(defaults.seed) + R"(
  --json             print one JSON object
  --help             print this page

EXAMPLES
  ocr-tools test --data mat:nist26_valid.mat --alphabet A-Z
  ocr-tools test --data unipen:unipen_train_r01_v07 --json
)";
}

std::string default_split(const std::string& data) {
  return data.starts_with("unipen:") ? "held-out" : "all";
}

bool rough_from(const std::string& name) {
  if (name == "neat") return false;
  require_setting(name == "rough", "--drawing must be neat or rough, got '" + name + "'");
  return true;
}

ContextMode context_from(const std::string& name) {
  if (name == "never") return ContextMode::never;
  require_setting(name == "simulated", "--context must be never or simulated, got '" + name + "'");
  return ContextMode::simulated;
}

cxxopts::Options option_table() {
  cxxopts::Options options("test");
  options.add_options()                                //
      ("data", "", cxxopts::value<std::string>())      //
      ("alphabet", "", cxxopts::value<std::string>())  //
      ("ignore-case", "")                              //
      ("model", "", cxxopts::value<std::string>())     //
      ("split", "", cxxopts::value<std::string>())     //
      ("context", "", cxxopts::value<std::string>())   //
      ("drawing", "", cxxopts::value<std::string>())   //
      ("top", "", cxxopts::value<std::size_t>())       //
      ("pairs", "", cxxopts::value<std::size_t>())     //
      ("matrix", "")                                   //
      ("seed", "", cxxopts::value<std::uint64_t>())    //
      ("json", "")                                     //
      ("h,help", "");
  return options;
}

/// Nothing when help was wanted and printed.
std::optional<TestSettings> parse(int argc, char** argv) {
  const cxxopts::ParseResult parsed = option_table().parse(argc, argv);
  if (parsed.count("help") > 0) return write_to_standard_output(help()), std::nullopt;
  require_setting(parsed.unmatched().empty(), "test takes no further arguments");
  require_setting(parsed.count("data") > 0, "--data KIND:PATH is needed");

  TestSettings settings;
  settings.data = parsed["data"].as<std::string>();
  if (parsed.count("alphabet") > 0) {
    settings.alphabet = character_set(parsed["alphabet"].as<std::string>());
  }
  if (parsed.count("model") > 0) settings.model = parsed["model"].as<std::string>();
  settings.split =
      parsed.count("split") > 0 ? parsed["split"].as<std::string>() : default_split(settings.data);
  if (parsed.count("drawing") > 0) {
    settings.rough = rough_from(parsed["drawing"].as<std::string>());
  }
  if (parsed.count("context") > 0) {
    settings.context = context_from(parsed["context"].as<std::string>());
  }
  if (parsed.count("top") > 0) settings.top = parsed["top"].as<std::size_t>();
  if (parsed.count("pairs") > 0) settings.pairs = parsed["pairs"].as<std::size_t>();
  if (parsed.count("seed") > 0) settings.seed = parsed["seed"].as<std::uint64_t>();
  settings.ignore_case = parsed.count("ignore-case") > 0;
  settings.matrix = parsed.count("matrix") > 0;
  settings.json = parsed.count("json") > 0;
  require_setting(settings.top >= 1 && settings.top <= 100,
                  "--top must be 1 to 100, got " + std::to_string(settings.top));
  return settings;
}

/// Which answers of the network count, and which of them count as the same.
struct Answers {
  std::vector<std::string> names;       ///< one an answer
  std::vector<int> of_class;            ///< per class of the network: its answer, or -1
  std::vector<float> weight;            ///< per class: how much it counts for its answer
  std::map<std::string, int> of_label;  ///< per label
  bool knows(const std::string& label) const { return of_label.contains(label); }
};

std::string in_lower_case(std::string label) {
  if (label.size() == 1 && label[0] >= 'A' && label[0] <= 'Z') {
    label[0] = static_cast<char>(label[0] + ('a' - 'A'));
  }
  return label;
}

std::string in_other_case(const std::string& label) {
  const std::string lower = in_lower_case(label);
  if (lower != label) return lower;
  if (label.size() != 1 || label[0] < 'a' || label[0] > 'z') return label;
  return std::string(1, static_cast<char>(label[0] - ('a' - 'A')));
}

/// What an answer with this class stands for, or nothing when it does not count: itself, or where
/// the alphabet has a letter in the other case only, that one.
std::optional<std::string> answer_name(const std::string& character, const TestSettings& settings) {
  const auto counts = [&](const std::string& text) {
    return !text.empty() && (!settings.alphabet || settings.alphabet->contains(text));
  };
  const std::string other = in_other_case(character);
  if (!counts(character) && !counts(other)) return std::nullopt;
  const std::string& counted = counts(character) ? character : other;
  return settings.ignore_case ? in_lower_case(counted) : counted;
}

/// How often a letter is taken to be written in the other case where only one is allowed: people
/// put an f or n among capitals now and then. The share is a guess and was not fitted to data.
constexpr float kOtherCaseShare = 0.1F;

Answers answers_of(const Model& model, const TestSettings& settings) {
  Answers answers;
  std::map<std::string, int> answer_of_name;
  for (const std::string& character : model.alphabet) {
    const std::optional<std::string> name = answer_name(character, settings);
    const bool listed = !settings.alphabet || settings.alphabet->contains(character);
    answers.weight.push_back(listed ? 1.0F : kOtherCaseShare);
    if (!name) {
      answers.of_class.push_back(-1);
      continue;
    }
    const auto [entry, is_new] =
        answer_of_name.emplace(*name, static_cast<int>(answers.names.size()));
    if (is_new) answers.names.push_back(*name);
    answers.of_class.push_back(entry->second);
    if (listed) answers.of_label[character] = entry->second;
  }
  require_setting(!answers.names.empty(), "the model knows none of the characters of --alphabet");
  return answers;
}

std::vector<std::size_t> items_of_split(const DataSet& data, const std::string& split) {
  if (split == "held-out") return items_of(data, Part::held_out);
  if (split == "validation") return items_of(data, Part::validation);
  require_setting(split == "all",
                  "--split must be held-out, validation or all, got '" + split + "'");
  std::vector<std::size_t> all(data.items.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

struct TestResult {
  std::size_t samples = 0;
  std::size_t correct = 0;
  std::size_t found_in_top = 0;
  std::size_t left_out = 0;  ///< of the part, because the label is not among the answers
  Confusion confusion;
};

/// Probability of every answer for one sample: that of its classes together.
std::vector<float> scores_of(const Answers& answers, const Matrix& probabilities,
                             Eigen::Index sample) {
  std::vector<float> scores(answers.names.size(), 0.0F);
  for (std::size_t c = 0; c < answers.of_class.size(); ++c) {
    if (answers.of_class[c] < 0) continue;
    scores[static_cast<std::size_t>(answers.of_class[c])] +=
        answers.weight[c] * probabilities(static_cast<Eigen::Index>(c), sample);
  }
  return scores;
}

/// How one sample was answered.
struct Outcome {
  std::size_t rank = 0;  ///< of the right answer
  std::size_t best = 0;  ///< the answer given
};

/// A tie counts as wrong.
Outcome outcome_of(const std::vector<float>& scores, std::size_t truth) {
  const std::size_t rank = rank_of(scores, truth);
  auto best =
      static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  if (best == truth && rank > 0) {
    best = 0;
    while (best == truth || scores[best] < scores[truth]) ++best;
  }
  return {rank, best};
}

void show_progress(std::size_t done, std::size_t all) {
  if (::isatty(STDERR_FILENO) != 1) return;
  std::cerr << "\r\x1B[K" << (done < all ? std::to_string(done) + '/' + std::to_string(all) : "")
            << std::flush;
}

std::size_t truth_of(const Answers& answers, const DataSet& data, std::size_t item) {
  return static_cast<std::size_t>(answers.of_label.at(data.items[item].label));
}

/// Draws some items and asks the classifier. Safe to call from several threads at once.
void answer_batch(const Recogniser& recogniser, const DataSet& data, const Answers& answers,
                  std::uint64_t seed, std::span<const std::size_t> items,
                  std::span<Outcome> outcomes) {
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
  for (const std::size_t item : items) {
    DrawnGlyph drawn = data.draw(item, seed + item);
    glyphs.push_back(std::move(drawn.glyph));
    contexts.push_back(drawn.context);
  }
  const Matrix probabilities = classify(recogniser, glyphs, contexts);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::vector<float> scores =
        scores_of(answers, probabilities, static_cast<Eigen::Index>(i));
    outcomes[i] = outcome_of(scores, truth_of(answers, data, items[i]));
  }
}

std::vector<Outcome> answer_all(const Recogniser& recogniser, const DataSet& data,
                                const Answers& answers, std::uint64_t seed,
                                std::span<const std::size_t> items) {
  constexpr std::size_t batch_size = 256;
  std::vector<Outcome> outcomes(items.size());
  std::atomic<std::size_t> done = 0;
  WorkerPool pool(static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 64U)));
  const std::size_t batches = (items.size() + batch_size - 1) / batch_size;
  pool.run(static_cast<int>(batches), [&](int batch) {
    const std::size_t begin = static_cast<std::size_t>(batch) * batch_size;
    const std::size_t count = std::min(batch_size, items.size() - begin);
    answer_batch(recogniser, data, answers, seed, items.subspan(begin, count),
                 std::span(outcomes).subspan(begin, count));
    show_progress(done += count, items.size());
  });
  return outcomes;
}

TestResult test_model(const Recogniser& recogniser, const DataSet& data, const Answers& answers,
                      const TestSettings& settings) {
  const std::vector<std::size_t> part = items_of_split(data, settings.split);
  std::vector<std::size_t> items;
  for (const std::size_t item : part) {
    if (answers.knows(data.items[item].label)) items.push_back(item);
  }
  const std::vector<Outcome> outcomes = answer_all(recogniser, data, answers, settings.seed, items);

  TestResult result;
  result.samples = items.size();
  result.left_out = part.size() - items.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (outcomes[i].rank == 0) ++result.correct;
    if (outcomes[i].rank < settings.top) ++result.found_in_top;
    result.confusion.add(answers.names[truth_of(answers, data, items[i])],
                         answers.names[outcomes[i].best]);
  }
  return result;
}

nlohmann::ordered_json json_of(const std::size_t hits, std::size_t samples) {
  const Interval interval = wilson_interval(hits, samples);
  return {{"correct", hits},
          {"accuracy", share_of(hits, samples)},
          {"interval", {interval.low, interval.high}}};
}

nlohmann::ordered_json matrix_of(const Confusion& confusion) {
  const std::vector<std::string> labels = confusion.labels();
  std::vector<std::vector<std::size_t>> rows;
  for (const std::string& truth : labels) {
    std::vector<std::size_t>& row = rows.emplace_back();
    for (const std::string& read : labels) {
      const auto entry = confusion.counts.find({truth, read});
      row.push_back(entry == confusion.counts.end() ? 0 : entry->second);
    }
  }
  return {{"labels", labels}, {"counts", rows}};
}

std::string json_report(const TestResult& result, const Model& model,
                        const TestSettings& settings) {
  nlohmann::ordered_json json;
  json["data"] = settings.data;
  json["split"] = settings.split;
  json["drawing"] = settings.rough ? "rough" : "neat";
  json["context"] = settings.context == ContextMode::never ? "never" : "simulated";
  json["model"] = {{"name", model.name}, {"checksum", model.checksum}};
  json["samples"] = result.samples;
  json["left_out"] = result.left_out;
  json["first"] = json_of(result.correct, result.samples);
  json["top"] = json_of(result.found_in_top, result.samples);
  json["top"]["n"] = settings.top;
  json["most_confused"] = nlohmann::ordered_json::array();
  for (const ConfusedPair& pair : most_confused(result.confusion, settings.pairs)) {
    json["most_confused"].push_back(
        {{"truth", pair.truth}, {"read", pair.read}, {"count", pair.count}});
  }
  json["confusion"] = matrix_of(result.confusion);
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string accuracy_line(const std::string& name, std::size_t hits, std::size_t samples) {
  const Interval interval = wilson_interval(hits, samples);
  return padded(name, 14) + percent(share_of(hits, samples)) + "  (" + percent(interval.low) +
         " to " + percent(interval.high) + "), " + std::to_string(hits) + " of " +
         std::to_string(samples) + '\n';
}

std::string matrix_table(const Confusion& confusion) {
  const nlohmann::ordered_json matrix = matrix_of(confusion);
  std::string text = "\nrows: truth, columns: answer\n";
  for (const auto& label : matrix["labels"]) text += '\t' + label.get<std::string>();
  text += '\n';
  for (std::size_t row = 0; row < matrix["labels"].size(); ++row) {
    text += matrix["labels"][row].get<std::string>();
    for (const auto& count : matrix["counts"][row]) text += '\t' + count.dump();
    text += '\n';
  }
  return text;
}

std::string text_report(const TestResult& result, const Model& model,
                        const TestSettings& settings) {
  std::string text = "data          " + settings.data + ", " + settings.split + '\n';
  text += "model         " + model.name + '\n';
  text += "left out      " + std::to_string(result.left_out) + " of other labels\n";
  text += accuracy_line("first guess", result.correct, result.samples);
  text +=
      accuracy_line("first " + std::to_string(settings.top), result.found_in_top, result.samples);
  const std::vector<ConfusedPair> pairs = most_confused(result.confusion, settings.pairs);
  if (!pairs.empty()) text += "\nmost confused: truth, answer, times\n";
  for (const ConfusedPair& pair : pairs) {
    text += "  " + padded(pair.truth, 3) + padded(pair.read, 3) + std::to_string(pair.count) + '\n';
  }
  return settings.matrix ? text + matrix_table(result.confusion) : text;
}

}  // namespace

int run_test(int argc, char** argv) {
  const std::optional<TestSettings> settings = parse(argc, argv);
  if (!settings) return 0;
  const Recogniser recogniser = chosen_recogniser(settings->model);
  const Answers answers = answers_of(recogniser.model, *settings);

  DataOptions options;
  options.context = settings->context;
  if (!settings->rough) options.draw = moderate_drawing();
  options.crop = recogniser.crop;
  options.reject_share = 0;
  const DataSet data = open_data_set(settings->data, options);
  for (const std::string& note : data.notes) report("ocr-tools test", note);

  const TestResult result = test_model(recogniser, data, answers, *settings);
  if (result.samples == 0) {
    throw Error(Fault::input, settings->data + ": no character to test in this part");
  }
  write_to_standard_output(settings->json ? json_report(result, recogniser.model, *settings)
                                          : text_report(result, recogniser.model, *settings));
  return 0;
}

}  // namespace inkline::tools
