#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <unistd.h>
#include <nlohmann/json.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/evaluation/error_rate.hpp>
#include <inkline/text/format.hpp>

#include "commands.hpp"
#include "distort.hpp"
#include "failure.hpp"
#include "model_choice.hpp"
#include "ocr_run.hpp"
#include "options.hpp"
#include "pages_index.hpp"
#include "read_input.hpp"
#include "reading_options.hpp"
#include "report_text.hpp"
#include "standard_output.hpp"
#include "truth_pairs.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What the command line of `ocr-tools evaluate` asks for.
struct EvaluateSettings {
  fs::path folder;
  TextRules rules;
  BootstrapParams bootstrap;
  std::string only = "*";
  std::optional<fs::path> index;          ///< absent: index.tsv of the folder, if there is one
  std::vector<FactCondition> conditions;  ///< on the index
  std::string row_order = "auto";         ///< auto, fixed or free
  ReadingSettings reading;
  DistortParams distort;
  std::optional<fs::path> readings;  ///< texts of another program instead of ours
  bool json = false;
};

std::string help() {
  const EvaluateSettings defaults;
  return R"(NAME
  ocr-tools evaluate - character and word error rates on pages with ground truth

SYNOPSIS
  ocr-tools evaluate FOLDER [options]

DESCRIPTION
  Reads every picture in FOLDER and its sub-folders that has its text beside it
  (NAME.jpg and NAME.gt.txt) and prints for each page and for all of them
    CER     character error rate: insertions, deletions and substitutions of
            code points, divided by the characters of the truth
    WER     the same of words
    rows    rows of the truth that were found: one line of the reading, which
            serves no other row, has at least half of its characters
  The total is given micro (every character weighs the same) and macro (every
  page weighs the same), with 95 % intervals by a bootstrap over pages. A page
  that cannot be read counts as one on which nothing was read.

  Runs of blanks and line breaks count as one space. Without further options the
  comparison is strict: case, punctuation and spaces count.

OPTIONS
  --ignore-case         default: off
  --ignore-punctuation  leave out all but letters, digits and spaces; default:
                        off
  --ignore-spaces       leave out spaces and line breaks; default: off
  --letters-and-digits  all three of the above; default: off
  --only GLOB           pages whose path below FOLDER, without extension, fits
                        the pattern; default )" +
         defaults.only + R"(
  --index FILE          table of pictures (tab-separated, columns named in the
                        first line, one of them `file`, and `set` for its
                        folder); default: FOLDER/index.tsv if there is one
  --where LIST          pages whose columns in the table have these values, such
                        as writing=print,layout=rows; a bar stands between
                        values of one column: layout=rows|form
  --row-order ORDER     fixed: compare whole texts; free: match rows in any
                        order; auto: free where the table has `free` or `form`
                        in the column `layout`. Default )" +
         defaults.row_order + R"(
  --turn DEGREES        turn every picture clockwise before it is read: 90, 180 or
                        270; default 0
  --skew DEGREES        tilt every picture clockwise by -45 to 45 degrees; the
                        corners are filled with its border; default 0
  --perspective SHARE   lay every picture on a dark desk, seen from its foot so that
                        its head is shorter by this share, 0 to 0.5; default 0
  --fan SHARE           show every picture from its left, so that rows draw together
                        to the right, whose side is shorter by this share, without
                        a sheet's edge; below 0 from its right, to 0.7; default 0
  --curl SHARE          let rows begin higher by this share of the width and level
                        out, as on a page of a thick book; -0.3 to 0.3; default 0
  --wave SHARE          let rows rise and fall once by this share of the width,
                        -0.2 to 0.2; default 0
  --slant DEGREES       let upright strokes lean to the right, -50 to 50; default 0
  --readings DIR        compare the texts DIR/NAME.txt in place of reading the
                        pictures, to score another program; default: read
  --resamples N         of the bootstrap; default )" +
         std::to_string(defaults.bootstrap.resamples) + R"(
  --seed N              of the bootstrap; default )" +
         std::to_string(defaults.bootstrap.seed) + '\n' + reading_help() +
         R"(  --json                print one JSON object
  --help                print this page

EXIT STATUS
  0 all pages were read, 1 usage, 2 none could be read, 3 defect, 4 some

EXAMPLES
  ocr-tools evaluate samples
  ocr-tools evaluate pages --where writing=print,layout=rows --ignore-case
)";
}

cxxopts::Options option_table() {
  cxxopts::Options options("evaluate");
  options.add_options()                                 //
      ("ignore-case", "")                               //
      ("ignore-punctuation", "")                        //
      ("ignore-spaces", "")                             //
      ("letters-and-digits", "")                        //
      ("only", "", cxxopts::value<std::string>())       //
      ("index", "", cxxopts::value<std::string>())      //
      ("where", "", cxxopts::value<std::string>())      //
      ("row-order", "", cxxopts::value<std::string>())  //
      ("turn", "", cxxopts::value<int>())               //
      ("skew", "", cxxopts::value<double>())            //
      ("perspective", "", cxxopts::value<double>())     //
      ("fan", "", cxxopts::value<double>())             //
      ("curl", "", cxxopts::value<double>())            //
      ("wave", "", cxxopts::value<double>())            //
      ("slant", "", cxxopts::value<double>())           //
      ("readings", "", cxxopts::value<std::string>())   //
      ("resamples", "", cxxopts::value<int>())          //
      ("seed", "", cxxopts::value<std::uint64_t>())     //
      ("json", "")                                      //
      ("h,help", "");
  add_reading_options(options);
  return options;
}

template <class Value, class Target>
void take(const cxxopts::ParseResult& parsed, const std::string& name, Target& target) {
  if (parsed.count(name) > 0) target = parsed[name].as<Value>();
}

/// Nothing when help was wanted and printed.
std::optional<EvaluateSettings> parse(int argc, char** argv) {
  const cxxopts::ParseResult parsed = option_table().parse(argc, argv);
  if (parsed.count("help") > 0) return write_to_standard_output(help()), std::nullopt;
  require_setting(parsed.unmatched().size() == 1, "evaluate takes one folder");

  EvaluateSettings settings;
  settings.folder = parsed.unmatched().front();
  settings.rules = {.ignore_case = parsed.count("ignore-case") > 0,
                    .ignore_punctuation = parsed.count("ignore-punctuation") > 0,
                    .ignore_spaces = parsed.count("ignore-spaces") > 0,
                    .letters_and_digits = parsed.count("letters-and-digits") > 0};
  take<std::string>(parsed, "only", settings.only);
  take<std::string>(parsed, "index", settings.index);
  take<std::string>(parsed, "row-order", settings.row_order);
  take<std::string>(parsed, "readings", settings.readings);
  settings.reading = reading_settings(parsed);
  take<int>(parsed, "turn", settings.distort.turn);
  take<double>(parsed, "skew", settings.distort.skew);
  take<double>(parsed, "perspective", settings.distort.perspective);
  take<double>(parsed, "fan", settings.distort.fan);
  take<double>(parsed, "curl", settings.distort.curl);
  take<double>(parsed, "wave", settings.distort.wave);
  take<double>(parsed, "slant", settings.distort.slant);
  settings.distort.check();
  take<int>(parsed, "resamples", settings.bootstrap.resamples);
  take<std::uint64_t>(parsed, "seed", settings.bootstrap.seed);
  if (parsed.count("where") > 0) {
    settings.conditions = fact_conditions(parsed["where"].as<std::string>());
  }
  settings.json = parsed.count("json") > 0;
  settings.bootstrap.check();
  require_setting(
      settings.row_order == "auto" || settings.row_order == "fixed" || settings.row_order == "free",
      "--row-order must be auto, fixed or free, got '" + settings.row_order + "'");
  return settings;
}

/// A page to be scored, and then its score.
struct ScoredPage {
  TruthPair pair;
  RowOrder order = RowOrder::fixed;
  PageScore score;
  double seconds = 0;
  bool failed = false;
};

PagesIndex index_of(const EvaluateSettings& settings) {
  if (settings.index) return read_pages_index(*settings.index);
  const fs::path beside = settings.folder / "index.tsv";
  std::error_code ignored;
  if (fs::exists(beside, ignored)) return read_pages_index(beside);
  require_setting(settings.conditions.empty(), "--where needs a table, see --index");
  return {};
}

RowOrder order_of(const PageFacts& facts, const std::string& row_order) {
  static const FactCondition has_no_order{"layout", {"free", "form"}};
  if (row_order == "auto") return has_no_order.holds(facts) ? RowOrder::free : RowOrder::fixed;
  return row_order == "free" ? RowOrder::free : RowOrder::fixed;
}

std::vector<ScoredPage> pages_to_score(const EvaluateSettings& settings) {
  const PagesIndex index = index_of(settings);
  const TruthPairs found = find_truth_pairs(settings.folder);
  for (const std::string& note : found.notes) report("ocr-tools evaluate", note);
  std::vector<ScoredPage> pages;
  for (const TruthPair& pair : found.pairs) {
    const PageFacts& facts = facts_of(index, pair.picture);
    const bool wanted =
        fits_pattern(pair.name, settings.only) &&
        std::all_of(settings.conditions.begin(), settings.conditions.end(),
                    [&](const FactCondition& condition) { return condition.holds(facts); });
    if (wanted) pages.push_back({pair, order_of(facts, settings.row_order), {}, 0, false});
  }
  if (pages.empty()) {
    throw Error(Fault::input, settings.folder.string() +
                                  ": no picture with a .gt.txt beside it fits what was asked for");
  }
  return pages;
}

std::string text_of(const fs::path& file) {
  const std::vector<std::byte> bytes = read_file(file);
  std::string text(bytes.size(), ' ');
  std::transform(bytes.begin(), bytes.end(), text.begin(),
                 [](std::byte byte) { return static_cast<char>(byte); });
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

/// Where the readings come from: our reader, or files.
std::string reading_of(const TruthPair& pair, const std::optional<Readers>& readers,
                       const EvaluateSettings& settings) {
  if (!readers) return text_of(*settings.readings / (pair.name + ".txt"));
  const Input input{pair.picture.string(), pair.picture, pair.name, ""};
  const ReadParams params = read_params(settings.reading);
  if (!settings.distort.any()) return format_text(read_input(input, *readers, {}, params));
  const cv::Mat picture = distorted(decode_input(input).pixels, settings.distort);
  return format_text(read_page(picture, *readers, params));
}

void score(const EvaluateSettings& settings, const std::optional<Readers>& readers,
           ScoredPage& page) {
  const std::string truth = text_of(page.pair.truth);
  std::string reading;
  const auto start = std::chrono::steady_clock::now();
  try {
    reading = reading_of(page.pair, readers, settings);
  } catch (const std::exception& exception) {
    const Failure failure = failure_from(exception, page.pair.picture.string());
    if (failure.fault == Fault::defect) throw;
    report("ocr-tools evaluate", failure.message);
    page.failed = true;
  }
  page.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  page.score = score_page(truth, reading, settings.rules, page.order);
}

void score_all(const EvaluateSettings& settings, std::vector<ScoredPage>& pages) {
  std::optional<Readers> readers;
  if (!settings.readings) readers = chosen_readers(settings.reading);
  const bool watched = ::isatty(STDERR_FILENO) == 1;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (watched) std::cerr << "\r\x1B[K" << i + 1 << '/' << pages.size() << std::flush;
    score(settings, readers, pages[i]);
  }
  if (watched) std::cerr << "\r\x1B[K" << std::flush;
}

/// The figures over all pages.
struct Totals {
  ErrorSummary characters;
  ErrorSummary words;
  std::size_t rows = 0;
  std::size_t rows_found = 0;
  Interval rows_interval;
  double seconds = 0;
  std::size_t failed = 0;
};

double rows_found_share(std::span<const ScoredPage> pages, std::span<const std::size_t> chosen) {
  std::size_t found = 0;
  std::size_t rows = 0;
  for (const std::size_t page : chosen) {
    found += pages[page].score.rows_found;
    rows += pages[page].score.rows;
  }
  return share_of(found, rows);
}

Totals totals_of(std::span<const ScoredPage> pages, const BootstrapParams& bootstrap) {
  Totals totals;
  std::vector<EditCounts> characters;
  std::vector<EditCounts> words;
  for (const ScoredPage& page : pages) {
    characters.push_back(page.score.characters);
    words.push_back(page.score.words);
    totals.rows += page.score.rows;
    totals.rows_found += page.score.rows_found;
    totals.seconds += page.seconds;
    if (page.failed) ++totals.failed;
  }
  totals.characters = summarise_errors(characters, bootstrap);
  totals.words = summarise_errors(words, bootstrap);
  totals.rows_interval = bootstrap_interval(
      pages.size(),
      [&](std::span<const std::size_t> chosen) { return rows_found_share(pages, chosen); },
      bootstrap);
  return totals;
}

Json json_of(const EditCounts& counts) {
  return {{"rate", error_rate(counts)},
          {"length", counts.truth_length()},
          {"substitutions", counts.substitutions},
          {"deletions", counts.deletions},
          {"insertions", counts.insertions}};
}

Json json_of(const Interval& interval) {
  return {interval.low, interval.high};
}

Json json_of(const ErrorSummary& summary) {
  Json json = json_of(summary.counts);
  json.erase("rate");
  json["micro"] = summary.micro;
  json["micro_interval"] = json_of(summary.micro_interval);
  json["macro"] = summary.macro;
  json["macro_interval"] = json_of(summary.macro_interval);
  return json;
}

std::string_view name_of(RowOrder order) {
  return order == RowOrder::free ? "free" : "fixed";
}

Json json_of(const ScoredPage& page) {
  return {{"name", page.pair.name},
          {"row_order", name_of(page.order)},
          {"characters", json_of(page.score.characters)},
          {"words", json_of(page.score.words)},
          {"rows", page.score.rows},
          {"rows_found", page.score.rows_found},
          {"seconds", page.seconds},
          {"failed", page.failed}};
}

std::string json_report(std::span<const ScoredPage> pages, const Totals& totals,
                        const TextRules& rules) {
  Json json;
  json["rules"] = {{"ignore_case", rules.ignore_case},
                   {"ignore_punctuation", rules.ignore_punctuation},
                   {"ignore_spaces", rules.ignore_spaces}};
  json["pages"] = Json::array();
  for (const ScoredPage& page : pages) json["pages"].push_back(json_of(page));
  json["total"] = {{"pages", pages.size()},
                   {"failed", totals.failed},
                   {"characters", json_of(totals.characters)},
                   {"words", json_of(totals.words)},
                   {"rows", totals.rows},
                   {"rows_found", totals.rows_found},
                   {"rows_found_share", share_of(totals.rows_found, totals.rows)},
                   {"rows_found_interval", json_of(totals.rows_interval)},
                   {"seconds", totals.seconds}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string row_counts(std::size_t found, std::size_t rows) {
  return std::to_string(found) + '/' + std::to_string(rows);
}

std::string page_line(const ScoredPage& page, std::size_t name_width) {
  return padded(page.pair.name, name_width) +
         padded(std::to_string(page.score.characters.truth_length()), 7) +
         percent(error_rate(page.score.characters)) + "  " + percent(error_rate(page.score.words)) +
         "  " + padded(row_counts(page.score.rows_found, page.score.rows), 7) +
         (page.order == RowOrder::free ? " rows in any order" : "") +
         (page.failed ? " unreadable" : "") + '\n';
}

std::string rate_line(const std::string& name, double rate, const Interval& interval) {
  return padded(name, 12) + percent(rate) + "  (" + percent(interval.low) + " to " +
         percent(interval.high) + ")\n";
}

std::string summary_lines(const std::string& name, const ErrorSummary& summary) {
  return rate_line(name + " micro", summary.micro, summary.micro_interval) +
         rate_line(name + " macro", summary.macro, summary.macro_interval);
}

std::string text_report(std::span<const ScoredPage> pages, const Totals& totals) {
  std::size_t width = 6;
  for (const ScoredPage& page : pages) width = std::max(width, page.pair.name.size() + 2);
  std::string text = padded("page", width) + "chars       CER       WER  rows\n";
  for (const ScoredPage& page : pages) text += page_line(page, width);
  text += '\n' + std::to_string(pages.size()) + " pages, " +
          std::to_string(totals.characters.counts.truth_length()) + " characters, " +
          std::to_string(totals.words.counts.truth_length()) +
          " words, 95 % intervals over pages\n";
  text += summary_lines("CER", totals.characters) + summary_lines("WER", totals.words);
  text += rate_line("rows found", share_of(totals.rows_found, totals.rows), totals.rows_interval);
  return text + "time        " + std::to_string(totals.seconds) + " s\n";
}

int exit_status(const Totals& totals, std::size_t pages) {
  if (totals.failed == 0) return kAllDone;
  return totals.failed == pages ? static_cast<int>(Fault::input) : kSomeFailed;
}

}  // namespace

int run_evaluate(int argc, char** argv) {
  const std::optional<EvaluateSettings> settings = parse(argc, argv);
  if (!settings) return kAllDone;
  std::vector<ScoredPage> pages = pages_to_score(*settings);
  score_all(*settings, pages);
  const Totals totals = totals_of(pages, settings->bootstrap);
  write_to_standard_output(settings->json ? json_report(pages, totals, settings->rules.resolved())
                                          : text_report(pages, totals));
  return exit_status(totals, pages.size());
}

}  // namespace inkline::tools
