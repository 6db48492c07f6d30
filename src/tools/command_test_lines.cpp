#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/evaluation/fit_confidence_map.hpp>
#include <inkline/features/embedded_files.hpp>
#include <inkline/image/encode.hpp>
#include <inkline/nn/model.hpp>
#include <inkline/training/line_set.hpp>
#include <inkline/training/line_tests.hpp>

#include "command_options.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "language_choice.hpp"
#include "line_report.hpp"
#include "line_test.hpp"
#include "model_choice.hpp"
#include "reliability_picture.hpp"
#include "run_files.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

constexpr std::array kTests{LineTest::words, LineTest::lines, LineTest::codes};

/// What the command line of `ocr-tools test-lines` asks for.
struct Settings {
  std::string data;
  std::string sets = "words,lines,codes";
  std::string split = "held-out";
  std::string drawing = "neat";
  std::string model;
  ReadingSettings help;  ///< only language and words are asked for
  LineTestParams test;
  ReadParams read;
  int threads = 1;
  std::size_t samples = 0;
  bool json = false;
  std::string diagram;  ///< file, or empty
  std::string fit;      ///< file, or empty

  std::vector<LineTest> tests;
  Part part = Part::held_out;
};

cxxopts::Options option_table(Settings& s) {
  cxxopts::Options options(
      "ocr-tools test-lines",
      "Reads rows of writers that were not trained on, drawn from pen ink, and prints the\n"
      "character error rates (strict: case, spaces and punctuation count) of the best class at\n"
      "every step and of the search with the language, with 95 % intervals by the bootstrap over\n"
      "writers; then how often characters of each confidence are right, and what refusing the\n"
      "unsure ones leaves.\n\n"
      "A reader of your own has confidences that come true once they are fitted:\n"
      "  ocr-tools test-lines --data unipen:DIR --model my-lines.model --split validation \\\n"
      "    --fit-calibration my-lines.model\n");
  options.custom_help("--data unipen:DIR [options]");
  options.add_options("Data")("data", "words and lines, KIND:PATH", text(s.data), "KIND:PATH")(
      "sets", "of words, lines, codes; commas between", word(s.sets, s.sets))(
      "rows", "of each set, at most; writers take turns", number(s.test.rows))(
      "split", "held-out or validation writers", word(s.split, s.split))(
      "drawing", "neat, as a common pen on a clean scan, or rough, as in training",
      word(s.drawing, s.drawing))("seed", "of choice and drawing", number(s.test.seed));
  options.add_options("Reading")("model", "a reader of rows (default: the one in the program)",
                                 text(s.model), "FILE")(
      "language", "none, or a file (default: the one in the program)",
      cxxopts::value<std::string>(),
      "FILE")("words", "a list of words that are likelier", cxxopts::value<std::string>(), "FILE")(
      "temperature", "softens confidences; 1 leaves them", number(s.read.decode.temperature))(
      "language-weight", "power of the language against the ink",
      number(s.read.decode.language_weight))("beam-width", "beginnings kept at each step",
                                             number(s.read.decode.width))("threads", "that read",
                                                                          number(s.threads));
  options.add_options("Report")("samples", "print so many rows of each set as they were read",
                                number(s.samples))("json", "print one JSON object")(
      "diagram", "draw confidence against accuracy, and accuracy against what is refused",
      text(s.diagram), "FILE.png")("h,help", "print this");
  options.add_options("Fitting")(
      "fit-calibration",
      "write the reader to FILE, with the map of its confidences that suits these rows; the report "
      "is then by this map, and flatters it. For --split validation only",
      text(s.fit), "FILE");
  return options;
}

std::vector<LineTest> tests_from(const std::string& list) {
  std::vector<LineTest> tests;
  for (const std::string& name : split_at_commas(list)) {
    const auto* const test =
        std::find_if(kTests.begin(), kTests.end(), [&](LineTest t) { return name_of(t) == name; });
    require_setting(test != kTests.end(),
                    "--sets must be of words, lines and codes, got '" + name + "'");
    tests.push_back(*test);
  }
  require_setting(!tests.empty(), "--sets names no set");
  return tests;
}

std::optional<Settings> parse(int argc, char** argv) {
  Settings settings;
  settings.threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 256U));
  cxxopts::Options options = option_table(settings);
  const cxxopts::ParseResult parsed = options.parse(argc, argv);
  if (parsed.count("help") > 0) {
    write_to_standard_output(options.help());
    return std::nullopt;
  }
  refuse_leftovers(parsed.unmatched());
  require_setting(!settings.data.empty(), "--data KIND:PATH is needed");
  require_setting(settings.split == "held-out" || settings.split == "validation",
                  "--split must be held-out or validation, got '" + settings.split + "'");
  require_setting(settings.drawing == "neat" || settings.drawing == "rough",
                  "--drawing must be neat or rough, got '" + settings.drawing + "'");
  require_setting(settings.threads >= 1 && settings.threads <= 256,
                  "--threads must be 1 to 256, got " + std::to_string(settings.threads));
  require_setting(settings.fit.empty() || settings.split == "validation",
                  "--fit-calibration needs --split validation: held-out writers are for testing");
  settings.tests = tests_from(settings.sets);
  if (settings.split == "validation") settings.part = Part::validation;
  if (settings.drawing == "rough") settings.test.drawing = LineDrawParams{};
  settings.json = parsed.count("json") > 0;
  if (parsed.count("language") > 0) settings.help.language = parsed["language"].as<std::string>();
  if (parsed.count("words") > 0) settings.help.words = parsed["words"].as<std::string>();
  settings.test.check();
  settings.read.check();
  return settings;
}

/// The file of a reader of rows.
struct ModelFile {
  std::string name;
  std::vector<std::byte> bytes;
};

ModelFile model_file(const std::string& file) {
  if (!file.empty()) return {file, read_file(file)};
  const std::span<const std::byte> embedded = embedded_line_model();
  if (embedded.empty()) {
    throw Error(Fault::input,
                "this program was built without a reader of rows; name one with --model");
  }
  return {"embedded reader of rows", {embedded.begin(), embedded.end()}};
}

/// The embedded reader of single characters beside it, as in `ocr`.
Readers readers_from(const ModelFile& model) {
  Readers readers(chosen_recogniser({}));
  readers.rows = load_line_recogniser(model.bytes, model.name);
  return readers;
}

/// Rows as they were read, for people to look at.
std::string sample_text(std::string_view name, const std::vector<TestRow>& rows,
                        const std::vector<RowReading>& readings, std::size_t samples) {
  std::string text;
  for (std::size_t i = 0; i < std::min(samples, rows.size()); ++i) {
    text += std::string(name) + " truth    " + rows[i].text + '\n';
    text += std::string(name) + " greedy   " + readings[i].greedy + '\n';
    text += std::string(name) + " language " + readings[i].searched + '\n';
  }
  return text;
}

LineReport test_lines(const LineReader& reader, const LineSet& set, const Settings& settings) {
  LineReport report;
  report.data = settings.data;
  report.split = settings.split;
  report.drawing = settings.drawing;
  const Readers& readers = reader.readers;
  report.model = readers.rows->model.name;
  report.language = readers.help.language.is_empty() ? "none" : readers.help.language.name();
  report.map = readers.rows->confidences;
  WorkerPool pool(settings.threads);
  for (const LineTest test : settings.tests) {
    const std::string name(name_of(test));
    const std::vector<TestRow> rows = draw_test_rows(set, test, settings.part, settings.test);
    if (rows.empty()) {
      throw Error(Fault::input, settings.data + ": no rows for the set '" + name + "'");
    }
    const std::vector<RowReading> readings = read_rows(reader, rows, pool);
    report.sets.push_back(score_rows(name, rows, readings));
    report.samples += sample_text(name, rows, readings, settings.samples);
  }
  return report;
}

/// Writes the model with the map that suits the rows it has just read.
void fit(const ModelFile& model, const std::string& output, LineReport& report) {
  report.map = fit_confidence_map(characters_of(report));
  const std::vector<std::byte> fitted =
      with_settings(model.bytes, model.name, settings_of(report.map));
  load_line_recogniser(fitted, output);  // never hand out what cannot be loaded
  write_file_atomically(output, fitted);
}

}  // namespace

int run_test_lines(int argc, char** argv) {
  const std::optional<Settings> settings = parse(argc, argv);
  if (!settings) return 0;
  for (const std::string& file : {settings->fit, settings->diagram}) check_folder_of(file);
  const ModelFile model = model_file(settings->model);
  LineReader reader{readers_from(model), settings->read};
  reader.readers.help = chosen_help(settings->help);

  LineOptions options;
  options.joined = options.mixed = 0;
  options.threads = settings->threads;
  const LineSet set = open_line_set(settings->data, options);
  for (const std::string& note : set.notes) report("ocr-tools test-lines", note);
  LineReport found = test_lines(reader, set, *settings);
  if (!settings->fit.empty()) fit(model, settings->fit, found);
  if (!settings->diagram.empty()) {
    write_png(settings->diagram, reliability_picture(answers_of(characters_of(found), found.map)));
  }
  write_to_standard_output(settings->json ? json_report(found) : text_report(found));
  return 0;
}

}  // namespace inkline::tools
