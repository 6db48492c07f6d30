#include "model_choice.hpp"

#include <span>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/features/embedded_files.hpp>

namespace inkline::tools {
namespace {

const std::string kEmbeddedName = "embedded model";

std::span<const std::byte> required_embedded_model() {
  if (!has_embedded_model()) {
    throw Error(Fault::input, "this program was built without a model; name one with --model");
  }
  return embedded_model();
}

}  // namespace

bool has_embedded_model() {
  return !embedded_model().empty();
}

Model chosen_model_card(const std::optional<std::filesystem::path>& file) {
  if (file) return read_model_card(read_file(*file), file->string());
  return read_model_card(required_embedded_model(), kEmbeddedName);
}

Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file) {
  if (file) return load_recogniser(read_file(*file), file->string());
  return load_recogniser(required_embedded_model(), kEmbeddedName);
}

}  // namespace inkline::tools
