#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/text/train_language.hpp>

#include "command_options.hpp"
#include "commands.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;

struct Settings {
  std::vector<std::string> texts;  ///< files and folders
  std::vector<std::string> tests;
  std::string output;
  LanguageTrainParams train;
  bool json = false;
};

template <class Value>
auto number(Value& value) {
  return cxxopts::value(value)->default_value(
      std::is_floating_point_v<Value> ? shown(static_cast<double>(value)) : std::to_string(value));
}

cxxopts::Options option_table(Settings& s) {
  cxxopts::Options options(
      "ocr-tools train-language",
      "Counts which characters follow which in UTF-8 text and writes a language file for\n"
      "ocr --language. TEXT is a file or a folder of files; each line is a row of writing or a\n"
      "paragraph. A text that is named twice counts twice. The same texts and options give the\n"
      "same file, byte for byte.\n");
  options.custom_help("TEXT... --output FILE [options]");
  options.positional_help("");
  options.add_options()("texts", "", cxxopts::value(s.texts));
  options.add_options("Options")("o,output", "the language file", cxxopts::value(s.output), "FILE")(
      "order", "longest run of characters counted, 1 to 8", number(s.train.order))(
      "most-bytes", "size of the file", number(s.train.most_bytes))(
      "least-count", "how often runs of 4 and more must come", number(s.train.least_count))(
      "words-a-row", "break lines at every so manieth space, at random; 0: keep them",
      number(s.train.words_a_row))("most-characters", "different ones; the rarest are left out",
                                   number(s.train.most_characters))(
      "most-words", "frequent words that the file lists", number(s.train.most_words))(
      "most-text", "refuse more characters than this", number(s.train.most_text))(
      "seed", "of the breaks", number(s.train.seed))(
      "test", "text to measure on, not learnt from (repeatable)", cxxopts::value(s.tests), "TEXT")(
      "name", "of the language (default: the output's name)", cxxopts::value(s.train.name))(
      "provenance", "text to put into the file", cxxopts::value(s.train.provenance))(
      "json", "print one JSON object at the end")("h,help", "print this");
  options.parse_positional("texts");
  return options;
}

std::optional<Settings> parse(int argc, char** argv) {
  Settings settings;
  settings.train.name.clear();
  cxxopts::Options options = option_table(settings);
  const cxxopts::ParseResult parsed = options.parse(argc, argv);
  if (parsed.count("help") > 0) {
    write_to_standard_output(options.help({"Options"}));
    return std::nullopt;
  }
  require_setting(!settings.texts.empty(), "no TEXT was given");
  require_setting(!settings.output.empty(), "--output FILE is needed");
  settings.json = parsed.count("json") > 0;
  if (settings.train.name.empty()) {
    settings.train.name = fs::path(settings.output).stem().string();
  }
  settings.train.check();
  return settings;
}

/// Regular files below a folder in the order of their paths; hidden ones are passed over.
std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().filename().string().front() != '.') {
      files.push_back(entry.path());
    }
  }
  if (files.empty()) throw Error(Fault::input, path.string() + ": holds no files");
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> read_texts(const std::vector<std::string>& names, std::size_t most) {
  std::vector<std::string> texts;
  std::size_t left = most;
  for (const std::string& name : names) {
    for (const fs::path& file : files_of(name)) {
      const std::vector<std::byte> bytes = read_file(file);
      if (bytes.size() > left) {
        throw Error(Fault::input, file.string() + ": more text than --most-text allows");
      }
      left -= bytes.size();
      texts.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
  }
  return texts;
}

/// Bits a character, over all texts as one.
std::optional<double> tested_bits(const LanguageModel& model, const Settings& settings) {
  if (settings.tests.empty()) return std::nullopt;
  std::string all;
  for (const std::string& text : read_texts(settings.tests, settings.train.most_text * 4)) {
    all += text;
    all += '\n';
  }
  return bits_per_character(model, all);
}

struct Outcome {
  TrainedLanguage language;
  std::optional<double> bits;
  double seconds = 0;
};

void print_report(const Outcome& outcome, const Settings& settings) {
  const TrainedLanguage& language = outcome.language;
  std::ostringstream text;
  text << settings.output << ": " << language.file.size() << " bytes, " << language.grams_kept
       << " of " << language.grams_counted << " n-grams and " << language.words << " words, from "
       << language.text_characters << " characters in " << language.rows << " rows, "
       << shown(outcome.seconds) << " s\n";
  if (outcome.bits) text << "on the test text " << shown(*outcome.bits) << " bits a character\n";
  std::cerr << text.str();
}

void print_json(const Outcome& outcome, const Settings& settings) {
  const TrainedLanguage& language = outcome.language;
  nlohmann::ordered_json json{{"language", settings.output},
                              {"name", settings.train.name},
                              {"bytes", language.file.size()},
                              {"order", settings.train.order},
                              {"characters", language.text_characters},
                              {"rows", language.rows},
                              {"grams_counted", language.grams_counted},
                              {"grams_kept", language.grams_kept},
                              {"words", language.words},
                              {"seconds", outcome.seconds}};
  json["test_bits_per_character"] =
      outcome.bits ? nlohmann::ordered_json(*outcome.bits) : nlohmann::ordered_json();
  write_to_standard_output(json.dump() + '\n');
}

}  // namespace

int run_train_language(int argc, char** argv) {
  const std::optional<Settings> settings = parse(argc, argv);
  if (!settings) return 0;
  const auto start = std::chrono::steady_clock::now();
  const std::vector<std::string> texts = read_texts(settings->texts, settings->train.most_text * 4);
  Outcome outcome;
  outcome.language = train_language(texts, settings->train);
  const LanguageModel model = read_language(outcome.language.file, settings->output);
  outcome.bits = tested_bits(model, *settings);
  write_file_atomically(settings->output, outcome.language.file);
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  print_report(outcome, *settings);
  if (settings->json) print_json(outcome, *settings);
  return 0;
}

}  // namespace inkline::tools
