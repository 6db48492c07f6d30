#include <filesystem>
#include <optional>
#include <string>

#include "failure.hpp"
#include "model_choice.hpp"
#include "ocr_run.hpp"
#include "ocr_settings.hpp"
#include "standard_output.hpp"
#include "version_text.hpp"

namespace inkline::tools {
namespace {

std::string version_of_model(const std::optional<std::filesystem::path>& file) {
  if (!file && !has_embedded_model()) return "built without a model\n";
  return model_version(chosen_model_card(file));
}

int run_ocr(int argc, char** argv) {
  const OcrSettings settings = parse_ocr(argc, argv);
  switch (settings.task) {
    case OcrSettings::Task::help:
      write_to_standard_output(ocr_help());
      return kAllDone;
    case OcrSettings::Task::version:
      write_to_standard_output(program_version() + version_of_model(settings.model));
      return kAllDone;
    case OcrSettings::Task::read:
      break;
  }
  return read_inputs(settings);
}

}  // namespace
}  // namespace inkline::tools

int main(int argc, char** argv) {
  inkline::tools::guard_standard_streams();
  return inkline::tools::run_guarded("ocr", inkline::tools::run_ocr, argc, argv);
}
