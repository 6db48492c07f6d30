#include "model_choice.hpp"

#include <string>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/features/embedded_model.hpp>

namespace inkline::tools {
namespace {

const std::string kEmbeddedName = "embedded model";

}  // namespace

bool has_embedded_model() {
  return !embedded_model().empty();
}

Model chosen_model(const std::optional<std::filesystem::path>& file) {
  if (file) return read_model(read_file(*file), file->string());
  if (!has_embedded_model()) {
    throw Error(Fault::input, "this program was built without a model; name one with --model");
  }
  return read_model(embedded_model(), kEmbeddedName);
}

Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file) {
  return make_recogniser(chosen_model(file), file ? file->string() : kEmbeddedName);
}

}  // namespace inkline::tools
