#include "run_files.hpp"

#include <filesystem>

#include <inkline/base/error.hpp>

#include "command_options.hpp"

namespace inkline::tools {

void check_folder_of(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder)) {
    throw Error(Fault::input, file + ": its folder does not exist");
  }
}

void add_file_options(cxxopts::Options& options, RunFiles& files) {
  options.add_options("Files")("o,output", "the model file", text(files.output), "FILE")(
      "checkpoint", "state after every epoch (default: OUTPUT.checkpoint)", text(files.checkpoint),
      "FILE")("resume", "go on from a checkpoint, as if never interrupted", text(files.resume),
              "FILE")("log", "learning curves as CSV", text(files.log), "FILE")(
      "weights", "float16 or int8 in the model file",
      cxxopts::value<std::string>()->default_value(std::string(name_of(files.weights))))(
      "name", "of the model (default: the output's name)", text(files.name))(
      "provenance", "text to put into the model", text(files.provenance))(
      "json", "print one JSON object at the end")("h,help", "print this");
}

void complete(const cxxopts::ParseResult& parsed, RunFiles& files) {
  require_setting(!files.output.empty(), "--output FILE is needed");
  files.weights = weight_format_from(parsed["weights"].as<std::string>());
  files.json = parsed.count("json") > 0;
  if (files.checkpoint.empty()) files.checkpoint = files.output + ".checkpoint";
  if (files.name.empty()) files.name = std::filesystem::path(files.output).stem().string();
  for (const std::string& file : {files.output, files.checkpoint, files.log}) check_folder_of(file);
}

}  // namespace inkline::tools
