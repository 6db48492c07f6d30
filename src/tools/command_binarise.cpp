#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/encode.hpp>
#include <inkline/image/grey.hpp>
#include <inkline/image/mark_ink.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "ink_options.hpp"
#include "input_list.hpp"
#include "ocr_run.hpp"
#include "options.hpp"
#include "read_input.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What the command line of `ocr-tools binarise` asks for.
struct BinariseSettings {
  std::vector<std::string> arguments;
  fs::path output;
  bool recursive = false;
  bool json = false;
  MarkInkParams mark_ink;
};

std::string help() {
  const BinariseSettings defaults;
  return R"(NAME
  ocr-tools binarise - write the ink of pictures as black and white PNG

SYNOPSIS
  ocr-tools binarise INPUT... --output DIR [options]

DESCRIPTION
  Writes DIR/NAME.png for each picture: ink black, paper white, in the size of
  the picture. Light ink on dark (chalk on a board) comes out black on white
  too. Inputs are named as those of ocr (see ocr --help).

OPTIONS
  -o, --output DIR  where the masks go; made when it is missing
  -r, --recursive   read the sub-folders of a folder too; default: off
  --threshold METHOD
                    how ink is told from paper; default )" +
         std::string(name_of(defaults.mark_ink.binarise.method)) + R"(
)" + method_list() +
         R"(  --light HOW       even: light is evened first; as-is: it is not, and light
                    ink on dark not turned over; default even
  --json            print one JSON object that lists what was written
  --help            print this page

EXIT STATUS
  0 all were written, 1 usage, 2 none, 3 defect, 4 some

EXAMPLES
  ocr-tools binarise page.jpg -o masks
)";
}

cxxopts::Options option_table() {
  cxxopts::Options options("binarise");
  options.add_options()                                 //
      ("o,output", "", cxxopts::value<std::string>())   //
      ("r,recursive", "")                               //
      ("threshold", "", cxxopts::value<std::string>())  //
      ("light", "", cxxopts::value<std::string>())      //
      ("json", "")                                      //
      ("h,help", "");
  return options;
}

/// Nothing when help was wanted and printed.
std::optional<BinariseSettings> parse(int argc, char** argv) {
  const cxxopts::ParseResult parsed = option_table().parse(argc, argv);
  if (parsed.count("help") > 0) return write_to_standard_output(help()), std::nullopt;
  BinariseSettings settings;
  settings.arguments = parsed.unmatched();
  require_setting(!settings.arguments.empty(), "binarise takes at least one picture or folder");
  require_setting(parsed.count("output") == 1, "binarise needs one --output");
  settings.output = parsed["output"].as<std::string>();
  require_setting(!settings.output.empty(), "--output needs a path that is not empty");
  settings.recursive = parsed.count("recursive") > 0;
  take_ink_options(parsed, settings.mark_ink);
  settings.json = parsed.count("json") > 0;
  return settings;
}

fs::path file_of(const Input& input, const fs::path& folder) {
  fs::path file = folder / input.stem;
  file += ".png";
  return file;
}

void refuse_to_replace_inputs(const std::vector<Input>& inputs, const fs::path& folder) {
  for (const Input& writer : inputs) {
    const fs::path file = file_of(writer, folder);
    for (const Input& input : inputs) {
      std::error_code ignored;
      if (input.path.empty() || !fs::equivalent(file, input.path, ignored)) continue;
      throw Error(Fault::usage, file.string() + ": the output would replace this input");
    }
  }
}

void make_folder(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) {
    throw Error(Fault::input, folder.string() + ": cannot make this folder: " + problem.message());
  }
}

/// Where the mask of one picture was written and how large it is.
struct Written {
  std::string input;
  fs::path file;
  cv::Size size;
};

Written write_mask(const Input& input, const BinariseSettings& settings) {
  const Picture picture = decode_input(input);
  cv::Mat1b mask = mark_ink(to_grey(picture.pixels), settings.mark_ink).ink;
  cv::bitwise_not(mask, mask);
  const cv::Size full(picture.full_width, picture.full_height);
  if (mask.size() != full) {
    throw Error(Fault::input, input.name + ": too large to binarise at full size");
  }
  const fs::path file = file_of(input, settings.output);
  make_folder(file.parent_path());
  write_png(file, mask);
  return {input.name, file, full};
}

std::string json_report(const std::vector<Written>& all, std::size_t failed) {
  Json json;
  json["masks"] = Json::array();
  for (const Written& written : all) {
    json["masks"].push_back({{"input", written.input},
                             {"file", written.file.string()},
                             {"width", written.size.width},
                             {"height", written.size.height}});
  }
  json["failed"] = failed;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

int run_binarise(int argc, char** argv) {
  const std::optional<BinariseSettings> settings = parse(argc, argv);
  if (!settings) return kAllDone;
  const InputList list = list_inputs(settings->arguments, settings->recursive);
  refuse_to_replace_inputs(list.inputs, settings->output);
  std::vector<Written> written;
  for (const Input& input : list.inputs) {
    try {
      written.push_back(write_mask(input, *settings));
    } catch (const std::exception& exception) {
      const Failure failure = failure_from(exception, input.name);
      if (failure.fault != Fault::input) throw;
      report("ocr-tools binarise", failure.message);
    }
  }
  const std::size_t failed = list.inputs.size() - written.size();
  if (settings->json) write_to_standard_output(json_report(written, failed));
  if (failed == 0) return kAllDone;
  return written.empty() ? static_cast<int>(Fault::input) : kSomeFailed;
}

}  // namespace inkline::tools
