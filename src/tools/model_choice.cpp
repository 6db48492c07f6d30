#include "model_choice.hpp"

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>

#include "embedded_model.hpp"

namespace inkline::tools {

Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file) {
  if (file) return load_recogniser(read_file(*file), file->string());
  if (embedded_model().empty()) {
    throw Error(Fault::input, "this program was built without a model; name one with --model");
  }
  return load_recogniser(embedded_model(), "embedded model");
}

}  // namespace inkline::tools
