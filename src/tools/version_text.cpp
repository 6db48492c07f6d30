#include "version_text.hpp"

#include "model_choice.hpp"

namespace inkline::tools {

std::string version_text(const std::optional<std::filesystem::path>& model) {
  const Recogniser recogniser = chosen_recogniser(model);
  return "ocr " INKLINE_VERSION "\nmodel " + recogniser.model.name + '\n';
}

}  // namespace inkline::tools
