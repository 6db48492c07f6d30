#include <filesystem>
#include <optional>
#include <string>

#include "failure.hpp"
#include "keep_memory.hpp"
#include "model_choice.hpp"
#include "ocr_run.hpp"
#include "ocr_settings.hpp"
#include "standard_output.hpp"
#include "version_text.hpp"

namespace inkline::tools {
namespace {

std::string version_of_models(std::span<const std::filesystem::path> files) {
  std::string text;
  for (const Model& card : chosen_model_cards(files)) text += model_version(card);
  return text.empty() ? "built without a model\n" : text;
}

int run_ocr(int argc, char** argv) {
  const OcrSettings settings = parse_ocr(argc, argv);
  switch (settings.task) {
    case OcrSettings::Task::help:
      write_to_standard_output(ocr_help());
      return kAllDone;
    case OcrSettings::Task::version:
      write_to_standard_output(program_version() + version_of_models(settings.reading.models));
      return kAllDone;
    case OcrSettings::Task::read:
      break;
  }
  return read_inputs(settings);
}

}  // namespace
}  // namespace inkline::tools

int main(int argc, char** argv) {
  inkline::tools::keep_memory();
  inkline::tools::guard_standard_streams();
  return inkline::tools::run_guarded("ocr", inkline::tools::run_ocr, argc, argv);
}
