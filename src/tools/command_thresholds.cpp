#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/encode.hpp>
#include <inkline/image/even_light.hpp>
#include <inkline/image/grey.hpp>

#include "commands.hpp"
#include "ink_options.hpp"
#include "input_list.hpp"
#include "ocr_run.hpp"
#include "options.hpp"
#include "read_input.hpp"
#include "standard_output.hpp"
#include "threshold_sheet.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What the command line of `ocr-tools thresholds` asks for.
struct ThresholdsSettings {
  std::string argument;
  fs::path output;
  bool json = false;
  MarkInkParams mark_ink;
};

std::string help() {
  return R"(NAME
  ocr-tools thresholds - a sheet of one picture as each global threshold sees it

SYNOPSIS
  ocr-tools thresholds IMAGE --output SHEET.png [options]

DESCRIPTION
  Writes a PNG of reduced copies, three in a row: the picture as it is, then
  its ink by isodata, li, mean, minimum, otsu, triangle and yen, which have one
  threshold for the page, and by the default, )" +
         std::string(name_of(BinariseParams{}.method)) + R"(, whose threshold follows the
  writing. Under each stands its threshold; shades up to it are ink. They are
  shades of the page after its light was evened, when paper has shade )" +
         std::to_string(int{kEvenPaper}) + R"(.
  The ink is what ocr-tools binarise --threshold METHOD writes. IMAGE is named
  as an input of ocr (see ocr --help); - is standard input.

OPTIONS
  -o, --output FILE  where the sheet goes
  --light HOW        even: light is evened first; as-is: it is not, and light
                     ink on dark not turned over; default even
  --json             print one JSON object that lists the thresholds
  --help             print this page

EXIT STATUS
  0 the sheet was written, 1 usage, 2 it was not, 3 defect

EXAMPLES
  ocr-tools thresholds page.jpg -o sheet.png
)";
}

cxxopts::Options option_table() {
  cxxopts::Options options("thresholds");
  options.add_options()                                //
      ("o,output", "", cxxopts::value<std::string>())  //
      ("light", "", cxxopts::value<std::string>())     //
      ("json", "")                                     //
      ("h,help", "");
  return options;
}

/// Nothing when help was wanted and printed.
std::optional<ThresholdsSettings> parse(int argc, char** argv) {
  const cxxopts::ParseResult parsed = option_table().parse(argc, argv);
  if (parsed.count("help") > 0) return write_to_standard_output(help()), std::nullopt;
  require_setting(parsed.unmatched().size() == 1, "thresholds takes one picture");
  require_setting(parsed.count("output") == 1, "thresholds needs one --output");
  ThresholdsSettings settings;
  settings.argument = parsed.unmatched().front();
  settings.output = parsed["output"].as<std::string>();
  require_setting(!settings.argument.empty(), "the picture has an empty name");
  require_setting(!settings.output.empty(), "--output needs a path that is not empty");
  take_ink_options(parsed, settings.mark_ink);
  settings.json = parsed.count("json") > 0;
  return settings;
}

Input only_input(const ThresholdsSettings& settings) {
  const InputList list = list_inputs({settings.argument}, false);
  require_setting(!list.is_batch, settings.argument + ": thresholds takes a picture, not a folder");
  const Input& input = list.inputs.front();
  std::error_code ignored;
  require_setting(input.path.empty() || !fs::equivalent(settings.output, input.path, ignored),
                  settings.output.string() + ": the sheet would replace the picture");
  return input;
}

Json json_of(const ThresholdTrial& trial) {
  Json json = {{"method", name_of(trial.method)}};
  if (!trial.threshold) {
    json["threshold"] = nullptr;
  } else if (trial.threshold->least == trial.threshold->most) {
    json["threshold"] = trial.threshold->least;
  } else {
    json["threshold"] = {trial.threshold->least, trial.threshold->most};
  }
  return json;
}

std::string json_report(const ThresholdsSettings& settings, const cv::Mat& sheet,
                        const std::vector<ThresholdTrial>& trials) {
  Json json = {{"input", settings.argument},
               {"file", settings.output.string()},
               {"width", sheet.cols},
               {"height", sheet.rows}};
  json["thresholds"] = Json::array();
  for (const ThresholdTrial& trial : trials) json["thresholds"].push_back(json_of(trial));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

int run_thresholds(int argc, char** argv) {
  const std::optional<ThresholdsSettings> settings = parse(argc, argv);
  if (!settings) return kAllDone;
  const cv::Mat picture = decode_input(only_input(*settings)).pixels;
  const std::vector<ThresholdTrial> trials = try_thresholds(to_grey(picture), settings->mark_ink);
  const cv::Mat3b sheet = threshold_sheet(picture, trials);
  write_png(settings->output, sheet);
  if (settings->json) write_to_standard_output(json_report(*settings, sheet, trials));
  return kAllDone;
}

}  // namespace inkline::tools
