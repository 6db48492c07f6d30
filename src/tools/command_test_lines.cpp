#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/evaluation/calibration.hpp>
#include <inkline/features/embedded_files.hpp>
#include <inkline/training/line_set.hpp>
#include <inkline/training/line_tests.hpp>

#include "command_options.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "line_test.hpp"
#include "report_text.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

constexpr std::array kTests{LineTest::words, LineTest::lines, LineTest::codes};
constexpr std::size_t kBins = 10;
constexpr std::array kCoverages{0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0};

/// What the command line of `ocr-tools test-lines` asks for.
struct Settings {
  std::string data;
  std::string sets = "words,lines,codes";
  std::string split = "held-out";
  std::string drawing = "neat";
  std::string model;
  std::string language;
  LineTestParams test;
  RowDecodeParams decode;
  int threads = 1;
  std::size_t samples = 0;
  bool json = false;

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
      "unsure ones leaves.\n");
  options.custom_help("--data unipen:DIR [options]");
  options.add_options("Data")("data", "words and lines, KIND:PATH", text(s.data), "KIND:PATH")(
      "sets", "of words, lines, codes; commas between", word(s.sets, s.sets))(
      "rows", "of each set, at most; writers take turns", number(s.test.rows))(
      "split", "held-out or validation writers", word(s.split, s.split))(
      "drawing", "neat, as a common pen on a clean scan, or rough, as in training",
      word(s.drawing, s.drawing))("seed", "of choice and drawing", number(s.test.seed));
  options.add_options("Reading")("model", "a reader of rows (default: the one in the program)",
                                 text(s.model), "FILE")(
      "language", "none, or a file (default: the one in the program)", text(s.language), "FILE")(
      "temperature", "softens confidences; 1 leaves them", number(s.decode.temperature))(
      "language-weight", "power of the language against the ink", number(s.decode.language_weight))(
      "beam-width", "beginnings kept at each step", number(s.decode.width))("threads", "that read",
                                                                            number(s.threads));
  options.add_options("Report")("samples", "print so many rows of each set as they were read",
                                number(s.samples))("json", "print one JSON object")("h,help",
                                                                                    "print this");
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
  settings.tests = tests_from(settings.sets);
  if (settings.split == "validation") settings.part = Part::validation;
  if (settings.drawing == "rough") settings.test.drawing = LineDrawParams{};
  settings.json = parsed.count("json") > 0;
  settings.test.check();
  settings.decode.check();
  return settings;
}

LineRecogniser recogniser_from(const std::string& file) {
  if (!file.empty()) return load_line_recogniser(read_file(file), file);
  if (embedded_line_model().empty()) {
    throw Error(Fault::input,
                "this program was built without a reader of rows; name one with --model");
  }
  return load_line_recogniser(embedded_line_model(), "embedded reader of rows");
}

LanguageModel language_from(const std::string& file) {
  if (file == "none") return {};
  if (!file.empty()) return read_language(read_file(file), file);
  if (embedded_language().empty()) return {};
  return read_language_in_place(embedded_language(), "embedded language");
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

/// What the test found.
struct Report {
  std::string model;
  std::string language;
  std::vector<LineSetScore> sets;
  std::vector<JudgedAnswer> characters;  ///< of all sets
  std::string samples;
};

double error_of(const LineSetScore& score) {
  return expected_calibration_error(reliability(score.characters, kBins));
}

std::string rate_text(const ErrorSummary& errors) {
  return percent(errors.micro) + " (" + percent(errors.micro_interval.low) + " to " +
         percent(errors.micro_interval.high) + ")";
}

std::string text_report(const Report& report) {
  std::string text = "model     " + report.model + '\n';
  text += "language  " + report.language + "\n\n";
  text +=
      "set      rows writers characters  CER of the best class at each step"
      "    CER of the search               ratio  calibration error\n";
  for (const LineSetScore& score : report.sets) {
    const double ratio = score.greedy.micro > 0 ? score.searched.micro / score.greedy.micro : 1;
    text += padded(score.name, 9) + padded(std::to_string(score.rows), 5) +
            padded(std::to_string(score.writers), 8) +
            padded(std::to_string(score.greedy.counts.truth_length()), 12) +
            padded(rate_text(score.greedy), 38) + padded(rate_text(score.searched), 34) +
            padded(decimals_of(ratio, 2), 6) + percent(error_of(score)) + '\n';
  }
  const std::vector<ReliabilityBin> bins = reliability(report.characters, kBins);
  text += "\nconfidence   characters   said     right\n";
  for (const ReliabilityBin& bin : bins) {
    text += decimals_of(bin.low, 1) + " to " + decimals_of(bin.high, 1) + "   " +
            padded(std::to_string(bin.answers), 11) +
            (bin.answers > 0 ? percent(bin.confidence) + "  " + percent(bin.accuracy) : "") + '\n';
  }
  text += "expected calibration error " + percent(expected_calibration_error(bins)) + '\n';
  const CalibrationCurve curve = fit_calibration(report.characters);
  text += "best curve: slope " + decimals_of(curve.slope, 3) + ", offset " +
          decimals_of(curve.offset, 3) + '\n';
  text += "\ngiven      least sure   right\n";
  for (const CoveragePoint& point : accuracy_against_coverage(report.characters, kCoverages)) {
    text += percent(point.coverage) + "   " + padded(decimals_of(point.confidence, 3), 10) +
            percent(point.accuracy) + '\n';
  }
  return text + (report.samples.empty() ? "" : "\n" + report.samples);
}

nlohmann::ordered_json json_of(const ErrorSummary& errors) {
  return {{"cer", errors.micro},
          {"interval", {errors.micro_interval.low, errors.micro_interval.high}}};
}

std::string json_report(const Report& report, const Settings& settings) {
  nlohmann::ordered_json json;
  json["data"] = settings.data;
  json["split"] = settings.split;
  json["drawing"] = settings.drawing;
  json["model"] = report.model;
  json["language"] = report.language;
  json["sets"] = nlohmann::ordered_json::array();
  for (const LineSetScore& score : report.sets) {
    json["sets"].push_back({{"name", score.name},
                            {"rows", score.rows},
                            {"writers", score.writers},
                            {"characters", score.greedy.counts.truth_length()},
                            {"greedy", json_of(score.greedy)},
                            {"search", json_of(score.searched)},
                            {"calibration_error", error_of(score)}});
  }
  const std::vector<ReliabilityBin> bins = reliability(report.characters, kBins);
  json["calibration_error"] = expected_calibration_error(bins);
  json["reliability"] = nlohmann::ordered_json::array();
  for (const ReliabilityBin& bin : bins) {
    json["reliability"].push_back({{"low", bin.low},
                                   {"high", bin.high},
                                   {"characters", bin.answers},
                                   {"confidence", bin.confidence},
                                   {"accuracy", bin.accuracy}});
  }
  const CalibrationCurve curve = fit_calibration(report.characters);
  json["best_curve"] = {{"slope", curve.slope}, {"offset", curve.offset}};
  json["coverage"] = nlohmann::ordered_json::array();
  for (const CoveragePoint& point : accuracy_against_coverage(report.characters, kCoverages)) {
    json["coverage"].push_back({{"coverage", point.coverage},
                                {"confidence", point.confidence},
                                {"accuracy", point.accuracy}});
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

Report test_lines(const LineReader& reader, const LineSet& set, const Settings& settings) {
  Report report;
  report.model = reader.recogniser.model.name;
  report.language = reader.help.language.is_empty() ? "none" : reader.help.language.name();
  WorkerPool pool(settings.threads);
  for (const LineTest test : settings.tests) {
    const std::string name(name_of(test));
    const std::vector<TestRow> rows = draw_test_rows(set, test, settings.part, settings.test);
    if (rows.empty()) {
      throw Error(Fault::input, settings.data + ": no rows for the set '" + name + "'");
    }
    const std::vector<RowReading> readings = read_rows(reader, rows, pool);
    report.sets.push_back(score_rows(name, rows, readings));
    const std::vector<JudgedAnswer>& own = report.sets.back().characters;
    report.characters.insert(report.characters.end(), own.begin(), own.end());
    report.samples += sample_text(name, rows, readings, settings.samples);
  }
  return report;
}

}  // namespace

int run_test_lines(int argc, char** argv) {
  const std::optional<Settings> settings = parse(argc, argv);
  if (!settings) return 0;
  LineReader reader{recogniser_from(settings->model), {}, settings->decode};
  reader.help.language = language_from(settings->language);

  LineOptions options;
  options.joined = options.mixed = 0;
  options.threads = settings->threads;
  const LineSet set = open_line_set(settings->data, options);
  for (const std::string& note : set.notes) report("ocr-tools test-lines", note);
  const Report found = test_lines(reader, set, *settings);
  write_to_standard_output(settings->json ? json_report(found, *settings) : text_report(found));
  return 0;
}

}  // namespace inkline::tools
